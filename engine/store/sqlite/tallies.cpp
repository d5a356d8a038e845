#include "engine/store/sqlite/tallies.hpp"

#include "engine/store/search.hpp"
#include "engine/store/sqlite/session_columns.hpp"

namespace motcua::store {

// A count that has come to nothing leaves its row: the days of the past would stay for ever.
tally_writer::tally_writer(const connection& in)
    : move_(in,
            "INSERT INTO tally(office, kind, list, unit, n) VALUES(?, ?, ?, ?, ?) "
            "ON CONFLICT(office, kind, list, unit) DO UPDATE SET n = tally.n + excluded.n"),
      drop_(in, "DELETE FROM tally WHERE office = ? AND kind = ? AND list = ? AND unit = ? AND n = 0") {}

void tally_writer::write(office_id office, const tally_changes& by) {
    for (const auto& [of, n] : by.all()) {
        move_.start().put(office).put_text(of.kind).put_text(of.list).put_text(of.unit).put(n).run();
        if (n < 0) drop_.start().put(office).put_text(of.kind).put_text(of.list).put_text(of.unit).run();
    }
}

std::map<office_id, tally_changes> count_all(const connection& in) {
    std::map<office_id, tally_changes> all;
    statement rows(in, select_counted_sql("ORDER BY id"));
    while (rows.step()) {
        const session_row row = read_counted(rows);
        all[office_of(row.id)].add(row);
    }
    return all;
}

namespace {

std::string find_misnamed(const connection& in) {
    statement names(in, "SELECT id, kind, applicant_folded FROM session ORDER BY id");
    statement words(in, "SELECT session, kind, word FROM name_word ORDER BY office, session, word");
    bool more = words.step();
    while (names.step()) {
        const session_id id = names.integer(0);
        std::vector<std::string> kept;
        for (; more && words.integer(0) == id && words.bytes(1) == names.bytes(1); more = words.step())
            kept.push_back(words.text(2));
        if (kept != name_words(names.bytes(2)))
            return "session " + std::to_string(id) + " is kept under other words than those of its name";
    }
    return more ? "a session that is not there is kept under the words of a name" : std::string();
}

}  // namespace

std::string find_miscount(const connection& in) {
    auto missing = count_all(in);
    statement kept(in, "SELECT office, kind, list, unit, n FROM tally ORDER BY office, kind, list, unit");
    while (kept.step())
        missing[static_cast<office_id>(kept.integer(0))].take({kept.text(1), kept.text(2), kept.text(3)},
                                                              kept.integer(4));
    for (const auto& [office, by] : missing)
        if (!by.all().empty()) {
            const auto& [of, n] = *by.all().begin();
            return "the kept count of " + of.kind + " " + of.list + " in unit \"" + of.unit +
                   "\" of office " + std::to_string(office) + " is " + (n > 0 ? "short" : "over") + " by " +
                   std::to_string(n > 0 ? n : -n);
        }
    return find_misnamed(in);
}

}  // namespace motcua::store
