#include "engine/store/sqlite/list_sql.hpp"

#include <sstream>

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

}  // namespace

list_sql::list_sql(const list_query& query, office_id office) : order_(order_of(query.order)) {
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
    if (!query.text.empty()) search(query.text, office);
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
    std::istringstream words(fold(text));
    std::string names;
    std::vector<value> wanted;
    for (std::string word; words >> word;) {
        names += " AND instr(' ' || applicant_folded, ?) > 0";
        wanted.emplace_back(" " + word);
    }
    if (!wanted.empty()) {
        where_ += " UNION ALL SELECT id FROM session WHERE office = ? AND applicant_folded <> ''" + names;
        values_.emplace_back(static_cast<std::int64_t>(office));
        values_.insert(values_.end(), wanted.begin(), wanted.end());
    }
    where_ += ")";
}

std::string list_sql::count() const {
    return "SELECT count(*) FROM session WHERE " + where_;
}

std::string list_sql::page() const {
    return "SELECT id FROM session WHERE " + where_ + " ORDER BY " + order_ + " LIMIT ? OFFSET ?";
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

}  // namespace motcua::store
