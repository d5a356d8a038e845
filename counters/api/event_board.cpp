#include "counters/api/event_board.hpp"

#include <algorithm>

namespace motcua::api {
namespace {

// Ended streams end for good; dropping them here keeps the list as long as there are watchers.
void sweep(std::vector<http::event_stream>& streams) {
    streams.erase(std::remove_if(streams.begin(), streams.end(), [](const auto& s) { return !s.open(); }),
                  streams.end());
}

}  // namespace

void event_board::add(http::event_stream stream) {
    const std::lock_guard guard(lock_);
    sweep(streams_);
    streams_.push_back(std::move(stream));
}

void event_board::announce(std::string_view event, std::string_view data) {
    const std::lock_guard guard(lock_);
    sweep(streams_);
    for (const auto& s : streams_) s.send(event, data);
}

std::size_t event_board::watchers() {
    const std::lock_guard guard(lock_);
    sweep(streams_);
    return streams_.size();
}

}  // namespace motcua::api
