#include "engine/reading/compiled_charts_pool.hpp"

namespace motcua::runtime {

compiled_charts_pool::borrowed compiled_charts_pool::borrow() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return borrowed(new compiled_charts(known_), {this});
    borrowed out(free_.back().release(), {this});
    free_.pop_back();
    return out;
}

void compiled_charts_pool::take_back(compiled_charts* c) {
    std::unique_ptr<compiled_charts> back(c);
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(back));
}

}  // namespace motcua::runtime
