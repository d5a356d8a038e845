// When a session must be woken next and what a wake-up means for it: the ledger's triggers for a dossier,
// nothing for a round. Pure.
#pragma once

#include <optional>

#include "engine/dossier/effects.hpp"
#include "engine/promise/moments.hpp"

namespace motcua::dossier {

// Fails only where the calendar does not reach.
result<std::optional<promise::wake>> next_wake(const subject& s, const circumstances& c);

// The event was delivered for `w` at c.at. False: it had been before, so nothing else must follow.
bool mark_fired(subject& s, const promise::wake& w, const circumstances& c);

// _event.data of a timer's event: planned, at, number, late (delivered after the promise).
json_object timer_data(const subject& s, const promise::wake& w, const circumstances& c);

}  // namespace motcua::dossier
