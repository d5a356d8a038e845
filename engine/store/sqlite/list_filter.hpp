// The restrictions of a list_query as SQL conditions on the session table, with the values they need. Numbers
// of enumerations stand in the text, since an index that holds some rows only is used where the text says
// that these are meant.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/store/reader.hpp"
#include "engine/store/sqlite/connection.hpp"

namespace motcua::store {

class list_filter {
public:
    explicit list_filter(const list_query& query);

    // " AND …" for each restriction but the kind.
    const std::string& text() const { return text_; }
    // In the order of the question marks.
    statement& put(statement& into) const;
    bool empty() const { return text_.empty(); }

private:
    using value = std::variant<std::int64_t, std::string>;

    void restrict_text(const char* column, const std::string& v);
    void restrict_number(const char* column, std::int64_t v);
    void restrict_instant(const char* condition, const std::optional<instant>& v);
    void restrict_phases(const std::vector<std::string>& phases);

    std::string text_;
    std::vector<value> values_;
};

}  // namespace motcua::store
