// What a person may do with a session now: the actions of transitions whose source is active and whose `when`
// holds. Reads the session, changes nothing; not a promise that the transition's own condition will hold.
#pragma once

#include <vector>

#include "engine/chart/chart.hpp"
#include "engine/interpreter/session.hpp"

namespace motcua::interpreter {

// Inner states first, document order otherwise; each event once per label.
std::vector<const chart::action*> offered_actions(session& s);

}  // namespace motcua::interpreter
