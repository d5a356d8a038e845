// A held clock and the people who meet it: what a command is told meanwhile, and what a head's confirmation
// leaves in the journal. Used by the writer and by the command that confirms in a folder nobody serves.
#pragma once

#include "engine/writer/batch.hpp"

namespace motcua::runtime {

// Rejected with the code "clock_held".
outcome clock_held(store::session_id id, const clock_reading& seen);

// Why this person may not confirm this clock: `shown` is the clock that the person was shown, where known;
// another one by now is not what was confirmed. Nothing: it may be confirmed, or is not held at all.
std::optional<outcome> refuse_confirmation(const clock_reading& seen, const caller& by,
                                           std::optional<instant> shown);
// Concerns the office as a whole, and stands at the clock that was confirmed: the next reading is compared
// with it.
store::journal_row clock_confirmed(const clock_reading& seen, const std::string& by);
// The answer to a confirmation: {"clock": as it is judged from now on}
outcome confirmed(const clock_reading& seen);

// In the writer: a head's command in a batch of its own; and the word in the log that the clock is held, or
// no longer.
outcome confirm(batch& b, const confirm_clock& c);
void log_change(const clock_reading& seen);

}  // namespace motcua::runtime
