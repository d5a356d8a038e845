// `motcua render FORM --values FILE.json --out FILE.pdf|.png|.escpos`: one paper from a template and a file
// of values. main.cpp parses the command line; nothing here reads a clock, so equal input gives equal files.
#pragma once

#include <optional>
#include <ostream>
#include <string>

namespace motcua::counters {

struct render_options {
    std::string form;                     // "receipt", "apology", …; or the path of a template file (*.xml)
    std::string values;                   // JSON file
    std::string out;                      // *.pdf, *.png or *.escpos says what is written
    std::string templates = "templates";  // folder with sets.xml and forms/
    std::string medium;                   // empty: "a4" or what the form offers; "80mm" for .escpos
    std::string set;                      // empty: by the day below
    std::string day;        // YYYY-MM-DD of acceptance; empty: from the values, else the newest set
    int reprint = 0;        // n: "BẢN IN LẠI – lần n"
    bool training = false;  // "HUẤN LUYỆN – KHÔNG CÓ GIÁ TRỊ"
};

// Exit code of the program: 0 done, 2 bad input (all faults on `err` as file:line:column), 4 the world
// failed.
int render(const render_options& options, std::ostream& out, std::ostream& err);

}  // namespace motcua::counters
