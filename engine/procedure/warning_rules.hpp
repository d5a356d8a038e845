// How long before something ends the office is told: read from workflows/warnings.xml, immutable. The days
// are the office's to choose, so they stand in a file and never in code.
#pragma once

#include <optional>
#include <string>

#include "engine/base/result.hpp"

namespace motcua::procedure {

struct warning_rules {
    int fee_ends = 0;       // calendar days before the last day of a fee
    int calendar_ends = 0;  // calendar days before the last day that the calendar knows, or knows for certain
};

// Nothing where there is no such file: data kept before it existed has none.
read_result<std::optional<warning_rules>> read_warning_rules(const std::string& path);

}  // namespace motcua::procedure
