// When a session must be woken next and what a wake-up means for it: the ledger's triggers for a dossier,
// nothing for a round. Pure.
#pragma once

#include <optional>

#include "engine/kinds/effects.hpp"
#include "engine/promise/moments.hpp"

namespace motcua::dossier {

// A legal instant that cannot be carried out, because the calendar does not reach the day it asks for.
struct obstacle {
    std::string event;  // "promise.t2"
    std::string why;    // Vietnamese, no personal data
    std::string next;   // Vietnamese: what a person can do
};

struct outlook {
    std::optional<promise::wake> next;  // that can be carried out, as far as is known at c.at
    std::optional<obstacle> blocked;    // has come, or cannot be told; what comes next goes on meanwhile
};

outlook look_ahead(const subject& s, const step_context& c);

// The event was delivered for `w` at c.at. False: it had been before, so nothing else must follow.
bool mark_fired(subject& s, const promise::wake& w, const step_context& c);

// _event.data of a timer's event: planned, at, number, late (delivered after the promise).
json_object timer_data(const subject& s, const promise::wake& w, const step_context& c);

}  // namespace motcua::dossier
