// What a form cannot be printed without, as the host's templates say it. Plain values; the records compare.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/time.hpp"

namespace motcua::kinds {

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

}  // namespace motcua::kinds
