// What a new calendar version would do to a printed date. Preview over all open dossiers, then adopt one by
// one once a person has confirmed: a printed date never moves silently. Pure.
#pragma once

#include <optional>
#include <string>

#include "engine/calendar/calendar.hpp"
#include "engine/procedure/rule_set.hpp"
#include "engine/promise/calendar_change.hpp"
#include "engine/promise/ledger.hpp"
#include "engine/promise/life.hpp"

namespace motcua::promise {

struct moved_date {
    instant before;  // of the promise; equal to `now` where only the reappointed date moves
    instant now;
    std::optional<instant> reappointed_before, reappointed_now;
    std::string reason;        // Vietnamese: the days whose meaning changed
    bool provisional = false;  // the new date reaches a year without an announced calendar,
    bool unconfirmed = false;  // or an entry that is not confirmed
};

// {"old", "new", "reappointed_old"?, "reappointed_new"?, "why", "provisional"?, "unconfirmed"?}
json to_json(const moved_date& m);
std::optional<moved_date> moved_from_json(const json& v);

// Nothing where the date stays, or where the promise is settled (done, stopped, passed at `at`). A date that
// has been printed never moves to a moment that has passed: nobody is made late by a calendar.
result<std::optional<moved_date>> reproject(const ledger& l, const procedure::rule_set& rules,
                                            const calendar_change& change,
                                            const calendar::working_calendar& after, instant at);

// Takes the new date over as a new receipt revision of the same promise; what fired stays fired.
verdict adopt(ledger& l, const moved_date& moved, const measure& after, instant at);

}  // namespace motcua::promise
