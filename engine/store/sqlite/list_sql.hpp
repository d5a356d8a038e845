// A list_query as SQL. Ids are chosen and counted first, from an index wherever the restrictions allow; the
// rows of the one page are fetched after, so that a list's cost does not hang on the width of its rows.
#pragma once

#include <variant>

#include "engine/store/reader.hpp"
#include "engine/store/sqlite/connection.hpp"

namespace motcua::store {

class list_sql {
public:
    list_sql(const list_query& query, office_id office);

    std::string count() const;
    std::string page() const;  // takes limit and offset after the values of put
    statement& put(statement& into) const;

private:
    using value = std::variant<std::int64_t, std::string>;

    void restrict_to(const std::string& condition, value v);
    void restrict_text(const char* column, const std::string& v);
    void restrict_states(const list_query& query);
    void restrict_times(const list_query& query);
    void search(const std::string& text, office_id office);

    std::string where_;
    std::string order_;
    std::vector<value> values_;
};

}  // namespace motcua::store
