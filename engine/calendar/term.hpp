// What is counted and how: the length of a term with its unit, and the dated parameters of counting that a
// rule set carries. Plain values; the arithmetic is in calendar.hpp.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/json.hpp"

namespace motcua::calendar {

enum class unit : unsigned char { working_days, working_hours, calendar_days, at_once };

struct term {
    unit in = unit::working_days;
    int amount = 0;  // ≥ 1; 0 for at_once

    friend bool operator==(const term&, const term&) = default;
};

constexpr term working_days(int n) {
    return {unit::working_days, n};
}
constexpr term working_hours(int n) {
    return {unit::working_hours, n};
}
constexpr term calendar_days(int n) {
    return {unit::calendar_days, n};
}
constexpr term at_once() {
    return {unit::at_once, 0};
}

inline constexpr int longest_term = 3660;  // units; more is taken for a mistake

// "working-days", "working-hours", "calendar-days", "at-once"
std::string_view to_text(unit u);
std::optional<unit> parse_unit(std::string_view text);
// The amount of a term as authors write it: "7"; "0.5" or "0,5" working days are half days of 4 working hours
// each.
std::optional<term> parse_term(std::string_view amount, unit u);
// The same from half units (15: seven and a half): what procedure files hold.
std::optional<term> term_of_halves(unit u, int halves);
// "7 ngày làm việc", "4 giờ làm việc", "10 ngày", "giải quyết ngay"
std::string in_words(const term& t);
json to_json(const term& t);
std::optional<term> term_from_json(const json& v);

// The parameters of counting. The values here are those of an empty rule-set file and nothing else relies on
// them.
struct counting {
    enum class due_at : unsigned char { end_of_working_time, same_clock_time };
    enum class outside : unsigned char { next_working_day, next_working_moment };

    bool cut_off_on = true;                  // for terms in working days,
    bool at_once_cut_off_on = false;         // and for "at once": due at the end of the next working day
    std::chrono::minutes cut_off{15 * 60};   // after midnight; "at or after" counts as the next working day
    std::chrono::minutes before_closing{0};  // not zero: the cut-off lies so long before the day's closing
    due_at day_ends = due_at::end_of_working_time;
    outside at_once_outside = outside::next_working_day;  // "at once", accepted outside working time

    friend bool operator==(const counting&, const counting&) = default;
};

// What one procedure says of the cut-off, whatever its rule set says: a law of its own asks for the shift or
// forbids it.
struct own_cut_off {
    enum class shift : unsigned char { none, from_clock_time, before_closing };
    shift how = shift::none;
    int minutes = 0;  // after midnight, or before the day's closing

    friend bool operator==(const own_cut_off&, const own_cut_off&) = default;
};
counting with(counting rules, const std::optional<own_cut_off>& own);

}  // namespace motcua::calendar
