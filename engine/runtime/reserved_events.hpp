// The names of the engine's own commands, kept out of the charts: an action by such a name would never be
// reached, since the engine answers the command itself. Asked when a chart is read from a workflows folder,
// not when one that dossiers already live by is taken from the store. Pure, any thread.
#pragma once

#include "engine/base/result.hpp"
#include "engine/chart/chart.hpp"

namespace motcua::runtime {

// One fault for each action of the chart that has a reserved name; empty where there is none.
faults check_reserved_events(const chart::chart& c);

}  // namespace motcua::runtime
