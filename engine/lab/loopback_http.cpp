#include "engine/lab/loopback_http.hpp"

#include <thread>

#include "engine/lab/http_message.hpp"

namespace motcua::lab {

namespace {

constexpr std::string_view own_address = "http://loopback.invalid:80/scxml";

}  // namespace

std::vector<interpreter::io_processor> loopback_http::processors() const {
    return {{std::string(http_processor), "basichttp", std::string(own_address)}};
}

void loopback_http::send(const interpreter::outgoing& message) {
    const auto to = parse_address(message.target);
    if (to && message.target.starts_with(own_address)) {
        const auto raw = to_request(message, *to);
        if (auto e = from_request(raw)) return waiting_.push_back({std::move(*e), machine_of(raw), false});
    }
    waiting_.push_back(lost_message(message, "nobody answers at " + message.target));
}

std::optional<arrival> loopback_http::next(std::chrono::milliseconds) {
    if (waiting_.empty()) return std::nullopt;
    auto a = std::move(waiting_.front());
    waiting_.pop_front();
    return a;
}

void loopback_http::rest(std::chrono::milliseconds at_most) {
    if (waiting_.empty()) std::this_thread::sleep_for(at_most);
}

}  // namespace motcua::lab
