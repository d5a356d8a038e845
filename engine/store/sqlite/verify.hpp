// Walks every office's chain and the sessions' links into it, in one read transaction.
#pragma once

#include "engine/store/door.hpp"
#include "engine/store/sqlite/connection.hpp"

namespace motcua::store {

verification verify_chains(connection& db);

}  // namespace motcua::store
