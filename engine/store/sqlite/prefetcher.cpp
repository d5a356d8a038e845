#include "engine/store/sqlite/prefetcher.hpp"

#include <cassert>

namespace motcua::store {

void prefetcher::begin(std::vector<session_id> ids) {
    stop();
    for (std::size_t i = 0; i < ids.size(); ++i) places_.emplace(ids[i], i);
    rows_.resize(ids.size());
    ready_.reach(0);
    enough_ = false;
    begun_by_ = std::this_thread::get_id();
    write_thread_.start([this, in_order = std::move(ids)] {
        for (std::size_t i = 0; i < in_order.size(); ++i) {
            try {
                if (!enough_) rows_[i] = read_(in_order[i]);
            } catch (...) {
                enough_ = true;  // who asks for it reads it again, and is told
            }
            ready_.reach(i + 1);
        }
    });
}

std::optional<session_row> prefetcher::take(session_id id) {
    const auto by = begun_by_.load();
    if (by == std::thread::id{}) return std::nullopt;
    assert(by == std::this_thread::get_id());
    const auto at = places_.find(id);
    if (at == places_.end()) return std::nullopt;
    const auto place = at->second;
    places_.erase(at);
    ready_.await(place + 1);
    return std::move(rows_[place]);
}

void prefetcher::stop() {
    const auto by = begun_by_.load();
    if (by == std::thread::id{}) return;
    assert(by == std::this_thread::get_id());
    end();
}

void prefetcher::end() {
    if (begun_by_.load() == std::thread::id{}) return;
    enough_ = true;
    write_thread_.wait();
    begun_by_ = std::thread::id{};
    places_.clear();
    rows_.clear();
}

}  // namespace motcua::store
