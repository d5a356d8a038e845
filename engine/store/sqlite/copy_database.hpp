// A whole copy of a database as of one moment; other connections go on reading and writing meanwhile.
#pragma once

#include <string>

#include "engine/store/sqlite/connection.hpp"

namespace motcua::store {

// In one read transaction of `from`; flushed to the disk when it returns. `file` must not be there yet.
// Throws sqlite_error.
void copy_database(connection& from, const std::string& file);

}  // namespace motcua::store
