// What the office must be told before it happens: fees that end, the end of the calendar. Computed from what
// the office works by on a day; for the question "warnings", which a host shows, prints at its start and
// logs. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/deployment/deployment.hpp"

namespace motcua::runtime {

struct warning {
    std::string
        kind;  // "fee_ends", "fee_missing", "calendar_ends", "calendar_unannounced", "warnings_missing"
    std::string message;             // Vietnamese: what ends, and when
    std::string next;                // Vietnamese: what to do
    std::optional<local_day> until;  // the last day on which all is well
};

std::vector<warning> warnings_on(const deployment& d, local_day today);
json to_json(const warning& w);

}  // namespace motcua::runtime
