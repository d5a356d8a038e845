// Setting the dates of a promise anew, each time as a receipt revision. Inner to this room.
#pragma once

#include <string>

#include "engine/promise/due_dates.hpp"
#include "engine/promise/life.hpp"

namespace motcua::promise {

// A new promise whose term runs from `at`; nothing has fired for it.
verdict begin_promise(ledger& l, instant at, std::string why, const measure& m);
// The same promise with the dates that follow now; a revision only where the promise moves.
verdict recount(ledger& l, instant at, std::string why, const measure& m);
// These dates as the next revision of the receipt.
void revise(ledger& l, const dates& d, instant at, std::string why, const measure& m);

}  // namespace motcua::promise
