// A list_query as SQL. Ids are chosen and counted first, from an index wherever the restrictions allow; the
// rows of the one page are fetched after, so that a list's cost does not hang on the width of its rows.
#pragma once

#include "engine/store/reader.hpp"
#include "engine/store/sqlite/connection.hpp"

namespace motcua::store {

struct chosen_rows {
    std::size_t count = 0;  // of all that match
    std::vector<session_id> page;
};

// Throws sqlite_error.
chosen_rows choose(const connection& in, const list_query& query, office_id office);

}  // namespace motcua::store
