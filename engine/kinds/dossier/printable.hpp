// Whether the sheets that a dossier will owe can be printed from its record, asked before it is opened or
// accepted: once it is, nobody can add what its receipt or its apology lacks. What a form needs comes from
// the host's templates; this room only compares. Pure.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/kinds/effects.hpp"

namespace motcua::dossier {

// A value that a form cannot be printed without, where all conditions hold. Paths are those of slip_values.
struct paper_need {
    struct condition {
        enum class kind { has, lacks, is, is_not };
        kind what = kind::has;
        std::string path;
        std::string value;  // of is, is_not
    };
    std::string path;
    std::vector<condition> when;
};

// nullptr: the host has no such form.
using needs_finder = std::function<const std::vector<paper_need>*(std::string_view form, std::string_view set,
                                                                  local_day accepted)>;

// `w` are the requests of the step that opens or accepts; their sheets are judged as they are. Of `forms`, all
// that may come to be owed, whose days and reasons nobody knows yet, only what the reception must say of
// people and who signs. Names every missing field at once.
refusal check_printable(const subject& s, const step_requests& w, const std::vector<std::string>& forms,
                        const step_context& c, const needs_finder& needs);

// The forms that the effects of this room print of a dossier by themselves.
const std::vector<std::string>& own_forms();

}  // namespace motcua::dossier
