#include "engine/store/sqlite/list_sql.hpp"

#include <algorithm>
#include <sstream>
#include <variant>

#include "engine/base/text.hpp"
#include "engine/store/sqlite/codes.hpp"

namespace motcua::store {

namespace {

// Behind every text that starts with a prefix.
constexpr const char* beyond = "\xf4\x8f\xbf\xbf";

const char* order_of(list_order order) {
    switch (order) {
        case list_order::due:
            return "due_at NULLS LAST, id";
        case list_order::newest:
            return "id DESC";
        case list_order::oldest:
            return "id";
        case list_order::attention:
            return "attention_at NULLS LAST, id";
        case list_order::applicant:
            return "applicant_folded, id";
    }
    return "id";
}

std::int64_t count_of(instant at) {
    return at.time_since_epoch().count();
}

class list_sql {
public:
    list_sql(const list_query& query, office_id office);

    std::string count() const { return "SELECT count(*) FROM session WHERE " + where_; }
    // A search names the rows it means; walking an index to test each of them against that would be slower.
    std::string ids() const {
        return std::string("SELECT id FROM session ") + (searching_ ? "NOT INDEXED" : "") + " WHERE " +
               where_ + " ORDER BY " + order_;
    }
    statement& put(statement& into) const;

private:
    using value = std::variant<std::int64_t, std::string>;

    void restrict_to(const std::string& condition, value v);
    void restrict_text(const char* column, const std::string& v);
    void restrict_states(const list_query& query);
    void restrict_times(const list_query& query);
    void search(const std::string& text, office_id office);
    void search_names(const std::string& text, office_id office);

    bool searching_;
    std::string where_;
    std::string order_;
    std::vector<value> values_;
};

// "H50.01-26" and "000123" are meant as codes, "79" and "hoa dao 79" may be in a name.
bool is_code(const std::string& text) {
    const bool digit = std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool mark = text.find_first_of(".-") != std::string::npos;
    return digit && text.find(' ') == std::string::npos && (mark || text.size() >= 6);
}

}  // namespace

list_sql::list_sql(const list_query& query, office_id office)
    : searching_(!query.text.empty()), order_(order_of(query.order)) {
    where_ = "office = ?";
    values_.emplace_back(static_cast<std::int64_t>(office));
    restrict_text("kind", query.kind);
    if (!query.phases.empty()) {
        std::string marks;
        for (const std::string& phase : query.phases) {
            marks += marks.empty() ? "?" : ", ?";
            values_.emplace_back(phase);
        }
        where_ += " AND phase IN (" + marks + ")";
    }
    restrict_text("unit", query.unit);
    restrict_text("procedure_code", query.procedure);
    restrict_text("holder_role", query.holder_role);
    restrict_text("holder", query.holder);
    restrict_text("stream", query.stream);
    restrict_states(query);
    restrict_times(query);
    if (searching_) search(query.text, office);
}

void list_sql::restrict_to(const std::string& condition, value v) {
    where_ += " AND " + condition;
    values_.push_back(std::move(v));
}

void list_sql::restrict_text(const char* column, const std::string& v) {
    if (!v.empty()) restrict_to(std::string(column) + " = ?", v);
}

void list_sql::restrict_states(const list_query& query) {
    if (query.open_only) where_ += " AND standing <> 1";
    if (query.standing) restrict_to("standing = ?", static_cast<std::int64_t>(*query.standing));
    if (query.late) restrict_to("late = ?", static_cast<std::int64_t>(*query.late));
    if (query.apology_standing)
        restrict_to("apology = ?", static_cast<std::int64_t>(*query.apology_standing));
}

void list_sql::restrict_times(const list_query& query) {
    if (query.due_before) restrict_to("due_at < ?", count_of(*query.due_before));
    if (query.received_from) restrict_to("received_at >= ?", count_of(*query.received_from));
    if (query.received_to) restrict_to("received_at < ?", count_of(*query.received_to));
}

void list_sql::search(const std::string& text, office_id office) {
    const std::string code = code_key(text);
    where_ += " AND id IN (SELECT session FROM code WHERE office = ? AND code >= ? AND code < ?";
    values_.emplace_back(static_cast<std::int64_t>(office));
    values_.emplace_back(code);
    values_.emplace_back(code + beyond);
    if (!is_code(text)) search_names(text, office);
    where_ += ")";
}

// Each word must begin a word of the name. The first test needs no new text and lets few rows through to the
// second.
void list_sql::search_names(const std::string& text, office_id office) {
    std::istringstream words(fold(text));
    std::string names;
    std::vector<value> wanted;
    for (std::string word; words >> word;) {
        names += " AND instr(applicant_folded, ?) > 0 AND instr(' ' || applicant_folded, ?) > 0";
        wanted.emplace_back(word);
        wanted.emplace_back(" " + word);
    }
    if (wanted.empty()) return;
    where_ += " UNION ALL SELECT id FROM session WHERE office = ? AND applicant_folded <> ''" + names;
    values_.emplace_back(static_cast<std::int64_t>(office));
    values_.insert(values_.end(), wanted.begin(), wanted.end());
}

statement& list_sql::put(statement& into) const {
    for (const value& v : values_) {
        if (const auto* number = std::get_if<std::int64_t>(&v))
            into.put(*number);
        else
            into.put_text(std::get<std::string>(v));
    }
    return into;
}

namespace {

constexpr std::size_t longest_page = 1000;

// A search is dear to decide and hits few: one pass finds and counts.
chosen_rows search(const connection& in, const list_sql& sql, std::size_t from, std::size_t limit) {
    chosen_rows chosen;
    statement ids(in, sql.ids());
    sql.put(ids);
    for (; ids.step(); ++chosen.count)
        if (chosen.count >= from && chosen.count - from < limit) chosen.page.push_back(ids.integer(0));
    return chosen;
}

}  // namespace

chosen_rows choose(const connection& in, const list_query& query, office_id office) {
    const list_sql sql(query, office);
    const std::size_t limit = std::min(query.limit, longest_page);
    if (!query.text.empty()) return search(in, sql, query.offset, limit);
    chosen_rows chosen;
    statement count(in, sql.count());
    sql.put(count).step();
    chosen.count = static_cast<std::size_t>(count.integer(0));
    statement ids(in, sql.ids() + " LIMIT ? OFFSET ?");
    sql.put(ids).put(static_cast<std::int64_t>(limit)).put(static_cast<std::int64_t>(query.offset));
    while (ids.step()) chosen.page.push_back(ids.integer(0));
    return chosen;
}

}  // namespace motcua::store
