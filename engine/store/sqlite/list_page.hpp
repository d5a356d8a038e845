// One page of a list: the ids of its rows and the places around it, found along an index from a place on, so
// that no page costs more than its rows. Throws sqlite_error.
#pragma once

#include "engine/store/reader.hpp"
#include "engine/store/sqlite/reader_pool.hpp"

namespace motcua::store {

inline constexpr std::size_t longest_page = 1000;

struct id_page {
    std::vector<session_id> ids{};
    std::optional<list_place> next{}, previous{};
    // Of all that match, where the query asks for it; at least so many where `more` is set.
    std::size_t count = 0;
    bool more = false;
};

// Without words to search for.
id_page find_page(reading_connection& in, const list_query& query, office_id office);

}  // namespace motcua::store
