#include "engine/store/sqlite/verify.hpp"

#include <unordered_map>

#include "engine/base/hash.hpp"
#include "engine/store/chain.hpp"
#include "engine/store/sqlite/read_rows.hpp"
#include "engine/store/sqlite/tallies.hpp"

namespace motcua::store {

namespace {

struct commit_row {
    std::int64_t number;
    instant at;
    journal_seq first_seq;
    std::int64_t rows;
    std::string hash;
};

// The walk over one office. Each step returns false where the first broken place was found.
class chain_walk {
public:
    chain_walk(connection& db, office_id office, verification& found)
        : db_(db),
          office_(office),
          found_(found),
          head_(chain_start(office)),
          last_seq_(make_id(office, 0)) {}

    bool commits() {
        statement rows(db_,
                       "SELECT commit_no, at, first_seq, journal_rows, hash FROM commits WHERE office = ? "
                       "ORDER BY commit_no");
        statement journal(db_, select_journal_sql("WHERE seq >= ? AND seq < ? ORDER BY seq"));
        journal.put(make_id(office_, 1)).put(make_id(office_ + 1, 0));
        rows.put(office_);
        while (rows.step()) {
            const commit_row c{rows.integer(0), rows.at(1), rows.integer(2), rows.integer(3), rows.hash(4)};
            if (!commit(c, journal)) return false;
        }
        if (journal.step()) return broken(0, journal.integer(0), 0, "a journal row that no commit covers");
        return true;
    }

    bool sessions() {
        statement rows(db_, "SELECT id, journal_head FROM session WHERE id >= ? AND id < ? ORDER BY id");
        rows.put(make_id(office_, 1)).put(make_id(office_ + 1, 0));
        while (rows.step()) {
            ++found_.sessions;
            const auto last = last_.find(rows.integer(0));
            const journal_seq head = last == last_.end() ? 0 : last->second;
            if (head != rows.integer(1))
                return broken(0, rows.integer(1), rows.integer(0),
                              "the session does not point at its last journal row");
            if (last != last_.end()) last_.erase(last);
        }
        if (!last_.empty())
            return broken(0, last_.begin()->second, last_.begin()->first,
                          "the journal tells of a session that is gone");
        return true;
    }

private:
    bool commit(const commit_row& c, statement& journal) {
        ++found_.commits;
        if (c.number != ++commit_no_) return broken(commit_no_, 0, 0, "the commit is missing");
        if (c.rows > 0 && c.first_seq != last_seq_ + 1)
            return broken(c.number, c.first_seq, 0, "the commit does not follow the one before it");
        links_.clear();
        for (std::int64_t i = 0; i < c.rows; ++i) {
            if (!journal.step()) return broken(c.number, last_seq_ + 1, 0, "the journal row is missing");
            if (!row(c, read_journal(journal))) return false;
        }
        head_ = chain_next(head_, c.number, c.at, links_);
        if (head_ != c.hash) return broken(c.number, 0, 0, "the commit's rows or its hash were changed");
        return true;
    }

    bool row(const commit_row& c, const journal_row& r) {
        ++found_.journal_rows;
        if (r.seq != ++last_seq_) return broken(c.number, last_seq_, 0, "the journal row is missing");
        if (!r.erased && sha256(r.payload) != r.digest)
            return broken(c.number, r.seq, r.session, "the payload was changed");
        if (r.commit_no != c.number)
            return broken(c.number, r.seq, r.session, "the row names another commit");
        if (r.session != 0) {
            journal_seq& last = last_[r.session];
            if (r.previous != last)
                return broken(c.number, r.seq, r.session,
                              "the row does not follow the session's row before it");
            last = r.seq;
        }
        append_link(links_, r);
        return true;
    }

    bool broken(std::int64_t commit_no, journal_seq seq, session_id session, const char* message) {
        found_.broken = broken_place{office_, commit_no, seq, session, message};
        return false;
    }

    connection& db_;
    const office_id office_;
    verification& found_;
    std::string head_;
    std::string links_;
    std::int64_t commit_no_ = 0;
    journal_seq last_seq_;
    std::unordered_map<session_id, journal_seq> last_;
};

// Ends the read transaction however the walk ends.
class read_transaction {
public:
    explicit read_transaction(connection& db) : db_(db) { db_.execute("BEGIN"); }
    ~read_transaction() { sqlite3_exec(db_.handle(), "ROLLBACK", nullptr, nullptr, nullptr); }
    read_transaction(const read_transaction&) = delete;
    read_transaction& operator=(const read_transaction&) = delete;

private:
    connection& db_;
};

std::vector<office_id> offices(connection& db) {
    statement rows(
        db, "SELECT DISTINCT office FROM commits UNION SELECT DISTINCT seq >> 40 FROM journal ORDER BY 1");
    std::vector<office_id> found;
    while (rows.step()) found.push_back(static_cast<office_id>(rows.integer(0)));
    return found;
}

void walk_chains(connection& db, verification& found) {
    for (const office_id office : offices(db)) {
        chain_walk walk(db, office, found);
        if (!walk.commits() || !walk.sessions()) break;
    }
}

}  // namespace

verification verify_chains(connection& db) {
    verification found;
    const read_transaction one_moment(db);
    walk_chains(db, found);
    return found;
}

verification verify_store(connection& db) {
    verification found;
    const read_transaction one_moment(db);
    walk_chains(db, found);
    found.miscounted = find_miscount(db);
    return found;
}

}  // namespace motcua::store
