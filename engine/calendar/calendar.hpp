// The legal calendar of one office as an immutable value: which day is worked and why, when the office works
// and receives, and the arithmetic of terms on it. Cheap to copy (shared tables), safe on any thread. It
// reads no clock and no file (read.hpp does). Every answer outside the known years is a failure that names
// the missing year file.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/calendar/day.hpp"
#include "engine/calendar/derivation.hpp"
#include "engine/calendar/term.hpp"

namespace motcua::calendar {

struct table;

struct due_date {
    instant at;
    bool provisional = false;  // reaches a year without an announced calendar
    bool unconfirmed = false;  // an entry on the way is not confirmed
};

class working_calendar {
public:
    explicit working_calendar(std::shared_ptr<const table> days);

    // SHA-256 of what the files say together with the office's name.
    const std::string& hash() const;
    const std::string& office() const;  // empty: no office in particular
    local_day first_day() const;
    local_day last_day() const;
    bool covers(local_day d) const { return d >= first_day() && d <= last_day(); }

    // Days
    result<day_facts> day(local_day d) const;
    result<bool> is_working_day(local_day d) const;
    // The n-th working day after d (n > 0) or before it (n < 0); n = 0: d itself, or the next working day.
    result<local_day> add_working_days(local_day d, int n) const;
    // Working days in (from, to]; negative when to is before from.
    result<int> working_days_between(local_day from, local_day to) const;
    // First and last working moment of a day; a day off fails as bad input.
    result<instant> opening(local_day d) const;
    result<instant> closing(local_day d) const;

    // Moments. Spans are half open: 11:00 is lunch, 13:00 is work.
    result<bool> is_working(instant t) const;
    result<bool> is_receiving(instant t) const;
    result<instant> next_working_moment(instant t) const;
    result<instant> next_receiving_moment(instant t) const;
    // Moves forward (backward) by working time; a whole span ends at its end (begins at its begin). Zero: the
    // next working moment (the last one).
    result<instant> add_working_time(instant t, std::chrono::milliseconds amount) const;
    result<instant> subtract_working_time(instant t, std::chrono::milliseconds amount) const;
    result<std::chrono::milliseconds> working_time_between(instant from, instant to) const;

    // Terms. `added` prolongs the term by whole days of its own kind (working days, or calendar days for a
    // term in calendar days) or by working time: what suspensions add.
    struct prolongation {
        int days = 0;
        std::chrono::milliseconds time{0};
    };
    result<due_date> due(instant accepted, const term& t, const counting& rules, prolongation added) const;
    result<due_date> due(instant accepted, const term& t, const counting& rules) const;
    // The day that counts as the day of acceptance, cut-off included.
    result<local_day> counted_day(instant accepted, const term& t, const counting& rules) const;
    // What the days between two moments rest on; `at` is the later one.
    result<due_date> footing(instant from, instant to) const;
    // The same date with each day on the way: counted or skipped, kind, reason, source, confirmed.
    result<derivation> explain(instant accepted, const term& t, const counting& rules,
                               prolongation added) const;
    result<derivation> explain(instant accepted, const term& t, const counting& rules) const;

private:
    std::shared_ptr<const table> table_;
};

}  // namespace motcua::calendar
