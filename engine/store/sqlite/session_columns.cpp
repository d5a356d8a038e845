#include "engine/store/sqlite/session_columns.hpp"

#include <cstring>

namespace motcua::store {

namespace {

struct column {
    const char* name;
    unsigned set;
    void (*put)(statement& s, const session_row& r);
    void (*get)(const statement& s, int at, session_row& r);
};

#define TEXT_COLUMN(name, set, member)                                                 \
    {                                                                                  \
        name, set, [](statement& s, const session_row& r) { s.put_text(r.member); },   \
            [](const statement& s, int at, session_row& r) { r.member = s.bytes(at); } \
    }
#define NUMBER_COLUMN(name, set, member, type)                                                              \
    {                                                                                                       \
        name, set, [](statement& s, const session_row& r) { s.put(static_cast<std::int64_t>(r.member)); },  \
            [](const statement& s, int at, session_row& r) { r.member = static_cast<type>(s.integer(at)); } \
    }
#define INSTANT_COLUMN(name, set, member)                                                 \
    {                                                                                     \
        name, set, [](statement& s, const session_row& r) { s.put(r.member); },           \
            [](const statement& s, int at, session_row& r) { r.member = s.maybe_at(at); } \
    }

std::string_view packed(const std::vector<std::uint64_t>& keys) {
    return {reinterpret_cast<const char*>(keys.data()), keys.size() * sizeof(std::uint64_t)};
}

std::vector<std::uint64_t> unpacked(std::string_view bytes) {
    std::vector<std::uint64_t> keys(bytes.size() / sizeof(std::uint64_t));
    if (!keys.empty()) std::memcpy(keys.data(), bytes.data(), keys.size() * sizeof(std::uint64_t));
    return keys;
}

// What lists read stands between `kind` and `attention_at`, so that they need neither keys nor state nor
// record; what reports count, behind it.
constexpr column columns[] = {
    NUMBER_COLUMN("version", always, version, std::int64_t),
    NUMBER_COLUMN("journal_head", always, journal_head, journal_seq),
    {"chart", unindexed, [](statement& s, const session_row& r) { s.put_hash(r.chart); },
     [](const statement& s, int at, session_row& r) { r.chart = s.hash(at); }},
    TEXT_COLUMN("parked_reason", standing, parked_reason),
    INSTANT_COLUMN("wake_at", waking, wake_at),
    TEXT_COLUMN("kind", fixed, kind),
    NUMBER_COLUMN("standing", standing, standing, condition),
    TEXT_COLUMN("code", unindexed, listed.code),
    TEXT_COLUMN("portal_code", unindexed, listed.portal_code),
    TEXT_COLUMN("procedure_code", unindexed, listed.procedure),
    TEXT_COLUMN("unit", unindexed, listed.unit),
    TEXT_COLUMN("stream", unindexed, listed.stream),
    TEXT_COLUMN("channel", unindexed, listed.channel),
    TEXT_COLUMN("phase", phasing, listed.phase),
    TEXT_COLUMN("holder_role", unindexed, listed.holder_role),
    TEXT_COLUMN("holder", unindexed, listed.holder),
    TEXT_COLUMN("return_mode", unindexed, listed.return_mode),
    TEXT_COLUMN("applicant", unindexed, listed.applicant),
    TEXT_COLUMN("applicant_folded", unindexed, listed.applicant_folded),
    NUMBER_COLUMN("national_status", unindexed, listed.national_status, int),
    NUMBER_COLUMN("late", promised, listed.late, bool),
    NUMBER_COLUMN("apology", promised, listed.apology_standing, apology),
    INSTANT_COLUMN("received_at", unindexed, listed.received_at),
    INSTANT_COLUMN("due_at", promised, listed.due_at),
    INSTANT_COLUMN("reappointed_at", unindexed, listed.reappointed_at),
    INSTANT_COLUMN("done_at", unindexed, listed.done_at),
    INSTANT_COLUMN("returned_at", unindexed, listed.returned_at),
    INSTANT_COLUMN("attention_at", unindexed, listed.attention_at),
    NUMBER_COLUMN("told", reporting, listed.reports.told, bool),
    NUMBER_COLUMN("online", reporting, listed.reports.online, bool),
    NUMBER_COLUMN("overridden", reporting, listed.reports.overridden, bool),
    NUMBER_COLUMN("running", reporting, listed.reports.running, bool),
    NUMBER_COLUMN("premature", reporting, listed.reports.premature, bool),
    NUMBER_COLUMN("slow_acceptance", reporting, listed.reports.slow_acceptance, bool),
    NUMBER_COLUMN("slow_hand_over", reporting, listed.reports.slow_hand_over, bool),
    INSTANT_COLUMN("hand_over_by", reporting, listed.reports.hand_over_by),
    NUMBER_COLUMN("apologies", reporting, listed.reports.apologies, int),
    NUMBER_COLUMN("late_apologies", reporting, listed.reports.late_apologies, int),
    NUMBER_COLUMN("default_apologies", reporting, listed.reports.default_apologies, int),
    {"keys", always, [](statement& s, const session_row& r) { s.put_bytes(packed(r.keys)); },
     [](const statement& s, int at, session_row& r) { r.keys = unpacked(s.bytes(at)); }},
    {"state", always, [](statement& s, const session_row& r) { s.put_bytes(r.state); },
     [](const statement& s, int at, session_row& r) { r.state = s.bytes(at); }},
    TEXT_COLUMN("record", always, record),
};

constexpr int first_listed = 5;
constexpr int end_listed = 28;
constexpr int end_counted = 39;

bool same_promised(const summary& a, const summary& b) {
    return a.late == b.late && a.due_at == b.due_at && a.apology_standing == b.apology_standing;
}

bool same_unindexed(const session_row& a, const session_row& b) {
    const summary& x = a.listed;
    const summary& y = b.listed;
    return a.chart == b.chart && x.unit == y.unit && x.applicant == y.applicant &&
           x.applicant_folded == y.applicant_folded && x.code == y.code && x.portal_code == y.portal_code &&
           x.procedure == y.procedure && x.stream == y.stream && x.channel == y.channel &&
           x.holder_role == y.holder_role && x.holder == y.holder && x.return_mode == y.return_mode &&
           x.national_status == y.national_status && x.received_at == y.received_at &&
           x.reappointed_at == y.reappointed_at && x.done_at == y.done_at && x.returned_at == y.returned_at &&
           x.attention_at == y.attention_at;
}

}  // namespace

unsigned changed_columns(const session_row& before, const session_row& after) {
    unsigned changed = always;
    if (before.wake_at != after.wake_at) changed |= waking;
    if (before.standing != after.standing || before.parked_reason != after.parked_reason)
        changed |= column_set::standing;
    if (before.listed.phase != after.listed.phase) changed |= phasing;
    if (!same_promised(before.listed, after.listed)) changed |= promised;
    if (before.listed.reports != after.listed.reports) changed |= reporting;
    if (!same_unindexed(before, after)) changed |= unindexed;
    return changed;
}

std::string insert_session_sql() {
    std::string names;
    std::string marks;
    for (const column& c : columns) {
        names += std::string(c.name) + ", ";
        marks += "?, ";
    }
    return "INSERT INTO session(" + names + "id, office) VALUES(" + marks + "?, ?)";
}

std::string update_session_sql(unsigned sets) {
    std::string assignments;
    for (const column& c : columns)
        if (c.set & sets) assignments += (assignments.empty() ? "" : ", ") + std::string(c.name) + " = ?";
    return "UPDATE session SET " + assignments + " WHERE id = ? AND version = ?";
}

void put_session(statement& into, const session_row& row, unsigned sets) {
    for (const column& c : columns)
        if (c.set & sets) c.put(into, row);
}

std::string select_session_sql(const char* rest) {
    std::string sql = "SELECT id";
    for (const column& c : columns) sql += std::string(", ") + c.name;
    return sql + " FROM session " + rest;
}

session_row read_session(const statement& from) {
    session_row row;
    row.id = from.integer(0);
    int at = 1;
    for (const column& c : columns) c.get(from, at++, row);
    return row;
}

namespace {

std::string columns_sql(std::string sql, int end) {
    for (int i = first_listed; i < end; ++i) sql += std::string(", ") + columns[i].name;
    return sql + " FROM session ";
}

}  // namespace

std::string select_listed_sql(const std::string& rest) {
    return columns_sql("SELECT id, version, chart", end_listed) + rest;
}

std::string select_counted_sql(const std::string& rest) {
    return columns_sql("SELECT id", end_counted) + rest;
}

session_row read_counted(const statement& from) {
    session_row row;
    row.id = from.integer(0);
    for (int i = first_listed; i < end_counted; ++i) columns[i].get(from, i - first_listed + 1, row);
    return row;
}

listed_session read_listed(const statement& from) {
    session_row row;
    for (int i = first_listed; i < end_listed; ++i) columns[i].get(from, i - first_listed + 3, row);
    return {from.integer(0), from.integer(1), std::move(row.kind),
            from.hash(2),    row.standing,    std::move(row.listed)};
}

}  // namespace motcua::store
