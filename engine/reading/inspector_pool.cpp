#include "engine/reading/inspector_pool.hpp"

namespace motcua::runtime {

inspector_pool::borrowed inspector_pool::borrow() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return borrowed(new inspector(deployed_), {this});
    borrowed out(free_.back().release(), {this});
    free_.pop_back();
    return out;
}

void inspector_pool::take_back(inspector* i) {
    std::unique_ptr<inspector> back(i);
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(back));
}

}  // namespace motcua::runtime
