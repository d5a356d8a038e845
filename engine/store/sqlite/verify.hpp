// Walks every office's chain and the sessions' links into it, in one read transaction. Of a file of any
// format.
#pragma once

#include "engine/store/door.hpp"
#include "engine/store/sqlite/connection.hpp"

namespace motcua::store {

verification verify_chains(connection& db);
// The same, and whether the kept counts are right. Of a file of the present format.
verification verify_store(connection& db);

}  // namespace motcua::store
