#include "counters/app/warnings.hpp"

#include <boost/asio/bind_executor.hpp>
#include <ostream>

#include "counters/app/asked.hpp"
#include "engine/base/log.hpp"

namespace motcua::app {
namespace {

constexpr std::chrono::minutes between_looks{1};

}  // namespace

void daily_warnings::print(std::ostream& to) {
    look_later();
    const auto now = asked(engine_, "warnings", {});
    if (!now) return;  // the next look says what is the matter
    said_on_ = day_of(clock_.now());
    for (const auto& w : now->at("items").as_array())
        to << "motcua: warning: " << get_string(w, "message") << ' ' << get_string(w, "next") << '\n';
    to << std::flush;
}

void daily_warnings::stop() {
    stopped_ = true;
    next_look_.cancel();
}

void daily_warnings::look_later() {
    if (stopped_) return;
    next_look_.expires_after(between_looks);
    next_look_.async_wait([this](const boost::system::error_code& cancelled) {
        if (!cancelled) look();
    });
}

void daily_warnings::look() {
    look_later();
    if (stopped_ || said_on_ == day_of(clock_.now())) return;
    engine_.async_ask({"warnings", "{}"},
                      boost::asio::bind_executor(next_look_.get_executor(), [this](engine::reply said) {
                          log_once(content_of(std::move(said)));
                      }));
}

void daily_warnings::log_once(const result<json>& warnings) {
    if (!warnings) return log().warn("warnings=unread why=\"{}\"", warnings.error().message);
    said_on_ = day_of(clock_.now());
    for (const auto& w : warnings->at("items").as_array())
        log().warn("warning={} until={} message=\"{}\" next=\"{}\"", get_string(w, "kind"),
                   get_string(w, "until"), get_string(w, "message"), get_string(w, "next"));
}

}  // namespace motcua::app
