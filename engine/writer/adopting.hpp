// A confirmed calendar in the batches of the writer: it comes into force in one batch, then meets the
// dossiers page by page. Engine thread.
#pragma once

#include "engine/writer/batch.hpp"

namespace motcua::runtime {

// The calendar comes into force with this batch, in which nothing else happens.
outcome adopt(batch& b, const adopt_job& a);
// The open dossiers of one page meet the calendar; `so_far` counts them. An empty page ends the adoption.
void judge_page(batch& b, const std::vector<store::session_row>& rows, adoption& so_far);
// A session that gets a command before the adoption reaches it is moved to the new calendar first; when its
// turn comes, nothing is left to move.
void move_before_command(batch& b, loaded_session& s);

}  // namespace motcua::runtime
