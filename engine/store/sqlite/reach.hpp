// How far a database reaches, compared with what the mark of its folder says. Any thread; throws
// sqlite_error.
#pragma once

#include "engine/store/mark.hpp"
#include "engine/store/sqlite/connection.hpp"

namespace motcua::store {

bool has_tables(connection& db);
// Where the office stands in this database; of one without tables, at the start. What the database does not
// say itself is taken from the mark it had: ids of lost commits stay used.
reached read_reached(connection& db, office_id office, const std::optional<reached>& marked = {});

// What the mark knows and the database does not have.
struct loss {
    reached marked;
    reached held;
};
// Nothing where the database has the marked commit, with the marked hash.
std::optional<loss> compare(connection& db, office_id office, const reached& marked);
std::string to_words(const loss& what);

}  // namespace motcua::store
