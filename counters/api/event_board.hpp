// Everybody who watches: open event streams that hear of each commit. `announce` may be called from any
// thread, the engine's included: it only hands text over.
#pragma once

#include <mutex>
#include <string_view>
#include <vector>

#include "counters/http/server.hpp"

namespace motcua::api {

class event_board {
public:
    void add(http::event_stream stream);
    void announce(std::string_view event, std::string_view data);
    std::size_t watchers();

private:
    std::mutex lock_;
    std::vector<http::event_stream> streams_;
};

}  // namespace motcua::api
