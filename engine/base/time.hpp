// Instants are UTC with milliseconds; people and calendars speak Vietnamese local time (UTC+7, no daylight saving).
// Text in and out is ISO 8601. Nothing here reads a clock: see clock.hpp.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace motcua {

using instant = std::chrono::sys_time<std::chrono::milliseconds>;
using local_instant = std::chrono::local_time<std::chrono::milliseconds>;
using local_day = std::chrono::local_days;

inline constexpr std::chrono::hours local_offset{7};

constexpr local_instant to_local(instant t) { return local_instant{t.time_since_epoch() + local_offset}; }
constexpr instant to_instant(local_instant t) { return instant{t.time_since_epoch() - local_offset}; }
constexpr local_day day_of(local_instant t) { return std::chrono::floor<std::chrono::days>(t); }
constexpr local_day day_of(instant t) { return day_of(to_local(t)); }

// "2026-02-27T17:00:00+07:00" (milliseconds only when they are not zero)
std::string to_iso(instant t);
void append_iso(std::string& out, instant t);
// "2026-02-27"
std::string to_iso(local_day d);

// Accepts "2026-02-27T17:00", ":00", ".250" and an offset ("+07:00", "Z"); without one the text is local time.
std::optional<instant> parse_instant(std::string_view text);
// Accepts "2026-02-27" only; rejects days that do not exist.
std::optional<local_day> parse_day(std::string_view text);
// "07:30" → 450 minutes after midnight; "24:00" is allowed.
std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text);

}  // namespace motcua
