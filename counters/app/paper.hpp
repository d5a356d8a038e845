// Slips as bytes: what the engine keeps of a slip (form, values) laid out by the office's templates for the
// paper at hand. Any thread; a bitmap painter lives in each thread that paints.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "printers/device/device.hpp"
#include "templates/language/library.hpp"
#include "templates/layout/page.hpp"

namespace motcua::app {

// As the engine answers "slip" and "preview".
struct slip {
    std::string form;
    std::string set;
    local_day accepted{};
    json values;
    int reprint = 0;     // 0: the first print
    std::string sha256;  // of its PDF, once it was rendered
};
result<slip> slip_from(const json& answer);

class paper {
public:
    paper(templates::library forms, bool training) : forms_(std::move(forms)), training_(training) {}

    result<std::string> pdf(const slip& s) const;  // on the sheet the form is made for
    result<std::string> png(const slip& s) const;  // the roll where the form has one, else the first sheet
    result<printers::document> for_printer(const slip& s, const printers::wanted_content& wanted) const;
    // Does the form come out of a receipt printer?
    bool fits_roll(const slip& s) const;
    std::string title(const slip& s) const;

private:
    const templates::form* find(const slip& s) const;
    result<templates::document> lay_out(const slip& s, templates::medium on) const;

    templates::library forms_;
    bool training_;
};

}  // namespace motcua::app
