// The names of the engine's own commands, kept out of the charts: an action by such a name would never be
// reached, since the engine answers the command itself. Asked when a chart is read from a workflows folder,
// not when one that dossiers already live by is taken from the store. Pure, any thread.
#pragma once

#include <array>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/chart/chart.hpp"

namespace motcua::runtime {

// The commands that the engine itself understands, whatever a session's chart offers. No chart may offer an
// action by one of these names.
inline constexpr std::string_view create_event = "create";
inline constexpr std::string_view resume_event = "resume";
inline constexpr std::string_view reprint_event = "reprint";
inline constexpr std::string_view decide_event = "decide";
inline constexpr std::array built_in_events = {create_event, resume_event, reprint_event, decide_event};

// One fault for each action of the chart that has a reserved name; empty where there is none.
faults check_reserved_events(const chart::chart& c);

}  // namespace motcua::runtime
