// Events that wait, first in first out, in one block that grows and is used again. Not std::deque: an empty
// one costs half a kilobyte, and most sessions have none waiting.
#pragma once

#include <vector>

#include "engine/interpreter/event.hpp"

namespace motcua::interpreter {

class event_queue {
public:
    bool empty() const { return head_ == all_.size(); }
    std::size_t size() const { return all_.size() - head_; }
    std::size_t capacity() const { return all_.capacity(); }
    auto begin() const { return all_.begin() + static_cast<std::ptrdiff_t>(head_); }
    auto end() const { return all_.end(); }

    // Moves the rest to the front only where that frees at least half of the block.
    void push_back(event e) {
        if (all_.size() == all_.capacity() && head_ > 0 && head_ >= all_.size() / 2) {
            all_.erase(all_.begin(), begin());
            head_ = 0;
        }
        all_.push_back(std::move(e));
    }
    event take_front() {
        event e = std::move(all_[head_++]);
        if (empty()) clear();
        return e;
    }
    void clear() {
        all_.clear();
        head_ = 0;
    }

private:
    std::vector<event> all_;
    std::size_t head_ = 0;
};

}  // namespace motcua::interpreter
