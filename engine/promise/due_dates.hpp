// The due date of a promise, counted from budget, start and suspensions. Inner to this room.
#pragma once

#include <vector>

#include "engine/calendar/calendar.hpp"
#include "engine/procedure/rule_set.hpp"
#include "engine/promise/ledger.hpp"

namespace motcua::promise {

struct dates {
    instant due, legal, local;
};

// What the closed suspensions since `from` add to a term; overlapping ones count once.
result<calendar::working_calendar::prolongation> prolongation(const std::vector<suspension>& suspensions,
                                                              instant from, calendar::unit in,
                                                              const calendar::working_calendar& c);

// The promise as it follows from the ledger's start, terms and suspensions.
result<dates> compute(const ledger& l, const procedure::rule_set& rules, const calendar::working_calendar& c);

result<instant> step_due(const ledger& l, const step_term& s, const procedure::rule_set& rules,
                         const calendar::working_calendar& c);

// The closing of the working day `days` working days after the promise.
result<instant> reappointed(instant promise, int days, const calendar::working_calendar& c);

}  // namespace motcua::promise
