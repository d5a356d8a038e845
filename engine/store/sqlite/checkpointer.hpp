// Brings the write-ahead log into the main file on a connection and a thread of its own, so that a commit
// costs one flush and never waits for a checkpoint; only when the log keeps growing under load the writer is
// held for the rest of one (the log restarts only when nothing is left in it). A failed checkpoint stops the
// store: the log stays whole.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/store/sqlite/connection.hpp"
#include "engine/store/sqlite/stop_reason.hpp"

namespace motcua::store {

class checkpointer {
public:
    // threshold in pages; 0: no thread.
    checkpointer(const std::string& file, const std::string& layer, int threshold, stop_reason& stop);
    ~checkpointer();

    // Held by the writer during a commit.
    std::unique_lock<std::mutex> writer_turn();
    // The log has this many pages; called by the writer after its commit.
    void log_grew(int pages);
    // A whole checkpoint, as far as open readers allow; any thread.
    result<void> run();
    void keep_log_on_close();

private:
    struct progress {
        int pages = 0;
        int moved = 0;
    };

    void watch();
    void catch_up();
    // No commit is under way and none begins for as long as the lock is held.
    std::unique_lock<std::mutex> hold_writer();
    void open_gate();
    progress checkpoint(int mode);
    void failed(const sqlite_error& e);

    stop_reason& stop_;
    std::mutex running_;  // one checkpoint at a time; guards db_
    connection db_;
    const int threshold_;

    std::mutex gate_;
    std::atomic<bool> wants_gate_ = false;

    std::mutex mutex_;  // guards the three below
    std::condition_variable changed_;
    int pages_ = 0;
    bool ending_ = false;
    std::atomic<int> next_at_;  // pages of log at which the thread looks again
    std::atomic<int> hold_at_;  // and at which the writer waits for it
    std::thread thread_;
};

}  // namespace motcua::store
