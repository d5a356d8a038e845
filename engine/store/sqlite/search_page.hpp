// One page of what is found by the words of a name or the start of a code. The names' words lie in a table of
// their own; the rarest word of a search, by the counts that commits keep, is walked from the newest dossier
// on, and the others are looked up. How much is looked at is bounded: where that does not fill the page, the
// page says from where the search goes on. Throws sqlite_error.
#pragma once

#include "engine/store/sqlite/list_page.hpp"

namespace motcua::store {

// The query has a text and a kind.
id_page search_page(reading_connection& in, const list_query& query, office_id office);

}  // namespace motcua::store
