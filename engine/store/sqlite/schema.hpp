// The tables of a data folder and their format version, which covers every row in them.
#pragma once

#include "engine/store/sqlite/connection.hpp"

namespace motcua::store {

inline constexpr int format_version = 1;

// The settings every writing connection starts with: log, durability, cache.
void configure_writer(connection& db, std::size_t cache_bytes);
void configure_reader(connection& db, std::size_t cache_bytes);
// Refuses a file of another program or of a newer format; changes nothing, so it comes before all else.
result<void> check_owner(connection& db);
// Creates the tables in an empty file.
void prepare_tables(connection& db);

}  // namespace motcua::store
