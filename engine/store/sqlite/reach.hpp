// How far a database reaches, compared with what the mark of its folder says. Any thread; throws sqlite_error.
#pragma once

#include "engine/store/mark.hpp"
#include "engine/store/sqlite/connection.hpp"

namespace motcua::store {

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

// Whether the last commits and journal rows of the office follow each other without a gap. They do not where the
// database file and its log were copied at different moments.
bool ends_whole(connection& db, office_id office);

}  // namespace motcua::store
