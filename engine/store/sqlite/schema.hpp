// The tables of a data folder and their format version, which covers every row in them.
#pragma once

#include "engine/store/sqlite/connection.hpp"

namespace motcua::store {

inline constexpr int format_version = 3;

// The settings every writing connection starts with: log, durability, cache.
void configure_writer(connection& db, std::size_t cache_bytes);
void configure_reader(connection& db, std::size_t cache_bytes);
// Refuses a file of another program or of a newer format; changes nothing, so it comes before all else.
result<void> check_owner(connection& db);
// Whether `prepare_tables` has anything to do.
bool is_older(connection& db);
// Creates the tables in an empty file, or brings those of an older format up, in one transaction: all of it
// or nothing. An older program refuses the file from then on.
void prepare_tables(connection& db);

// What format 2 adds: the counts that commits keep and the words of names. Fills them from the sessions.
void to_format_2(connection& db);
// What format 3 changes: the keys under which codes are found.
void to_format_3(connection& db);

}  // namespace motcua::store
