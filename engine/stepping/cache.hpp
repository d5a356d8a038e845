// Sessions in memory between batches, the longest unused leaving first, and the charts of older deployments
// that they were opened with. Dropping a session from the cache loses nothing: its row has everything. Engine
// thread only.
#pragma once

#include <list>
#include <memory>
#include <unordered_map>

#include "engine/deployment/compiled_charts.hpp"
#include "engine/stepping/stepper.hpp"

namespace motcua::runtime {

class cache {
public:
    cache(std::size_t most, const kinds::registry& known) : charts_(known), most_(most) {}

    compiled_charts& charts() { return charts_; }

    bool holds(store::session_id id) const { return by_id_.contains(id); }
    loaded_session* find(store::session_id id) {
        const auto at = by_id_.find(id);
        if (at == by_id_.end()) return nullptr;
        order_.splice(order_.begin(), order_, at->second);
        return &order_.front();
    }
    loaded_session& put(loaded_session&& s) {
        drop(s.id);
        order_.push_front(std::move(s));
        by_id_[order_.front().id] = order_.begin();
        return order_.front();
    }
    void drop(store::session_id id) {
        const auto at = by_id_.find(id);
        if (at == by_id_.end()) return;
        order_.erase(at->second);
        by_id_.erase(at);
    }
    // Between batches only: references into the cache end here.
    void shrink() {
        while (order_.size() > most_) {
            by_id_.erase(order_.back().id);
            order_.pop_back();
        }
    }

private:
    compiled_charts charts_;
    std::size_t most_;
    std::list<loaded_session> order_;
    std::unordered_map<store::session_id, std::list<loaded_session>::iterator> by_id_;
};

}  // namespace motcua::runtime
