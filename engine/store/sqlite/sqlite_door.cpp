#include "engine/store/sqlite/sqlite_door.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <filesystem>
#include <limits>

#include "engine/base/log.hpp"
#include "engine/store/chain.hpp"
#include "engine/store/sqlite/copy_database.hpp"
#include "engine/store/sqlite/reach.hpp"
#include "engine/store/sqlite/read_rows.hpp"
#include "engine/store/sqlite/schema.hpp"
#include "engine/store/sqlite/sqlite_reader.hpp"
#include "engine/store/sqlite/verify.hpp"

namespace motcua::store {

namespace {

// session_row::keys is written as it stands in memory.
static_assert(std::endian::native == std::endian::little);

constexpr int page_bytes = 4096;
// Fewer sessions are completed faster than another thread wakes up.
constexpr std::size_t worth_a_second_hand = 16;
constexpr std::size_t worth_looking_ahead = 4;

journal_end read_end(connection& db, office_id office) {
    statement commits(db,
                      "SELECT commit_no, hash FROM commits WHERE office = ? ORDER BY commit_no DESC LIMIT 1");
    statement journal(db, "SELECT max(seq) FROM journal WHERE seq BETWEEN ? AND ?");
    journal_end end{0, make_id(office, 0), chain_start(office)};
    if (commits.put(office).step()) {
        end.commit_no = commits.integer(0);
        end.chain_head = commits.hash(1);
    }
    if (journal.put(make_id(office, 1)).put(make_id(office + 1, 0)).step() && !journal.is_null(0))
        end.last_seq = journal.integer(0);
    return end;
}

}  // namespace

sqlite_door::sqlite_door(folder_lock lock, const std::string& folder, const options& how,
                         std::unique_ptr<connection> writer)
    : lock_(std::move(lock)),
      folder_(folder),
      file_(database_file(folder)),
      how_(how),
      db_(std::move(writer)),
      writer_(*db_, how.office, read_end(*db_, how.office)),
      begin_(*db_, "BEGIN IMMEDIATE"),
      commit_(*db_, "COMMIT"),
      load_(*db_, select_session_sql("WHERE id = ?")),
      due_(*db_,
           "SELECT id, wake_at FROM session WHERE office = ? AND wake_at <= ? AND standing = 0 "
           "ORDER BY wake_at LIMIT ?"),
      next_wake_(*db_,
                 "SELECT wake_at FROM session WHERE office = ? AND wake_at IS NOT NULL AND standing = 0 "
                 "ORDER BY wake_at LIMIT 1"),
      creation_(*db_,
                select_journal_sql("WHERE office = ? AND command_key = ? AND (cause = 0 OR session = 0) "
                                   "ORDER BY actor <> ? LIMIT 1")),
      key_(*db_, select_journal_sql("WHERE seq = ?")),
      number_(*db_, "SELECT next FROM numbers WHERE office = ? AND series = ? AND period = ?"),
      content_(*db_, select_content_sql("bytes", "WHERE office = ? AND hash = ?")),
      meta_(*db_, "SELECT value FROM meta WHERE office = ? AND name = ?"),
      pool_(file_, how.storage, how.reader_cache_bytes),
      checkpointer_(file_, how.storage, static_cast<int>(how.checkpoint_bytes / page_bytes), stop_),
      prefetcher_(write_thread_, [this](session_id id) { return load_one(id); }) {
    sqlite3_wal_hook(
        db_->handle(),
        [](void* self, sqlite3*, const char*, int pages) {
            static_cast<sqlite_door*>(self)->checkpointer_.log_grew(pages);
            return SQLITE_OK;
        },
        this);
}

sqlite_door::~sqlite_door() {
    prefetcher_.end();
    if (!stop_.why() && !untouched_) return;
    db_->keep_log_on_close();
    pool_.keep_log_on_close();
    checkpointer_.keep_log_on_close();
}

template <class Function>
auto sqlite_door::asked(std::string_view tried, Function f) -> result<decltype(f())> {
    return guarded(tried, [&] {
        prefetcher_.stop();
        return f();
    });
}

template <class Function>
auto sqlite_door::guarded(std::string_view tried, Function f) -> result<decltype(f())> {
    try {
        return f();
    } catch (const sqlite_error& e) {
        return tl::make_unexpected(e.to_failure(tried));
    }
}

result<std::vector<session_row>> sqlite_door::load(std::span<const session_id> ids) {
    std::vector<session_row> rows;
    rows.reserve(ids.size());
    if (ids.size() == 1)
        if (auto row = prefetcher_.take(ids.front())) return rows.push_back(std::move(*row)), rows;
    return asked("sessions could not be loaded", [&] {
        for (const session_id id : ids)
            if (auto row = load_one(id)) rows.push_back(std::move(*row));
        return std::move(rows);
    });
}

std::optional<session_row> sqlite_door::load_one(session_id id) {
    const reset_at_end reset(load_);
    if (!load_.start().put(id).step()) return std::nullopt;
    return read_session(load_);
}

void sqlite_door::prepare_batch(std::size_t sessions, std::vector<session_id> to_load) {
    if (sessions < worth_a_second_hand) return;
    if (to_load.size() < worth_looking_ahead)
        write_thread_.expect_task();
    else
        prefetcher_.begin(std::move(to_load));
}

result<std::vector<wake>> sqlite_door::due(instant before, std::size_t n) {
    return asked("due sessions could not be read", [&] {
        const reset_at_end reset(due_);
        std::vector<wake> found;
        due_.start().put(how_.office).put(before).put(static_cast<std::int64_t>(n));
        while (due_.step()) found.push_back({due_.integer(0), due_.at(1)});
        return found;
    });
}

result<std::optional<instant>> sqlite_door::next_wake() {
    return asked("the next wake-up could not be read", [&] {
        const reset_at_end reset(next_wake_);
        std::optional<instant> at;
        if (next_wake_.start().put(how_.office).step()) at = next_wake_.at(0);
        return at;
    });
}

result<std::optional<journal_row>> sqlite_door::find_creation(std::string_view actor, std::string_view key) {
    return asked("a creation could not be looked up", [&] {
        const reset_at_end reset(creation_);
        std::optional<journal_row> found;
        if (creation_.start().put(how_.office).put_text(key).put_text(actor).step())
            found = read_journal(creation_);
        return found;
    });
}

result<std::optional<journal_row>> sqlite_door::find_key(const session_row& row, std::string_view actor,
                                                         std::string_view key) {
    const std::uint64_t hashes[] = {key_hash({}, key), key_hash(actor, key)};
    if (std::find_first_of(row.keys.begin(), row.keys.end(), std::begin(hashes), std::end(hashes)) ==
        row.keys.end())
        return std::optional<journal_row>{};
    return asked("a command's key could not be looked up", [&] {
        const reset_at_end reset(key_);
        std::optional<journal_row> found;
        for (journal_seq seq = row.journal_head; seq != 0 && key_.start().put(seq).step();) {
            journal_row at = read_journal(key_);
            seq = at.previous;
            if (at.key != key) continue;
            const bool own = at.actor == actor;
            if (own || !found) found = std::move(at);
            if (own) break;
        }
        return found;
    });
}

result<number_row> sqlite_door::number(std::string_view series, std::string_view period) {
    return asked("a number could not be read", [&] {
        const reset_at_end reset(number_);
        number_row row{std::string(series), std::string(period), 1};
        if (number_.start().put(how_.office).put_text(series).put_text(period).step())
            row.next = number_.integer(0);
        return row;
    });
}

result<std::optional<content_row>> sqlite_door::content(std::string_view hash) {
    return asked("a stored document could not be read", [&] {
        const reset_at_end reset(content_);
        std::optional<content_row> row;
        if (content_.start().put(how_.office).put_hash(hash).step()) row = read_content(content_);
        return row;
    });
}

result<std::optional<std::string>> sqlite_door::meta(std::string_view name) {
    return asked("a setting could not be read", [&] {
        const reset_at_end reset(meta_);
        std::optional<std::string> value;
        if (meta_.start().put(how_.office).put_text(name).step()) value = meta_.text(0);
        return value;
    });
}

commit_result sqlite_door::commit(batch& b, const complete_session& complete) {
    if (const auto why = stop_.why())
        return tl::make_unexpected(commit_error{commit_error::kind::stopped, 0, {}, why->message});
    prefetcher_.stop();
    const auto turn = checkpointer_.writer_turn();
    try {
        const bool together = complete && b.sessions.size() >= worth_a_second_hand;
        journal_end next = together ? write_together(b, complete) : write_alone(b, complete);
        const receipt done{next.commit_no, writer_.end().last_seq + 1};
        writer_.keep(std::move(next));
        if (mark_) mark_->commit(b, done.commit_no, writer_.end().chain_head);
        return done;
    } catch (commit_error& e) {
        roll_back();
        return tl::make_unexpected(std::move(e));
    } catch (const sqlite_error& e) {
        return tl::make_unexpected(broken(e));
    } catch (...) {
        roll_back();
        throw;
    }
}

journal_end sqlite_door::write_alone(batch& b, const complete_session& complete) {
    journal_end next = writer_.number(b);
    if (complete)
        for (std::size_t i = 0; i < b.sessions.size(); ++i) complete(i);
    begin_.run();
    writer_.write(b, next);
    commit_.run();
    return next;
}

// The write thread writes, this thread completes the sessions; `ready` are complete.
journal_end sqlite_door::write_together(batch& b, const complete_session& complete) {
    struct abandoned {};
    constexpr auto never = std::numeric_limits<std::size_t>::max();
    progress_counter ready;
    const auto await = [&](std::size_t session) {
        if (ready.await(session + 1) == never) throw abandoned{};
    };
    journal_end next;
    write_thread_.start([&] {
        next = writer_.number(b);
        begin_.run();
        writer_.write(b, next, await);
    });
    try {
        for (std::size_t i = 0; i < b.sessions.size(); ++i) {
            complete(i);
            ready.reach(i + 1);
        }
    } catch (...) {
        ready.reach(never);
        try {
            write_thread_.wait();
        } catch (...) {
        }
        throw;
    }
    write_thread_.wait();
    commit_.run();
    return next;
}

commit_error sqlite_door::broken(const sqlite_error& e) {
    if (e.code() == SQLITE_CONSTRAINT || e.code() == SQLITE_TOOBIG) {
        commit_error error = writer_.explain(e);
        roll_back();
        return error;
    }
    stop(e);
    roll_back();
    auto what = commit_error::kind::io;
    if (e.kind() == failure::kind::full) what = commit_error::kind::full;
    if (e.kind() == failure::kind::corrupt) what = commit_error::kind::corrupt;
    return {what, 0, {}, stop_.why()->message};
}

void sqlite_door::roll_back() {
    if (!db_->in_transaction()) return;
    try {
        db_->execute("ROLLBACK");
    } catch (const sqlite_error& e) {
        stop(e);
    }
}

void sqlite_door::stop(const sqlite_error& e) {
    stop_.set(
        e.to_failure("a commit could not be written; nothing of it is acknowledged, none is taken any more"));
    log().error("event=store_stopped at=commit code={}", e.extended());
}

result<std::unique_ptr<reader>> sqlite_door::snapshot() {
    return guarded("a read transaction could not begin", [&]() -> std::unique_ptr<reader> {
        return std::make_unique<sqlite_reader>(pool_, how_.office);
    });
}

// Above what lost commits have used, too: their ids stand on paper and in messages.
row_id sqlite_door::next_id(row_id in_table, const char* above_lost) {
    const auto kept = meta(above_lost);
    if (!kept || !*kept) return in_table;
    return std::max<row_id>(in_table, std::strtoll((*kept)->c_str(), nullptr, 10));
}

result<recovery> sqlite_door::recover() {
    return asked("the state of the last run could not be read", [&] {
        const auto held = read_reached(*db_, how_.office);
        recovery found{writer_.end().commit_no,
                       writer_.end().chain_head,
                       next_id(held.next_session, sessions_above),
                       next_id(held.next_outbox, duties_above),
                       writer_.end().last_seq,
                       {}};
        statement unfinished(*db_, select_outbox_sql("WHERE office = ? AND state IN (0, 1, 4) ORDER BY id"));
        unfinished.put(how_.office);
        while (unfinished.step()) found.unfinished.push_back(read_outbox(unfinished));
        statement last(*db_, "SELECT at FROM commits WHERE office = ? ORDER BY commit_no DESC LIMIT 1");
        last.put(how_.office);
        if (last.step()) found.committed_at = last.at(0);
        return found;
    });
}

result<verification> sqlite_door::verify() {
    return guarded("the journal could not be read", [&] {
        const auto marked = read_mark(folder_, how_.office);  // before the look, so that it cannot be ahead
        auto one = pool_.take();
        verification found = verify_store(one->db);
        const auto held = read_reached(one->db, how_.office);
        found.last_commit = held.commit_no;
        if (held.commit_no > 0) found.last_at = held.at;
        if (marked)
            if (const auto lost = compare(one->db, how_.office, *marked)) found.missing = to_words(*lost);
        pool_.give_back(std::move(one));
        return found;
    });
}

void sqlite_door::keep_mark(std::unique_ptr<mark> with) {
    mark_ = std::move(with);
}

result<void> sqlite_door::backup(const std::string& file) {
    std::error_code error;
    if (std::filesystem::exists(file, error))
        return fail(failure::kind::bad_input, file + " exists already; name a new file for the backup");
    try {
        auto one = pool_.take();
        copy_database(one->db, file);
        pool_.give_back(std::move(one));
        return {};
    } catch (const sqlite_error& e) {
        std::filesystem::remove(file, error);
        return tl::make_unexpected(e.to_failure("the backup to " + file + " could not be written"));
    }
}

}  // namespace motcua::store
