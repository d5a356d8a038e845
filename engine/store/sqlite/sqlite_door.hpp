// The door over one SQLite file: a writing connection for the engine thread, a checkpointer, a pool of
// readers.
#pragma once

#include "engine/store/door.hpp"
#include "engine/store/folder_lock.hpp"
#include "engine/store/mark.hpp"
#include "engine/store/sqlite/batch_writer.hpp"
#include "engine/store/sqlite/checkpointer.hpp"
#include "engine/store/sqlite/prefetcher.hpp"
#include "engine/store/sqlite/reader_pool.hpp"
#include "engine/store/sqlite/write_thread.hpp"

namespace motcua::store {

inline std::string database_file(const std::string& folder) {
    return folder + "/motcua.db";
}

// Settings of the office: the least id that is free after commits were lost.
inline constexpr const char* sessions_above = "first_session";
inline constexpr const char* duties_above = "first_outbox";
// The commit after which a person has let the office go on.
inline constexpr const char* continued_after = "continued_after";

class sqlite_door final : public door {
public:
    sqlite_door(folder_lock lock, const std::string& folder, const options& how,
                std::unique_ptr<connection> writer);
    ~sqlite_door() override;

    result<std::vector<session_row>> load(std::span<const session_id> ids) override;
    result<std::vector<wake>> due(instant before, std::size_t n) override;
    result<std::optional<instant>> next_wake() override;
    result<std::optional<journal_row>> find_creation(std::string_view actor, std::string_view key) override;
    result<std::optional<journal_row>> find_key(const session_row& row, std::string_view actor,
                                                std::string_view key) override;
    result<number_row> number(std::string_view series, std::string_view period) override;
    result<std::optional<content_row>> content(std::string_view hash) override;
    result<std::optional<std::string>> meta(std::string_view name) override;

    void prepare_batch(std::size_t sessions, std::vector<session_id> to_load) override;
    commit_result commit(batch& b, const complete_session& complete) override;

    result<std::unique_ptr<reader>> snapshot() override;
    result<recovery> recover() override;
    result<verification> verify() override;
    result<void> checkpoint() override { return checkpointer_.run(); }
    result<void> backup(const std::string& file) override;
    std::optional<failure> stopped() const override { return stop_.why(); }

    // From now on each commit is marked there.
    void keep_mark(std::unique_ptr<mark> with);
    // What the log holds stays there when the door closes.
    void leave_untouched() { untouched_ = true; }

private:
    // Sqlite's errors as failures; for what any thread may call: it touches nothing of the engine thread's.
    template <class Function>
    auto guarded(std::string_view tried, Function f) -> result<decltype(f())>;
    // The same on the engine thread's connection, once nobody reads ahead on it.
    template <class Function>
    auto asked(std::string_view tried, Function f) -> result<decltype(f())>;
    std::optional<session_row> load_one(session_id id);
    journal_end write_alone(batch& b, const complete_session& complete);
    journal_end write_together(batch& b, const complete_session& complete);
    commit_error broken(const sqlite_error& e);
    void roll_back();
    void stop(const sqlite_error& e);
    row_id next_id(row_id in_table, const char* above_lost);

    folder_lock lock_;
    const std::string folder_;
    const std::string file_;
    const options how_;
    stop_reason stop_;
    std::unique_ptr<connection> db_;
    batch_writer writer_;
    statement begin_, commit_, load_, due_, next_wake_, creation_, key_, number_, content_, meta_;
    reader_pool pool_;
    checkpointer checkpointer_;
    write_thread write_thread_;
    prefetcher prefetcher_;
    std::unique_ptr<mark> mark_;
    bool untouched_ = false;
};

}  // namespace motcua::store
