// Slips as bytes: what the engine keeps of a slip (template, values) laid out for the paper at hand; a slip
// not issued yet by the office's templates. Any thread; a bitmap painter lives in each thread that paints.
#pragma once

#include <map>
#include <mutex>
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
    std::string form_hash;  // of the template it was issued by; empty: not issued, or issued without
    json values;
    int reprint = 0;     // 0: the first print
    std::string sha256;  // of the PDF of the first print, once it was rendered
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

    const templates::library& all() const { return forms_; }
    // Templates of slips issued earlier, from the store; those of the folder are known.
    bool knows(std::string_view form_hash) const { return by_hash(form_hash) != nullptr; }
    result<void> learn(const std::string& kept) const;
    // `corrupt` when the slip, drawn by this same program, is not the one first printed.
    result<void> check_same(const slip& s) const;

private:
    const templates::form* by_hash(std::string_view hash) const;
    const templates::form* find(const slip& s) const;
    result<templates::document> lay_out(const slip& s, templates::medium on) const;

    templates::library forms_;
    bool training_;
    mutable std::mutex mutex_;
    mutable std::map<std::string, templates::form, std::less<>> learned_;  // by hash; none is ever dropped
};

}  // namespace motcua::app
