// A calendar change that a person has confirmed, as it happens to one dossier. Pure; called by the engine's
// writer and by replay.
#pragma once

#include "engine/kinds/effects.hpp"
#include "engine/promise/reproject.hpp"

namespace motcua::dossier {

// The new date as a new receipt revision: a receipt is owed and the applicant is told the old date, the new
// one and why. Refused where the calendar of `c` does not lead to that date.
refusal move_promise(subject& s, const promise::moved_date& to, const step_context& c, step_requests& w);

}  // namespace motcua::dossier
