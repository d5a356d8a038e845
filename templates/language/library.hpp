// The forms of a templates folder, read and checked once and never changed: any thread may use them at the
// same time. Nothing here lays out or draws: see layout/layout.hpp. Copies of a `form` share its parsed
// content.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "templates/language/medium.hpp"

namespace motcua::templates {

struct tree;  // the parsed template: language/tree.hpp

struct form {
    std::string name;               // "receipt", "apology", …: the glossary's English
    std::string number;             // "01", "CT04"; empty for a paper the circulars do not number
    std::string title;              // "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    std::vector<std::string> sets;  // sets it belongs to: "2018", "2025", "residence", "identity-card"
    std::vector<medium> media;
    bool confirmed = true;  // false: the layout is our own design
    std::string file;
    std::shared_ptr<const std::string> kept;  // the file and all it includes as one text: language/keep.hpp
    std::string hash;                         // its SHA-256
    std::string drawn_by;                     // by which program and fonts slips of this template were drawn
    std::shared_ptr<const tree> content;

    bool offers(medium m) const;
};

struct form_set {
    std::string name;
    std::string basis;  // the circular
    // First and last day of acceptance it holds for; a set without a first day is chosen by the procedure
    // only.
    std::optional<local_day> from, until;
};

// What a slip needs: the set is the procedure's own ("residence") or empty for the set in force on the day of
// acceptance.
struct wanted {
    std::string_view form;
    std::string_view set;
    local_day accepted;
};

class library {
public:
    // Reads sets.xml and forms/*.xml below `folder`. All faults of all files, as file:line:column.
    static read_result<library> load(const std::string& folder);

    // nullptr if no such form exists. A named set without this form falls back to the set in force.
    const form* find(const wanted& w) const;
    // By the hash a slip row stores.
    const form* find_by_hash(std::string_view hash) const;
    // Empty before the first set.
    std::string_view set_in_force(local_day accepted) const;

    const std::vector<form>& forms() const { return forms_; }
    const std::vector<form_set>& sets() const { return sets_; }

private:
    std::vector<form> forms_;
    std::vector<form_set> sets_;
};

// One template from text; `file` names the place in faults. Includes come through `open`, by default from the
// folder of `file`. What the fuzzer feeds.
using opener = std::function<result<std::string>(const std::string& path)>;
read_result<form> read_form(std::string text, const std::string& file, const opener& open = {});

}  // namespace motcua::templates
