// The outbox as people and agents see it: printing a sheet again, deciding what nobody knows, dealing with a
// notice that failed, and an agent's report on a duty. Engine thread.
#pragma once

#include "engine/writer/batch.hpp"

namespace motcua::runtime {

// Nothing: the command is none of these.
std::optional<outcome> built_in(batch& b, const command_job& o, loaded_session& s);
// False: the duty is settled already, or cannot come into that state.
bool report(batch& b, const delivery_report& p);

}  // namespace motcua::runtime
