// What the law asks of a chart that accepts dossiers, seen from its compiled tables before it is deployed:
// acceptance is one step with its term and its receipt; wherever the dossier is from then on, somebody hears
// T1, T2, due, the reappointed moment and the chase, and does what they ask for; and there is a way to say
// that the result is at the desk. A chart that accepts nothing (a courier's round) is not concerned. Guards
// are not evaluated: what stands behind a cond counts as possible, but not as certain. Pure; any thread.
#pragma once

#include "engine/base/result.hpp"
#include "engine/chart/chart.hpp"

namespace motcua::runtime {

faults check_promise(const chart::chart& c);

}  // namespace motcua::runtime
