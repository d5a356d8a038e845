#include "engine/store/sqlite/sqlite_reader.hpp"

#include <algorithm>

#include "engine/store/search.hpp"
#include "engine/store/sqlite/read_rows.hpp"
#include "engine/store/sqlite/search_page.hpp"
#include "engine/store/sqlite/session_columns.hpp"

namespace motcua::store {

namespace {

template <class Read>
auto all_rows(statement& from, Read read) {
    const reset_at_end reset(from);
    std::vector<decltype(read(from))> rows;
    while (from.step()) rows.push_back(read(from));
    return rows;
}

template <class Read>
auto one_row(statement& from, Read read) {
    const reset_at_end reset(from);
    std::optional<decltype(read(from))> row;
    if (from.step()) row = read(from);
    return row;
}

// The ids of one session lie between these; n rows from `after` on.
statement& page(statement& of, office_id office, row_id after, std::size_t n) {
    return of.put(std::max(after, make_id(office, 0)))
        .put(make_id(office + 1, 0))
        .put(static_cast<std::int64_t>(n));
}

}  // namespace

sqlite_reader::sqlite_reader(reader_pool& pool, office_id office)
    : pool_(pool), office_(office), in_(pool.take()) {
    in_->db.execute("BEGIN");
    // The first row read fixes the moment of all that follow.
    statement& ask = in_->kept("SELECT max(commit_no) FROM commits WHERE office = ?").put(office_);
    const reset_at_end reset(ask);
    if (ask.step()) commit_no_ = ask.integer(0);
}

sqlite_reader::~sqlite_reader() {
    try {
        in_->db.execute("ROLLBACK");
        pool_.give_back(std::move(in_));
    } catch (const sqlite_error&) {
        in_.reset();  // a connection in an unknown state serves nobody else
    }
}

template <class Function>
auto sqlite_reader::asked(Function f) -> result<decltype(f())> {
    try {
        return f();
    } catch (const sqlite_error& e) {
        return tl::make_unexpected(e.to_failure("the database could not be read"));
    }
}

result<listing> sqlite_reader::list(const list_query& query) {
    const bool searching = !query.text.empty();
    const auto of_this_list = [&](const std::optional<list_place>& place) {
        using order = list_place::order;
        if (!place) return true;
        if (searching) return place->of != order::due;
        return place->of == (query.order == list_order::due ? order::due : order::newest);
    };
    if ((searching && query.kind.empty()) || !of_this_list(query.after) || !of_this_list(query.before))
        return fail(failure::kind::bad_input, "the place is not of this list; begin at its first page");
    return asked([&] {
        const auto page = searching ? search_page(*in_, query, office_) : find_page(*in_, query, office_);
        listing found{commit_no_, page.count, page.more, {}, page.next, page.previous};
        statement& row = in_->kept(select_listed_sql("WHERE id = ?"));
        const reset_at_end reset(row);
        for (const session_id id : page.ids)
            if (row.start().put(id).step()) found.rows.push_back(read_listed(row));
        return found;
    });
}

result<std::vector<kept_count>> sqlite_reader::counts(std::string_view kind, std::string_view unit,
                                                      std::string_view from, std::string_view to) {
    return asked([&] {
        std::string sql =
            "SELECT list, sum(n) FROM tally WHERE office = ? AND kind = ? AND list >= ? AND list < ?";
        if (!unit.empty()) sql += " AND unit = ?";
        statement& ask = in_->kept(sql + " GROUP BY list ORDER BY list");
        ask.put(office_).put_text(kind).put_text(from).put_text(to);
        if (!unit.empty()) ask.put_text(unit);
        return all_rows(ask, [](const statement& s) { return kept_count{s.text(0), s.integer(1)}; });
    });
}

result<passed_deadlines> sqlite_reader::passed(std::string_view kind, instant now) {
    return asked([&] {
        const auto count = [&](const char* sql) {
            return one_row(in_->kept(sql).put(office_).put_text(kind).put(now),
                           [](const statement& s) { return s.integer(0); });
        };
        const auto promises = count(
            "SELECT count(*) FROM session INDEXED BY session_due WHERE office = ? AND kind = ? AND late = 0 "
            "AND "
            "standing <> 1 AND due_at < ? AND running = 1 AND told = 1");
        const auto hand_overs = count(
            "SELECT count(*) FROM session INDEXED BY session_hand_over WHERE office = ? AND kind = ? AND "
            "hand_over_by < ? AND told = 1");
        return passed_deadlines{promises.value_or(0), hand_overs.value_or(0)};
    });
}

result<std::vector<session_row>> sqlite_reader::untold(std::string_view kind, session_id after,
                                                       std::size_t n) {
    return asked([&] {
        statement& ask =
            in_->kept(select_session_sql("INDEXED BY session_untold WHERE office = ? AND kind = ? AND told = "
                                         "0 AND id > ? ORDER BY id LIMIT ?"));
        ask.put(office_).put_text(kind).put(after).put(static_cast<std::int64_t>(n));
        return all_rows(ask, read_session);
    });
}

result<std::optional<session_row>> sqlite_reader::session(session_id id) {
    return asked(
        [&] { return one_row(in_->kept(select_session_sql("WHERE id = ?")).put(id), read_session); });
}

result<std::optional<session_stamp>> sqlite_reader::stamp(session_id id) {
    return asked([&] {
        auto out = one_row(in_->kept("SELECT version, journal_head FROM session WHERE id = ?").put(id),
                           [](const statement& s) {
                               return session_stamp{s.integer(0), s.integer(1)};
                           });
        if (!out) return out;
        std::string come;
        statement& duties = in_->kept(
            "SELECT id, state, attempts, reason, target FROM outbox "
            "WHERE office = ? AND session = ? AND session <> 0 ORDER BY id");
        const reset_at_end reset(duties);
        duties.put(office_).put(id);
        while (duties.step()) {
            for (int i = 0; i < 3; ++i) come += std::to_string(duties.integer(i)) + ' ';
            come.append(duties.text(3)).append(1, '\0').append(duties.text(4)).append(1, '\0');
        }
        out->duties = std::hash<std::string_view>{}(come);
        return out;
    });
}

result<std::optional<session_id>> sqlite_reader::find_code(std::string_view code) {
    return asked([&] {
        const std::string key = code_key(code);
        return one_row(
            in_->kept("SELECT session FROM code WHERE office = ? AND code = ?").put(office_).put_text(key),
            [](const statement& s) -> session_id { return s.integer(0); });
    });
}

result<std::vector<journal_row>> sqlite_reader::timeline(session_id id, std::size_t n) {
    return asked([&] {
        std::vector<journal_row> rows;
        const auto head = one_row(in_->kept("SELECT journal_head FROM session WHERE id = ?").put(id),
                                  [](const statement& s) { return s.integer(0); });
        statement& walk = in_->kept(select_journal_sql("WHERE seq = ?"));
        const reset_at_end reset(walk);
        for (journal_seq seq = head.value_or(0); seq != 0 && rows.size() < n; seq = rows.back().previous) {
            if (!walk.start().put(seq).step()) break;
            rows.push_back(read_journal(walk));
        }
        std::reverse(rows.begin(), rows.end());
        return rows;
    });
}

result<std::vector<journal_row>> sqlite_reader::journal(journal_seq after, std::size_t n) {
    return asked([&] {
        return all_rows(page(in_->kept(select_journal_sql("WHERE seq > ? AND seq < ? ORDER BY seq LIMIT ?")),
                             office_, after, n),
                        read_journal);
    });
}

result<std::vector<session_row>> sqlite_reader::sessions(session_id after, std::size_t n) {
    return asked([&] {
        return all_rows(page(in_->kept(select_session_sql("WHERE id > ? AND id < ? ORDER BY id LIMIT ?")),
                             office_, after, n),
                        read_session);
    });
}

result<std::vector<slip_row>> sqlite_reader::slips(session_id id) {
    return asked([&] {
        return all_rows(
            in_->kept(select_slip_sql("WHERE office = ? AND session = ? ORDER BY issued_at, form, seq"))
                .put(office_)
                .put(id),
            read_slip);
    });
}

result<std::vector<outbox_row>> sqlite_reader::outbox(session_id id) {
    return asked([&] {
        return all_rows(
            in_->kept(select_outbox_sql("WHERE office = ? AND session = ? AND session <> 0 ORDER BY id"))
                .put(office_)
                .put(id),
            read_outbox);
    });
}

result<std::optional<outbox_row>> sqlite_reader::duty(outbox_id id) {
    return asked([&] {
        return one_row(in_->kept(select_outbox_sql("WHERE office = ? AND id = ?")).put(office_).put(id),
                       read_outbox);
    });
}

result<std::vector<outbox_row>> sqlite_reader::unfinished_outbox() {
    return asked([&] {
        return all_rows(
            in_->kept(select_outbox_sql("WHERE office = ? AND state IN (0, 1, 4) ORDER BY id")).put(office_),
            read_outbox);
    });
}

result<std::vector<outbox_row>> sqlite_reader::failed_outbox(std::size_t n) {
    return asked([&] {
        return all_rows(
            in_->kept(select_outbox_sql("WHERE office = ? AND state = 3 ORDER BY id DESC LIMIT ?"))
                .put(office_)
                .put(static_cast<std::int64_t>(n)),
            read_outbox);
    });
}

result<std::vector<attachment_row>> sqlite_reader::attachments(session_id id) {
    return asked([&] {
        return all_rows(
            in_->kept(select_attachment_sql("''", "WHERE office = ? AND session = ? ORDER BY number"))
                .put(office_)
                .put(id),
            read_attachment);
    });
}

result<std::optional<attachment_row>> sqlite_reader::attachment(session_id id, int number) {
    return asked([&] {
        return one_row(
            in_->kept(select_attachment_sql("bytes", "WHERE office = ? AND session = ? AND number = ?"))
                .put(office_)
                .put(id)
                .put(number),
            read_attachment);
    });
}

result<std::optional<content_row>> sqlite_reader::content(std::string_view hash) {
    return asked([&] {
        return one_row(in_->kept(select_content_sql("bytes", "WHERE office = ? AND hash = ?"))
                           .put(office_)
                           .put_hash(hash),
                       read_content);
    });
}

result<std::optional<std::string>> sqlite_reader::meta(std::string_view name) {
    return asked([&] {
        return one_row(
            in_->kept("SELECT value FROM meta WHERE office = ? AND name = ?").put(office_).put_text(name),
            [](statement& row) { return row.text(0); });
    });
}

result<std::vector<content_row>> sqlite_reader::contents(std::string_view kind) {
    return asked([&] {
        return all_rows(
            in_->kept(select_content_sql("''", "WHERE office = ? AND kind = ? ORDER BY first_seen, name"))
                .put(office_)
                .put_text(kind),
            read_content);
    });
}

}  // namespace motcua::store
