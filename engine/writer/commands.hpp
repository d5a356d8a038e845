// The commands of people, one at a time inside the batch: whether one is a repetition, who may send it, and
// which fields it needs. Engine thread.
#pragma once

#include "engine/writer/batch.hpp"

namespace motcua::runtime {

outcome take(batch& b, const command_job& o);

}  // namespace motcua::runtime
