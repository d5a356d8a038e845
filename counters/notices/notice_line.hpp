// The notices that wait for one carrier. Each waits for its moment on the office's clock and, after a
// failure, for the wall's; what cannot be delivered now keeps nobody else waiting. Every step is reported
// before the next: at least once, and told apart by the duty's number. Delivers on its executor, one notice
// at a time; take, wake and close from any thread.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <functional>
#include <memory>

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
    // All outlive the line. `pool` may be blocked by a delivery, and runs until close() has returned.
    notice_line(boost::asio::any_io_executor pool, carrier& by, reporter keep, const clock& time,
                line_settings how);
    ~notice_line() { close(); }
    notice_line(const notice_line&) = delete;
    notice_line& operator=(const notice_line&) = delete;

    // `at`: milliseconds since 1970 UTC on the office's clock; 0: at once.
    void take(duty d, std::int64_t at);
    void wake();
    // Waits for what is under way, hence not on the only thread of the pool. Twice is allowed.
    void close();

private:
    class worker;
    std::shared_ptr<worker> worker_;
};

}  // namespace motcua::notices
