// Which printer takes which paper: a table read from JSON, asked by counter, form, stream and time of day.
// Pure.
//   {"printers": [{"name": "quay-1", "uri": "escpos://10.0.0.7?dots=576"}, …],
//    "rules": [{"counter": "1", "form": ["receipt", "apology"], "stream": "direct", "hours": "07:00-17:30",
//               "printers": ["quay-1", "van-phong"]},
//              {"hours": "17:30-07:00", "hold": true},
//              {"printers": ["van-phong"]}]}
// The first rule that fits wins; a condition that is absent fits everything.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace motcua::printers {

struct printer_entry {
    std::string name, uri;
    position at;  // of the address, for whoever finds more wrong with it
};

struct printer_rule {
    std::vector<std::string> counters, forms, streams;  // empty: any
    std::optional<std::pair<std::chrono::minutes, std::chrono::minutes>>
        hours;                          // from ≤ t < to; may cross midnight
    std::vector<std::string> printers;  // wanted first, then those that take over
    bool hold = false;                  // wait until another rule fits (the office opens)
};

struct printer_rules {
    std::vector<printer_entry> printers;
    std::vector<printer_rule> rules;
};

struct paper_question {
    std::string_view counter, form, stream;
    local_instant at;
};

struct paper_choice {
    std::vector<std::string> printers;
    bool hold = false;
};

// All faults at once, each with its place. `file` only names the place.
read_result<printer_rules> parse_printer_rules(std::string_view text, const std::string& file);
read_result<printer_rules> load_printer_rules(const std::string& path);

// No rule fits: no printers and no hold.
paper_choice choose(const printer_rules& rules, const paper_question& q);

}  // namespace motcua::printers
