// Session rows read by the write thread before they are asked for. While it is under way the connection is
// the write thread's: whoever else on the engine thread wants it says `stop` first. From `begin` to `stop` all
// calls come from one thread, the engine thread, which is asserted; the destructor runs when that thread is
// done.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <thread>
#include <unordered_map>
#include <vector>

#include "engine/store/rows.hpp"
#include "engine/store/sqlite/write_thread.hpp"

namespace motcua::store {

class prefetcher {
public:
    using read_row = std::function<std::optional<session_row>(session_id)>;  // may throw
    prefetcher(write_thread& by, read_row read) : write_thread_(by), read_(std::move(read)) {}
    ~prefetcher() { end(); }
    prefetcher(const prefetcher&) = delete;
    prefetcher& operator=(const prefetcher&) = delete;

    void begin(std::vector<session_id> ids);
    // Once each. Nothing where it was not looked ahead to, is unknown, or could not be read.
    std::optional<session_row> take(session_id id);
    void stop();
    // The same from the thread that destroys the door, when no other thread uses it any more.
    void end();

private:
    write_thread& write_thread_;
    const read_row read_;
    std::atomic<std::thread::id> begun_by_{};             // no thread: not under way
    std::unordered_map<session_id, std::size_t> places_;  // of those not taken yet
    std::vector<std::optional<session_row>> rows_;
    progress_counter ready_;
    std::atomic<bool> enough_ = false;
};

}  // namespace motcua::store
