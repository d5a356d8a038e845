// What happens by itself: legal instants of a promise and delayed sends of a chart, each once. Engine thread.
#pragma once

#include "engine/writer/batch.hpp"

namespace motcua::runtime {

// Everything of this session that is due, each trigger a command of its own.
void fire(batch& b, loaded_session& s);
void fire_due(batch& b, store::session_id id);

}  // namespace motcua::runtime
