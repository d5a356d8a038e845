// A data folder is opened: its owner checked, its mark compared, and, where a person has said so, the office
// continued after commits that are lost.
#include <algorithm>
#include <filesystem>

#include "engine/base/json.hpp"
#include "engine/base/log.hpp"
#include "engine/store/sqlite/reach.hpp"
#include "engine/store/sqlite/schema.hpp"
#include "engine/store/sqlite/sqlite_door.hpp"
#include "engine/store/sqlite/verify.hpp"

namespace motcua::store {

namespace {

namespace fs = std::filesystem;

failure refusal(const std::string& folder, const loss& lost) {
    const auto last = std::to_string(lost.held.commit_no);
    return {
        failure::kind::corrupt,
        "the data folder " + folder + " has lost commits: " + to_words(lost) +
            ". Nothing was changed. Put back what is missing (motcua.db-wal beside motcua.db, or the last "
            "copy made by `motcua backup`). To go on without it: motcua serve with --continue-after " +
            last + " --by NAME; all further numbers then stand above those the mark knows"};
}

failure not_this(const std::string& asked, const std::string& why) {
    return {failure::kind::bad_input, "--continue-after " + asked + ": " + why};
}

// A folder in which nothing is missing: the word was meant for a loss that is dealt with, or for another
// folder.
result<void> check_nothing_lost(door& d, const continuation& go_on) {
    const auto before = d.meta(continued_after);
    if (!before) return tl::make_unexpected(before.error());
    const auto asked = std::to_string(go_on.after_commit);
    if (before->value_or("") == asked) return {};
    return tl::make_unexpected(
        not_this(asked, "the data folder has lost no commit; leave the option out and start again"));
}

result<void> check_last(const loss& lost, const continuation& go_on) {
    if (go_on.after_commit == lost.held.commit_no) return {};
    return tl::make_unexpected(not_this(std::to_string(go_on.after_commit),
                                        to_words(lost) +
                                            "; if the office is to go on without what is missing, "
                                            "say --continue-after " +
                                            std::to_string(lost.held.commit_no)));
}

journal_row row_of(const loss& lost, const continuation& go_on, instant at, json_array numbers) {
    const auto as_json = [](const reached& r) {
        return json_object{{"commit", r.commit_no},
                           {"hash", r.chain_head},
                           {"at", to_iso(r.at)},
                           {"code", r.code},
                           {"number", r.number}};
    };
    journal_row row;
    row.why = cause::administration;
    row.at = at;
    row.actor = go_on.by;
    row.event = "continued_after_loss";
    row.payload = to_text(json_object{
        {"marked", as_json(lost.marked)}, {"held", as_json(lost.held)}, {"numbers", std::move(numbers)}});
    return row;
}

// One commit: who decided it and what was lost, and everything that was given out goes on above it.
result<void> go_on_above(door& d, const loss& lost, const continuation& go_on) {
    batch b;
    b.at = std::max(go_on.at, lost.marked.at);
    json_array skipped;
    for (const auto& marked : lost.marked.numbers) {
        const auto held = d.number(marked.series, marked.period);
        if (!held) return tl::make_unexpected(held.error());
        if (held->next >= marked.next) continue;
        b.numbers.push_back({marked.series, marked.period, held->next, marked.next});
        skipped.push_back(json_object{{"series", marked.series},
                                      {"period", marked.period},
                                      {"first", held->next},
                                      {"next", marked.next}});
    }
    const auto known = d.recover();
    if (!known) return tl::make_unexpected(known.error());
    const auto above = [](row_id held, row_id marked) { return std::to_string(std::max(held, marked)); };
    b.meta.push_back({sessions_above, above(known->next_session, lost.marked.next_session)});
    b.meta.push_back({duties_above, above(known->next_outbox, lost.marked.next_outbox)});
    b.meta.push_back({continued_after, std::to_string(go_on.after_commit)});
    b.journal.push_back(row_of(lost, go_on, b.at, std::move(skipped)));
    if (const auto done = d.commit(b); !done) return fail(failure::kind::io, done.error().message);
    log().warn("event=continued_after_loss held={} marked={}", lost.held.commit_no, lost.marked.commit_no);
    return {};
}

// The door of a folder of which nothing is missing, or all that is was let go.
result<std::unique_ptr<door>> ready(std::unique_ptr<sqlite_door> d, const std::string& folder,
                                    const options& how, connection& db, const std::optional<loss>& lost) {
    if (how.go_on) {
        const auto done = lost ? go_on_above(*d, *lost, *how.go_on) : check_nothing_lost(*d, *how.go_on);
        if (!done) return tl::make_unexpected(done.error());
    }
    const auto held = read_reached(db, how.office, read_mark(folder, how.office));
    auto kept = mark::start(folder, how.office, held);
    if (!kept) return tl::make_unexpected(kept.error());
    d->keep_mark(std::move(*kept));
    return d;
}

// Of a folder that was copied, once: a database and a log that were copied at different moments fit each
// other in form, and the pages between them are missing.
result<void> check_whole(connection& db, const std::string& folder) {
    std::string why;
    try {
        statement ask(db, "PRAGMA quick_check(1)");
        if (ask.step() && ask.text(0) != "ok") why = ask.text(0);
        ask.done();
        if (has_tables(db) && why.empty())
            if (const auto found = verify_chains(db); found.broken) why = found.broken->message;
    } catch (const sqlite_error& e) {
        if (e.kind() != failure::kind::corrupt) throw;
        why = e.what();
    }
    if (why.empty()) return {};
    return fail(failure::kind::corrupt, "the data folder " + folder +
                                            " was copied, and its database and log do not belong together (" +
                                            why +
                                            "). Nothing was changed; restore a copy made by `motcua backup`");
}

// Before anything is written; `db` keeps its log meanwhile.
result<std::optional<loss>> look(connection& db, const std::string& folder, const options& how) {
    if (auto mine = check_owner(db); !mine) return tl::make_unexpected(mine.error());
    const auto marked = read_mark(folder, how.office);
    const auto lost = marked ? compare(db, how.office, *marked) : std::nullopt;
    if (how.look_only && !(lost && lost->held.commit_no == 0)) return lost;
    if (lost && !how.go_on) return tl::make_unexpected(refusal(folder, *lost));
    if (lost)
        if (auto right = check_last(*lost, *how.go_on); !right) return tl::make_unexpected(right.error());
    const bool copied = !marked || marked->file != database_inode(folder);
    if (copied)
        if (auto whole = check_whole(db, folder); !whole) return tl::make_unexpected(whole.error());
    return lost;
}

// SQLite would delete the log of a database that is not there.
std::optional<failure> log_without_database(const std::string& folder) {
    std::error_code ignored;
    const auto file = database_file(folder);
    const bool there = fs::exists(file, ignored) && fs::file_size(file, ignored) > 0;
    if (there || !fs::exists(file + "-wal", ignored) || fs::file_size(file + "-wal", ignored) == 0)
        return std::nullopt;
    return failure{failure::kind::corrupt,
                   "the data folder " + folder +
                       " holds motcua.db-wal, but not the motcua.db it belongs to; put "
                       "that file back, or restore the last copy made by `motcua "
                       "backup`"};
}

}  // namespace

result<std::unique_ptr<door>> open(const std::string& folder, const options& how) {
    auto lock = folder_lock::take(folder);
    if (!lock) return tl::make_unexpected(lock.error());
    if (auto no = log_without_database(folder)) return tl::make_unexpected(std::move(*no));
    try {
        auto db = std::make_unique<connection>(database_file(folder),
                                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, how.storage);
        db->keep_log_on_close();
        const auto lost = look(*db, folder, how);
        if (!lost) return tl::make_unexpected(lost.error());
        const bool untouched = how.look_only && *lost;
        // It could only be read once it is brought up, and what is missing may still be put back.
        if (untouched && is_older(*db)) return tl::make_unexpected(refusal(folder, **lost));
        configure_writer(*db, how.cache_bytes);
        prepare_tables(*db);
        db->keep_log_on_close(untouched);
        auto& writing = *db;
        auto d = std::make_unique<sqlite_door>(std::move(*lock), folder, how, std::move(db));
        if (untouched) d->leave_untouched();
        if (how.look_only) return d;
        return ready(std::move(d), folder, how, writing, *lost);
    } catch (const sqlite_error& e) {
        return tl::make_unexpected(e.to_failure("the data folder " + folder + " could not be opened"));
    }
}

}  // namespace motcua::store
