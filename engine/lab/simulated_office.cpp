#include "engine/lab/simulated_office.hpp"

namespace motcua::lab {

simulated_office::simulated_office(options how, virtual_clock& time, agent& printers)
    : how_(std::move(how)), time_(time), printers_(printers) {
    how_.time = &time_;
    how_.on_commit = [this](const change& news) { printers_.outbox_request(news); };
}

bool simulated_office::open(open_error& error) {
    engine_ = engine::open(how_, error);
    if (!engine_) return false;
    if (opened_before_) printers_.restarted(*engine_);
    opened_before_ = true;
    return true;
}

}  // namespace motcua::lab
