// The office's time: the host's clock for as long as that can be believed. A clock that runs by itself is
// compared with the time of the last commit at every reading; where it is too far behind or ahead it is
// *held*: the office's time stands still and nothing that depends on the time is committed, until the clock
// is plausible again or a head has confirmed it. A clock that only moves when told is always believed.
// Reading: any thread. believe, committed: engine thread.
#pragma once

#include <atomic>
#include <limits>
#include <optional>

#include "engine/base/clock.hpp"
#include "engine/base/json.hpp"

namespace motcua::runtime {

struct clock_limits {
    // Up to this far behind the last commit, time only stands still until the clock has caught up.
    std::chrono::milliseconds behind{5'000};
    // Up to this far ahead of the last commit, or of the last reading that was believed, the PC has slept.
    std::chrono::milliseconds ahead = std::chrono::hours{14 * 24};
};

enum class doubt { none, behind, ahead };

struct clock_reading {
    instant clock{};  // what it shows
    instant now{};    // the office's time
    std::optional<instant> last_commit{};
    doubt why = doubt::none;

    bool held() const { return why != doubt::none; }
};

class judged_clock final : public clock {
public:
    // The host's clock outlives this one. Without a last commit every clock is believed.
    judged_clock(const clock& host, clock_limits limits, std::optional<instant> last_commit);

    instant now() const override { return read().now; }
    bool ticks() const override { return host_.ticks(); }
    clock_reading read() const;

    // A reading that was not held: the clock has come this far while somebody looked.
    void believe(const clock_reading& seen);
    void committed(instant at);

private:
    static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::min();
    const clock& host_;
    const clock_limits limits_;
    std::atomic<std::int64_t> last_commit_ = never;  // milliseconds since 1970
    std::atomic<std::int64_t> believed_ = never;
};

// {"held", "now", "clock", "last_commit"} and, where it is held, {"reason", "message", "next"}
json_object to_json(const clock_reading& seen);

}  // namespace motcua::runtime
