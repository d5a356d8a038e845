#include "engine/lab/simulated_office.hpp"

#include <limits>

namespace motcua::lab {

simulated_office::simulated_office(options how, virtual_clock& time, agent& printers)
    : how_(std::move(how)), time_(time), printers_(printers) {
    how_.time = &time_;
    how_.on = io_.get_executor();
}

bool simulated_office::open(open_error& error) {
    engine_ = engine::open(how_, error);
    if (!engine_) return false;
    // Nothing has happened yet: the engine works when the run waits for it.
    changes_ = engine_->subscribe(std::numeric_limits<std::size_t>::max());
    if (std::exchange(opened_before_, true)) {
        inside().settle();
        while (changes_->next()) {
        }
        printers_.restarted(*engine_);
    }
    return true;
}

void simulated_office::shut() {
    engine_.reset();
    changes_.reset();
}

void simulated_office::tell_printers() {
    while (const auto news = changes_->next()) printers_.outbox_request(*news);
}

}  // namespace motcua::lab
