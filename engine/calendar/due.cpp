// The arithmetic of terms: working_calendar's due and counted_day, by look-up only.
#include <algorithm>

#include "engine/base/result.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/calendar/working_time.hpp"
#include "engine/calendar/table.hpp"

namespace motcua::calendar {
namespace {

using namespace std::chrono;

tl::unexpected<failure> bad_term() {
    return fail(failure::kind::bad_input, "a term has between 1 and " + std::to_string(longest_term) +
                                              " units; correct the procedure's term");
}

bool acceptable(const term& t) {
    return t.in == unit::at_once || (t.amount >= 1 && t.amount <= longest_term);
}

// The day index of the n-th working day after day i (n ≥ 1), or -1.
int nth_after(const table& t, int i, int n) {
    const int place = table::at(t.working_before, i + 1) + n - 1;
    if (place >= static_cast<int>(t.working_days.size())) return -1;
    return table::at(t.working_days, place);
}

// The counted day's index, or -1 beyond the tables.
int counted_index(const table& t, int i, milliseconds of_day, const term& length, const counting& rules) {
    if (past_cut_off(t, i, of_day, length, rules)) return nth_after(t, i, 1);
    if (length.in != unit::at_once) return i;
    const auto& spans = t.hours(i).working;
    const bool inside = std::any_of(spans.begin(), spans.end(),
                                    [&](const span_of_day& s) { return s.from <= of_day && of_day < s.to; });
    const bool later_today = rules.at_once_outside == counting::outside::next_working_moment &&
                             !spans.empty() && of_day < spans.back().to;
    return inside || later_today ? i : nth_after(t, i, 1);
}

instant end_of(const table& t, int i, milliseconds of_day, const term& length, const counting& rules) {
    const pattern& p = t.hours(i);
    const bool same_clock = rules.day_ends == counting::due_at::same_clock_time && length.in != unit::at_once;
    if (!same_clock) return moment(t, i, p.closes);
    for (const span_of_day& s : p.working)
        if (of_day <= s.to) return instant{moment(t, i, 0) + std::max<milliseconds>(of_day, s.from)};
    return moment(t, i, p.closes);
}

due_date marked(const table& t, int from, instant at) {
    const int to = t.index(day_of(at));
    return {at, table::at(t.provisional_before, to + 1) != table::at(t.provisional_before, from),
            table::at(t.unconfirmed_before, to + 1) != table::at(t.unconfirmed_before, from)};
}

result<due_date> due_in_hours(const table& t, instant accepted, int i, const term& length,
                              milliseconds added) {
    const auto before = worked_before(t, floor<minutes>(accepted));
    if (!before) return tl::make_unexpected(before.error());
    const auto at = end_of_work(t, *before + hours{length.amount} + added);
    if (!at) return tl::make_unexpected(at.error());
    return marked(t, i, *at);
}

}  // namespace

result<due_date> working_calendar::due(instant accepted, const term& length, const counting& rules) const {
    return due(accepted, length, rules, {});
}

result<due_date> working_calendar::due(instant accepted, const term& length, const counting& rules,
                                       prolongation added) const {
    const table& t = *table_;
    const local_day d = day_of(accepted);
    const int i = t.index(d);
    if (!t.has(i)) return unknown_year(t, i);
    if (!acceptable(length) || added.days < 0 || added.days > longest_term) return bad_term();
    if (length.in == unit::working_hours) return due_in_hours(t, accepted, i, length, added.time);
    const milliseconds of_day = to_local(accepted) - d;
    int last = counted_index(t, i, of_day, length, rules);
    if (last < 0) return unknown_year(t, t.size());
    if (length.in == unit::calendar_days) {
        last += length.amount + added.days;
        if (!t.has(last)) return unknown_year(t, last);
        if (!t.working(last)) last = nth_after(t, last, 1);
    } else if (const int n = length.amount + added.days; n > 0) {
        last = nth_after(t, last, n);
    }
    if (last < 0) return unknown_year(t, t.size());
    return marked(t, i, end_of(t, last, of_day, length, rules));
}

result<due_date> working_calendar::footing(instant from, instant to) const {
    const table& t = *table_;
    const int first = t.index(day_of(from)), last = t.index(day_of(to));
    if (!t.has(first)) return unknown_year(t, first);
    if (!t.has(last)) return unknown_year(t, last);
    return marked(t, first, to);
}

result<local_day> working_calendar::counted_day(instant accepted, const term& length,
                                                const counting& rules) const {
    const table& t = *table_;
    const local_day d = day_of(accepted);
    const int i = t.index(d);
    if (!t.has(i)) return unknown_year(t, i);
    const int counted = counted_index(t, i, to_local(accepted) - d, length, rules);
    if (counted < 0) return unknown_year(t, t.size());
    return t.day(counted);
}

}  // namespace motcua::calendar
