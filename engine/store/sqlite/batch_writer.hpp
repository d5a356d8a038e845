// Turns a batch into rows inside one transaction, with statements prepared once. First `number` (no I/O:
// sequence numbers, versions, digests, the commit's chain hash), then `write`, never both at a time. What a
// failed batch would have moved (commit number, chain head) moves in `keep` alone, after the
// transaction has ended well.
#pragma once

#include <array>
#include <functional>
#include <unordered_map>

#include "engine/store/batch.hpp"
#include "engine/store/sqlite/session_columns.hpp"
#include "engine/store/sqlite/tallies.hpp"

namespace motcua::store {

// Where an office's journal stands.
struct journal_end {
    std::int64_t commit_no = 0;
    journal_seq last_seq = 0;
    std::string chain_head;
};

class batch_writer {
public:
    batch_writer(connection& in, office_id office, journal_end from);

    const journal_end& end() const { return end_; }
    // Throws commit_error (a batch no database could take).
    journal_end number(batch& b);
    // Throws commit_error for conflicts, sqlite_error for all else. Calls `await`, where there is one, before
    // it looks at the row of the n-th session.
    void write(const batch& b, const journal_end& next, const std::function<void(std::size_t)>& await = {});
    void keep(journal_end next) { end_ = std::move(next); }
    // Whose row was being written when sqlite_error was thrown, said as a commit_error.
    commit_error explain(const sqlite_error& e) const;

private:
    struct place {
        enum class table { none, session, code, journal, outbox, slip, numbers, other } in = table::none;
        session_id session = 0;
        const slip_row* slip = nullptr;
    };

    void check_office(row_id id) const;
    void write_session(const session_write& w);
    void write_code(session_id id, const std::string& before, const std::string& after);
    void write_words(const session_write& w);
    void write_journal(const journal_row& row);
    void write_commit(const batch& b, const journal_end& next);
    void write_outbox(const batch& b);
    void write_slip(const slip_row& row);
    void write_rendered(const slip_rendered& row);
    void write_number(const number_write& n);
    void write_contents(const batch& b);
    void write_attachment(const attachment_row& row);
    void erase(session_id id);
    statement& update_session(unsigned columns);

    connection& db_;
    office_id office_;
    journal_end end_;
    place at_;
    std::string links_;
    std::unordered_map<session_id, std::size_t> written_;  // scratch of `number`
    tally_changes counted_;                                // of the batch being written
    tally_writer tallies_;
    std::array<std::optional<statement>, every_column + 1> updates_;
    statement insert_session_, add_code_, drop_code_, add_word_, drop_word_, insert_journal_, insert_commit_,
        insert_outbox_, update_outbox_, insert_slip_, update_slip_, start_number_, move_number_,
        insert_content_, insert_attachment_, put_meta_;
};

}  // namespace motcua::store
