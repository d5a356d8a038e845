// The door over one SQLite file: a writing connection for the engine thread, a checkpointer, a pool of
// readers.
#pragma once

#include "engine/store/door.hpp"
#include "engine/store/folder_lock.hpp"
#include "engine/store/sqlite/batch_writer.hpp"
#include "engine/store/sqlite/checkpointer.hpp"
#include "engine/store/sqlite/look_ahead.hpp"
#include "engine/store/sqlite/reader_pool.hpp"
#include "engine/store/sqlite/scribe.hpp"

namespace motcua::store {

class sqlite_door final : public door {
public:
    sqlite_door(folder_lock lock, std::string file, const options& how, std::unique_ptr<connection> writer);
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

    void stand_by(std::size_t sessions, std::vector<session_id> to_load) override;
    commit_result commit(batch& b, const complete_session& complete) override;

    result<std::unique_ptr<reader>> snapshot() override;
    result<recovery> recover() override;
    result<verification> verify() override;
    result<void> checkpoint() override { return checkpointer_.run(); }
    result<void> backup(const std::string& file) override;
    std::optional<failure> stopped() const override { return stop_.why(); }

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
    row_id last_id(const char* table);

    folder_lock lock_;
    const std::string file_;
    const options how_;
    standstill stop_;
    std::unique_ptr<connection> db_;
    batch_writer writer_;
    statement begin_, commit_, load_, due_, next_wake_, creation_, key_, number_, content_, meta_;
    reader_pool pool_;
    checkpointer checkpointer_;
    scribe scribe_;
    look_ahead ahead_;
};

}  // namespace motcua::store
