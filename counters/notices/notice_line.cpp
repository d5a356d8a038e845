#include "counters/notices/notice_line.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <future>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/log.hpp"

namespace motcua::notices {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds between_looks{5};  // at a clock that ticks, and may have leapt meanwhile

}  // namespace

// Everything but stop() runs on the strand. Handlers that come after the end find it stopped and touch
// nothing that may be gone.
class notice_line::worker : public std::enable_shared_from_this<worker> {
public:
    worker(asio::any_io_executor pool, carrier& by, reporter keep, const clock& time, line_settings how)
        : carrier_(by),
          keep_(std::move(keep)),
          clock_(time),
          how_(how),
          strand_(asio::make_strand(std::move(pool))),
          next_look_(strand_) {}

    void take(duty d, std::int64_t at);
    void wake();
    void stop();

private:
    using moment = std::chrono::steady_clock::time_point;
    struct waiting {
        duty what;
        std::int64_t at = 0;
        moment again{};
        int failures = 0;
    };
    void look_soon();
    void look();
    void plan();
    std::optional<moment> next_look() const;
    std::vector<waiting> ready();
    bool attempt(waiting& w);  // false: to be tried again
    bool attempt_or_log(waiting& w);
    void pause(waiting& w) const;

    carrier& carrier_;
    const reporter keep_;
    const clock& clock_;
    const line_settings how_;
    const asio::strand<asio::any_io_executor> strand_;
    std::vector<waiting> waiting_;
    bool coming_ = false;
    std::atomic<bool> stopping_{false};
    asio::steady_timer next_look_;
};

notice_line::notice_line(asio::any_io_executor pool, carrier& by, reporter keep, const clock& time,
                         line_settings how)
    : worker_(std::make_shared<worker>(std::move(pool), by, std::move(keep), time, how)) {}

void notice_line::take(duty d, std::int64_t at) {
    worker_->take(std::move(d), at);
}

void notice_line::wake() {
    worker_->wake();
}

void notice_line::close() {
    worker_->stop();
}

void notice_line::worker::take(duty d, std::int64_t at) {
    asio::post(strand_, [self = shared_from_this(), d = std::move(d), at]() mutable {
        self->waiting_.push_back({std::move(d), at, {}, 0});
        self->look_soon();
    });
}

void notice_line::worker::wake() {
    asio::post(strand_, [self = shared_from_this()] { self->look_soon(); });
}

// Once for all that come together.
void notice_line::worker::look_soon() {
    if (std::exchange(coming_, true)) return;
    asio::post(strand_, [self = shared_from_this()] {
        self->coming_ = false;
        self->look();
    });
}

void notice_line::worker::stop() {
    if (stopping_.exchange(true)) return;
    carrier_.hurry();
    std::promise<void> ended;
    asio::post(strand_, [self = shared_from_this(), &ended] {
        self->next_look_.cancel();
        ended.set_value();
    });
    ended.get_future().wait();
}

void notice_line::worker::look() {
    for (auto& w : ready()) {
        if (stopping_) return;
        if (!attempt_or_log(w)) waiting_.push_back(std::move(w));
    }
    plan();
}

void notice_line::worker::plan() {
    const auto at = next_look();
    if (stopping_ || !at) return;
    next_look_.expires_at(*at);
    next_look_.async_wait(
        asio::bind_executor(strand_, [self = shared_from_this()](const boost::system::error_code& cancelled) {
            if (!cancelled) self->look();
        }));
}

std::optional<notice_line::worker::moment> notice_line::worker::next_look() const {
    const auto office = clock_.now().time_since_epoch().count();
    std::optional<moment> out;
    for (const auto& w : waiting_) {
        if (w.at > office && !how_.ticks) continue;
        const auto at = w.at > office ? std::chrono::steady_clock::now() + between_looks : w.again;
        if (!out || at < *out) out = at;
    }
    return out;
}

std::vector<notice_line::worker::waiting> notice_line::worker::ready() {
    if (stopping_) return {};
    const auto office = clock_.now().time_since_epoch().count();
    const auto now = std::chrono::steady_clock::now();
    const auto rest = std::stable_partition(waiting_.begin(), waiting_.end(),
                                            [&](const waiting& w) { return w.at > office || w.again > now; });
    std::vector<waiting> out(std::make_move_iterator(rest), std::make_move_iterator(waiting_.end()));
    waiting_.erase(rest, waiting_.end());
    return out;
}

// A fault of one notice must not end the others, nor the program.
bool notice_line::worker::attempt_or_log(waiting& w) {
    try {
        return attempt(w);
    } catch (const std::exception& e) {
        log().error("duty={} notice={} by={} threw why=\"{}\"", w.what.id, w.what.name, carrier_.name(),
                    e.what());
        return pause(w), false;
    }
}

bool notice_line::worker::attempt(waiting& w) {
    auto& d = w.what;
    const auto say = [&](std::string_view state, std::string why) {
        return keep_({d.id, std::string(state), std::move(why), std::string(carrier_.name()), ""});
    };
    if (d.state == "queued" && !say("sending", "")) return true;
    if (d.state == "queued") ++d.attempts;
    auto became = carrier_.deliver(d);
    if (became.what == delivery::kind::done) return say("done", ""), true;
    log().warn("duty={} notice={} by={} attempt={} reason=\"{}\"", d.id, d.name, carrier_.name(), d.attempts,
               became.why);
    const bool enough = d.attempts >= how_.most_attempts;
    if (became.what == delivery::kind::refused || enough) {
        if (enough) became.why = "thôi gửi sau " + std::to_string(d.attempts) + " lần: " + became.why;
        return say("failed", std::move(became.why)), true;
    }
    say("queued", std::move(became.why));
    d.state = "queued";
    return pause(w), false;
}

void notice_line::worker::pause(waiting& w) const {
    const auto pause = how_.first_pause * (std::int64_t{1} << std::min(w.failures++, 20));
    w.again = std::chrono::steady_clock::now() + std::min(pause, how_.longest_pause);
}

}  // namespace motcua::notices
