#include "engine/store/sqlite/list_filter.hpp"

namespace motcua::store {

list_filter::list_filter(const list_query& query) {
    restrict_phases(query.phases);
    restrict_text("unit", query.unit);
    restrict_text("procedure_code", query.procedure);
    restrict_text("holder_role", query.holder_role);
    restrict_text("holder", query.holder);
    restrict_text("stream", query.stream);
    if (query.open_only) text_ += " AND standing <> 1";
    if (query.standing) restrict_number("standing", static_cast<std::int64_t>(*query.standing));
    if (query.late) restrict_number("late", *query.late);
    if (query.apology_standing)
        restrict_number("apology", static_cast<std::int64_t>(*query.apology_standing));
    restrict_instant("due_at < ?", query.due_before);
    restrict_instant("received_at >= ?", query.received_from);
    restrict_instant("received_at < ?", query.received_to);
}

void list_filter::restrict_text(const char* column, const std::string& v) {
    if (v.empty()) return;
    text_ += std::string(" AND ") + column + " = ?";
    values_.emplace_back(v);
}

void list_filter::restrict_number(const char* column, std::int64_t v) {
    text_ += std::string(" AND ") + column + " = " + std::to_string(v);
}

void list_filter::restrict_instant(const char* condition, const std::optional<instant>& v) {
    if (!v) return;
    text_ += std::string(" AND ") + condition;
    values_.emplace_back(static_cast<std::int64_t>(v->time_since_epoch().count()));
}

void list_filter::restrict_phases(const std::vector<std::string>& phases) {
    if (phases.empty()) return;
    std::string marks;
    for (const std::string& phase : phases) {
        marks += marks.empty() ? "?" : ", ?";
        values_.emplace_back(phase);
    }
    text_ += " AND phase IN (" + marks + ")";
}

statement& list_filter::put(statement& into) const {
    for (const value& v : values_) {
        if (const auto* number = std::get_if<std::int64_t>(&v))
            into.put(*number);
        else
            into.put_text(std::get<std::string>(v));
    }
    return into;
}

}  // namespace motcua::store
