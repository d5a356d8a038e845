// "Vì sao ngày này?": the derivation of the promise on the last receipt, with its suspensions and the days of
// linked bodies; and of the reappointed date. Pure; for the API, the pages and the receipt.
#pragma once

#include "engine/calendar/calendar.hpp"
#include "engine/procedure/rule_set.hpp"
#include "engine/promise/ledger.hpp"

namespace motcua::promise {

result<calendar::derivation> why_due(const ledger& l, const procedure::rule_set& rules,
                                     const calendar::working_calendar& calendar);

// Fails as not found where nothing was issued.
result<calendar::derivation> why_reappointed(const ledger& l, const calendar::working_calendar& calendar);

}  // namespace motcua::promise
