#include "engine/store/sqlite/reach.hpp"

#include <algorithm>

#include "engine/store/chain.hpp"

namespace motcua::store {

namespace {

row_id next_id(connection& db, office_id office, const char* table) {
    statement ask(db, std::string("SELECT max(id) FROM ") + table + " WHERE id BETWEEN ? AND ?");
    ask.put(make_id(office, 1)).put(make_id(office + 1, 0) - 1).step();
    return (ask.is_null(0) ? make_id(office, 0) : ask.integer(0)) + 1;
}

std::string newest_code(connection& db, office_id office) {
    statement ask(
        db, "SELECT code FROM session WHERE id BETWEEN ? AND ? AND code <> '' ORDER BY id DESC LIMIT 1");
    ask.put(make_id(office, 1)).put(make_id(office + 1, 0) - 1);
    return ask.step() ? ask.text(0) : std::string();
}

// SQLite gives `next` of the row in which it found the greatest period.
std::vector<number_row> latest_numbers(connection& db, office_id office) {
    statement rows(db, "SELECT series, max(period), next FROM numbers WHERE office = ? GROUP BY series");
    rows.put(office);
    std::vector<number_row> found;
    while (rows.step()) found.push_back({rows.text(0), rows.text(1), rows.integer(2)});
    return found;
}

std::string as_words(const reached& r) {
    if (r.commit_no == 0) return "no commit at all";
    auto text = "commit " + std::to_string(r.commit_no) + " of " + to_iso(r.at);
    text += r.code.empty() ? " (no dossier" : " (last dossier " + r.code;
    if (!r.number.empty()) text += ", last numbered paper " + r.number;
    return text + ")";
}

}  // namespace

bool has_tables(connection& db) {
    statement ask(db, "SELECT 1 FROM sqlite_schema WHERE name = 'commits'");
    return ask.step();
}

reached read_reached(connection& db, office_id office, const std::optional<reached>& marked) {
    reached found{.chain_head = chain_start(office),
                  .next_session = make_id(office, 1),
                  .next_outbox = make_id(office, 1)};
    if (!has_tables(db)) return found;
    statement last(
        db, "SELECT commit_no, hash, at FROM commits WHERE office = ? ORDER BY commit_no DESC LIMIT 1");
    if (last.put(office).step()) {
        found.commit_no = last.integer(0);
        found.chain_head = last.hash(1);
        found.at = last.at(2);
    }
    found.next_session = next_id(db, office, "session");
    found.next_outbox = next_id(db, office, "outbox");
    found.code = newest_code(db, office);
    found.numbers = latest_numbers(db, office);
    if (marked) {
        found.number = marked->number;
        found.next_session = std::max(found.next_session, marked->next_session);
        found.next_outbox = std::max(found.next_outbox, marked->next_outbox);
    }
    return found;
}

std::optional<loss> compare(connection& db, office_id office, const reached& marked) {
    if (marked.commit_no == 0) return std::nullopt;
    if (has_tables(db)) {
        statement at(db, "SELECT hash FROM commits WHERE office = ? AND commit_no = ?");
        if (at.put(office).put(marked.commit_no).step() && at.hash(0) == marked.chain_head)
            return std::nullopt;
    }
    return loss{marked, read_reached(db, office)};
}

std::string to_words(const loss& what) {
    const auto& [marked, held] = what;
    if (held.commit_no >= marked.commit_no)
        return "the mark of the folder knows " + as_words(marked) + ", but commit " +
               std::to_string(marked.commit_no) + " of the database is another one; the database ends with " +
               as_words(held);
    return "the mark of the folder knows " + as_words(marked) + ", the database ends with " + as_words(held);
}

}  // namespace motcua::store
