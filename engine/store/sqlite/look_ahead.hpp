// Session rows read by the scribe before they are asked for. While it is under way the connection is the
// scribe's: whoever else on the engine thread wants it says `stop` first. From `begin` to `stop` all calls
// come from one thread, the engine thread, which is asserted; the destructor runs when that thread is done.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <thread>
#include <unordered_map>
#include <vector>

#include "engine/store/rows.hpp"
#include "engine/store/sqlite/scribe.hpp"

namespace motcua::store {

class look_ahead {
public:
    using read_row = std::function<std::optional<session_row>(session_id)>;  // may throw
    look_ahead(scribe& by, read_row read) : scribe_(by), read_(std::move(read)) {}
    ~look_ahead() { end(); }
    look_ahead(const look_ahead&) = delete;
    look_ahead& operator=(const look_ahead&) = delete;

    void begin(std::vector<session_id> ids);
    // Once each. Nothing where it was not looked ahead to, is unknown, or could not be read.
    std::optional<session_row> take(session_id id);
    void stop();
    // The same from the thread that destroys the door, when no other thread uses it any more.
    void end();

private:
    scribe& scribe_;
    const read_row read_;
    std::atomic<std::thread::id> begun_by_{};  // no thread: not under way
    std::unordered_map<session_id, std::size_t> places_;  // of those not taken yet
    std::vector<std::optional<session_row>> rows_;
    headway ready_;
    std::atomic<bool> enough_ = false;
};

}  // namespace motcua::store
