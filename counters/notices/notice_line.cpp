#include "counters/notices/notice_line.hpp"

#include <algorithm>

#include "engine/base/log.hpp"

namespace motcua::notices {
namespace {

constexpr std::chrono::seconds between_looks{5};  // at a clock that ticks, and may have leapt meanwhile

}  // namespace

notice_line::notice_line(carrier& by, reporter keep, const clock& time, line_settings how)
    : carrier_(by), keep_(std::move(keep)), clock_(time), how_(how) {
    thread_ = std::thread([this] { serve(); });
}

void notice_line::take(duty d, std::int64_t at) {
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back({std::move(d), at, {}, 0});
        woken_ = true;
    }
    changed_.notify_one();
}

void notice_line::wake() {
    {
        const std::lock_guard lock(mutex_);
        woken_ = true;
    }
    changed_.notify_one();
}

void notice_line::close() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    carrier_.hurry();
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
}

// With the mutex held, as the next.
std::optional<notice_line::moment> notice_line::next_look() const {
    const auto office = clock_.now().time_since_epoch().count();
    std::optional<moment> out;
    for (const auto& w : waiting_) {
        if (w.at > office && !how_.ticks) continue;
        const auto at = w.at > office ? std::chrono::steady_clock::now() + between_looks : w.again;
        if (!out || at < *out) out = at;
    }
    return out;
}

std::vector<notice_line::waiting> notice_line::ready() {
    const auto office = clock_.now().time_since_epoch().count();
    const auto now = std::chrono::steady_clock::now();
    const auto rest = std::stable_partition(waiting_.begin(), waiting_.end(),
                                            [&](const waiting& w) { return w.at > office || w.again > now; });
    std::vector<waiting> out(std::make_move_iterator(rest), std::make_move_iterator(waiting_.end()));
    waiting_.erase(rest, waiting_.end());
    return out;
}

void notice_line::serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
        const auto called = [this] { return stopping_ || woken_; };
        if (const auto until = next_look())
            changed_.wait_until(lock, *until, called);
        else
            changed_.wait(lock, called);
        woken_ = false;
        for (auto& w : ready()) {
            if (stopping_) return;
            lock.unlock();
            const bool settled = attempt(w);
            lock.lock();
            if (!settled) waiting_.push_back(std::move(w));
        }
        if (stopping_) return;
    }
}

bool notice_line::attempt(waiting& w) {
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
    const auto pause = how_.first_pause * (std::int64_t{1} << std::min(w.failures++, 20));
    w.again = std::chrono::steady_clock::now() + std::min(pause, how_.longest_pause);
    return false;
}

}  // namespace motcua::notices
