// The session table's columns, once: their names, how a row is put into a statement and read from it, and
// which of them an update has to write. An index is touched only when a column of it is among those written.
#pragma once

#include "engine/store/reader.hpp"
#include "engine/store/sqlite/connection.hpp"

namespace motcua::store {

// Sets of columns; an update writes the union of the sets that changed, always with `always`.
enum column_set : unsigned {
    always = 1,     // version, journal head, keys, state, record
    waking = 2,     // in the index of wake-ups
    standing = 4,   // in the indexes of wake-ups and of all lists
    phasing = 8,    // in the index of open work by phase
    promised = 16,  // in the indexes of open work by its promise
    unindexed = 32,
    fixed = 64,       // written once, with the row
    reporting = 128,  // in the indexes of what reports have to look at
    every_column = 255,
};

unsigned changed_columns(const session_row& before, const session_row& after);

std::string insert_session_sql();
std::string update_session_sql(unsigned columns);  // … WHERE id = ? AND version = ?
void put_session(statement& into, const session_row& row, unsigned columns);

std::string select_session_sql(const char* rest);  // "SELECT … FROM session " + rest
session_row read_session(const statement& from);
std::string select_listed_sql(const std::string& rest);
listed_session read_listed(const statement& from);
// All that kept counts are made of.
std::string select_counted_sql(const std::string& rest);
session_row read_counted(const statement& from);

}  // namespace motcua::store
