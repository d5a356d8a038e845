#include "engine/lab/scxml/loopback_http.hpp"

#include <thread>

#include "engine/lab/scxml/http_message.hpp"

namespace motcua::lab {

namespace {

constexpr std::string_view own_address = "http://loopback.invalid:80/scxml";

}  // namespace

std::vector<interpreter::io_processor> loopback_processors() {
    return {{std::string(http_processor), "basichttp", std::string(own_address)}};
}

std::string loopback_request(const interpreter::outgoing& message) {
    const auto to = parse_address(message.target);
    if (!to || !message.target.starts_with(own_address)) return {};
    auto raw = to_request(message, *to);
    return from_request(raw) ? raw : std::string();
}

arrival arrival_of_request(const std::string& request) {
    return {*from_request(request), machine_of(request), false};
}

void loopback_http::send(const interpreter::outgoing& message) {
    const auto request = loopback_request(message);
    waiting_.push_back(request.empty() ? lost_message(message, "nobody answers at " + message.target)
                                       : arrival_of_request(request));
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
