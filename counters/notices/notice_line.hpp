// The notices that wait for one carrier. Each waits for its moment on the office's clock and, after a
// failure, for the wall's; what cannot be delivered now keeps nobody else waiting. Every step is reported
// before the next: at least once, and told apart by the duty's number. Own thread; take, wake and close from
// any.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "counters/notices/carrier.hpp"
#include "engine/base/clock.hpp"

namespace motcua::notices {

// False: the duty is settled already, or nobody keeps reports any more.
using reporter = std::function<bool(progress_report)>;

struct line_settings {
    // With `ticks` the office's clock runs by itself; else wake() says that it moved.
    bool ticks = true;
    std::chrono::milliseconds first_pause{15'000};  // after a failure; doubled each time
    std::chrono::milliseconds longest_pause{3'600'000};
    int most_attempts = 120;  // five days of them; then the duty has failed
};

class notice_line {
public:
    // All outlive the line.
    notice_line(carrier& by, reporter keep, const clock& time, line_settings how);
    ~notice_line() { close(); }
    notice_line(const notice_line&) = delete;
    notice_line& operator=(const notice_line&) = delete;

    // `at`: milliseconds since 1970 UTC on the office's clock; 0: at once.
    void take(duty d, std::int64_t at);
    void wake();
    void close();

private:
    using moment = std::chrono::steady_clock::time_point;
    struct waiting {
        duty what;
        std::int64_t at = 0;
        moment again{};
        int failures = 0;
    };
    void serve();
    bool attempt(waiting& w);  // false: to be tried again
    std::optional<moment> next_look() const;
    std::vector<waiting> ready();
    void notify();

    carrier& carrier_;
    const reporter keep_;
    const clock& clock_;
    const line_settings how_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<waiting> waiting_;
    bool stopping_ = false, woken_ = false;
    std::thread thread_;
};

}  // namespace motcua::notices
