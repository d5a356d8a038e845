#include "tests/bench/raw_commits.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "engine/store/sqlite/session_columns.hpp"

namespace motcua::bench {

namespace {

// Of select_session_sql.
constexpr int version_column = 1;
constexpr int head_column = 2;
constexpr int wake_column = 5;

const std::string digest(32, 'd');

void check(sqlite3* db, int code) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    std::fprintf(stderr, "raw loop: %s\n", sqlite3_errmsg(db));
    std::exit(4);
}

void text(sqlite3_stmt* s, int at, const char* value) {
    sqlite3_bind_text(s, at, value, -1, SQLITE_STATIC);
}
std::string bytes(sqlite3_stmt* s, int column) {
    const auto* at = static_cast<const char*>(sqlite3_column_blob(s, column));
    return {at, static_cast<std::size_t>(sqlite3_column_bytes(s, column))};
}
void blob(sqlite3_stmt* s, int at, const std::string& value) {
    sqlite3_bind_blob(s, at, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
}

}  // namespace

std::string sample_record(std::int64_t id, std::int64_t n) {
    return R"({"code":"H50.01-260318-)" + std::to_string(id) + R"(","n":)" + std::to_string(n) +
           R"(,"documents":")" + std::string(1000, 'r') + "\"}";
}

raw_commits::raw_commits(const std::string& file, std::int64_t sessions, lists how)
    : sessions_(sessions), lists_(how) {
    check(db_, sqlite3_open(file.c_str(), &db_));
    for (const char* pragma :
         {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA cache_size = -65536"})
        check(db_, sqlite3_exec(db_, pragma, nullptr, nullptr, nullptr));
    begin_ = prepare("BEGIN IMMEDIATE");
    commit_ = prepare("COMMIT");
    load_ = prepare(store::select_session_sql("WHERE id = ?"));
    plain_ = prepare(store::update_session_sql(store::always));
    phase_ = prepare(store::update_session_sql(store::always | store::phasing));
    phase_wake_ = prepare(store::update_session_sql(store::always | store::phasing | store::waking));
    append_ = prepare(
        "INSERT INTO journal(seq, office, commit_no, session, version, previous, cause, at, actor, "
        "command_key, event, "
        "digest, payload) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    end_ = prepare(
        "INSERT INTO commits(office, commit_no, at, first_seq, journal_rows, hash) VALUES(?, ?, ?, ?, ?, ?)");
    sqlite3_stmt* last =
        prepare("SELECT (SELECT max(seq) FROM journal), (SELECT max(commit_no) FROM commits)");
    check(db_, sqlite3_step(last));
    seq_ = sqlite3_column_int64(last, 0);
    commit_no_ = sqlite3_column_int64(last, 1);
    sqlite3_finalize(last);
}

raw_commits::~raw_commits() {
    for (sqlite3_stmt* s : {begin_, commit_, load_, plain_, phase_, phase_wake_, append_, end_})
        sqlite3_finalize(s);
    sqlite3_close(db_);
}

sqlite3_stmt* raw_commits::prepare(const std::string& sql) {
    sqlite3_stmt* s = nullptr;
    check(db_, sqlite3_prepare_v3(db_, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &s, nullptr));
    return s;
}

void raw_commits::step(sqlite3_stmt* s) {
    check(db_, sqlite3_step(s));
    check(db_, sqlite3_reset(s));
}

raw_commits::loaded raw_commits::load(std::int64_t id) {
    sqlite3_bind_int64(load_, 1, id);
    check(db_, sqlite3_step(load_));
    const int last = sqlite3_column_count(load_) - 1;
    loaded row{id,
               sqlite3_column_int64(load_, version_column),
               sqlite3_column_int64(load_, head_column),
               sqlite3_column_int64(load_, wake_column),
               bytes(load_, last - 1),
               bytes(load_, last)};
    sqlite3_reset(load_);
    return row;
}

void raw_commits::group(int commands) {
    rows_.clear();
    while (static_cast<int>(rows_.size()) < commands) {
        const auto id = static_cast<std::int64_t>(1 + draw_() % static_cast<std::uint64_t>(sessions_));
        const auto same = [id](const loaded& row) { return row.id == id; };
        if (std::none_of(rows_.begin(), rows_.end(), same)) rows_.push_back(load(id));
    }
    step(begin_);
    ++commit_no_;
    for (const loaded& row : rows_) {
        ++seq_;
        update(row);
        append(row);
        ++n_;
    }
    end(commands);
    step(commit_);
}

void raw_commits::update(const loaded& row) {
    const bool wake = lists_ == lists::change && n_ % 4 == 0;
    const bool phase = lists_ == lists::change && n_ % 2 == 0;
    sqlite3_stmt* s = wake ? phase_wake_ : phase ? phase_ : plain_;
    int at = 0;
    sqlite3_bind_int64(s, ++at, row.version + 1);
    sqlite3_bind_int64(s, ++at, seq_);
    if (wake) sqlite3_bind_int64(s, ++at, row.wake_at + 1000);
    if (phase) text(s, ++at, phases[static_cast<std::size_t>(n_ / 2) % phases.size()]);
    sqlite3_bind_zeroblob(s, ++at, 0);
    blob(s, ++at, row.state);
    sqlite3_bind_text(s, ++at, row.record.data(), static_cast<int>(row.record.size()), SQLITE_STATIC);
    sqlite3_bind_int64(s, ++at, row.id);
    sqlite3_bind_int64(s, ++at, row.version);
    step(s);
    if (sqlite3_changes(db_) != 1) std::exit(4);
}

void raw_commits::append(const loaded& row) {
    const std::int64_t numbers[] = {seq_,     0, commit_no_,       row.id, row.version + 1,
                                    row.head, 1, 1'780'000'000'000};
    int at = 0;
    for (const std::int64_t number : numbers) sqlite3_bind_int64(append_, ++at, number);
    text(append_, ++at, "officer-7");
    text(append_, ++at, "0b6f0f4e-5b9c-4d53");
    text(append_, ++at, "documents_checked");
    blob(append_, ++at, digest);
    text(append_, ++at, sample_payload);
    step(append_);
}

void raw_commits::end(int commands) {
    const std::int64_t numbers[] = {0, commit_no_, 1'780'000'000'000, seq_ - commands + 1, commands};
    int at = 0;
    for (const std::int64_t number : numbers) sqlite3_bind_int64(end_, ++at, number);
    blob(end_, ++at, digest);
    step(end_);
}

}  // namespace motcua::bench
