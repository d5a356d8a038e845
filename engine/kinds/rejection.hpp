// A command refused: a domain value in words for the officer, never a failure of the world. Whoever gets one
// changes nothing; where `hard` the refusal itself is journalled and counted.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"

namespace motcua::kinds {

// One mistake in what was handed in: a path into its JSON ("applicant.address") and a sentence.
struct field_error {
    std::string field;
    std::string message;
};

struct rejection {
    std::string code;                      // stable, for programs: "paper_supplement_refused"
    std::string message;                   // Vietnamese: what was asked, what was expected
    std::string next;                      // Vietnamese: the next step
    std::string rule;                      // "A8"; empty where no order stands behind it
    bool hard = false;                     // one of the hard rules: count it
    std::vector<field_error> fields = {};  // which of the fields it is about, where it is about fields
};

using refusal = std::optional<rejection>;

// The rejection of what stands in these fields, as the command or the effect's argument names them: each gets
// its sentence.
rejection about(rejection no, std::initializer_list<std::string_view> fields);

json to_json(const rejection& r);

}  // namespace motcua::kinds
