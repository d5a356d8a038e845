#include "engine/calendar/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/calendar/working_time.hpp"
#include "engine/calendar/table.hpp"

namespace motcua::calendar {

using namespace std::chrono;

working_calendar::working_calendar(std::shared_ptr<const table> days) : table_(std::move(days)) {}

const std::string& working_calendar::hash() const {
    return table_->hash;
}
const std::string& working_calendar::office() const {
    return table_->office;
}
local_day working_calendar::first_day() const {
    return table_->first;
}
local_day working_calendar::last_day() const {
    return table_->day(table_->size() - 1);
}

result<day_facts> working_calendar::day(local_day d) const {
    const table& t = *table_;
    const int i = t.index(d);
    if (!t.has(i)) return unknown_year(t, i);
    day_facts f;
    f.day = d;
    f.kind = t.kind[static_cast<std::size_t>(i)];
    f.working = t.working(i);
    f.working_time = t.hours(i).working;
    f.receiving_time = t.hours(i).receiving;
    f.provisional = t.provisional(i);
    const auto from = std::lower_bound(t.entries.begin(), t.entries.end(), d,
                                       [](const day_entry& e, local_day wanted) { return e.day < wanted; });
    for (auto e = from; e != t.entries.end() && e->day == d; ++e) f.entries.push_back(*e);
    return f;
}

result<bool> working_calendar::is_working_day(local_day d) const {
    const int i = table_->index(d);
    if (!table_->has(i)) return unknown_year(*table_, i);
    return table_->working(i);
}

result<local_day> working_calendar::add_working_days(local_day d, int n) const {
    const table& t = *table_;
    const int i = t.index(d);
    if (!t.has(i)) return unknown_year(t, i);
    const int place = n > 0 ? table::at(t.working_before, i + 1) + n - 1 : table::at(t.working_before, i) + n;
    if (place < 0) return unknown_year(t, -1);
    if (place >= static_cast<int>(t.working_days.size())) return unknown_year(t, t.size());
    return t.day(table::at(t.working_days, place));
}

result<int> working_calendar::working_days_between(local_day from, local_day to) const {
    const table& t = *table_;
    const int a = t.index(from), b = t.index(to);
    if (!t.has(a)) return unknown_year(t, a);
    if (!t.has(b)) return unknown_year(t, b);
    return table::at(t.working_before, b + 1) - table::at(t.working_before, a + 1);
}

result<instant> working_calendar::opening(local_day d) const {
    const int i = table_->index(d);
    if (!table_->has(i)) return unknown_year(*table_, i);
    if (!table_->working(i))
        return fail(failure::kind::bad_input, to_iso(d) + " has no working time; name a working day");
    return moment(*table_, i, table_->hours(i).opens);
}

result<instant> working_calendar::closing(local_day d) const {
    const int i = table_->index(d);
    if (!table_->has(i)) return unknown_year(*table_, i);
    if (!table_->working(i))
        return fail(failure::kind::bad_input, to_iso(d) + " has no working time; name a working day");
    return moment(*table_, i, table_->hours(i).closes);
}

namespace {

bool inside(const std::vector<span_of_day>& spans, milliseconds of_day) {
    return std::any_of(spans.begin(), spans.end(),
                       [&](const span_of_day& s) { return s.from <= of_day && of_day < s.to; });
}

// The first moment at or after t inside the spans that `spans_of(i)` gives for day i.
template <class Spans>
result<instant> first_inside(const table& t, instant from, Spans spans_of) {
    int i = t.index(day_of(from));
    if (!t.has(i)) return unknown_year(t, i);
    milliseconds of_day = to_local(from) - day_of(from);
    for (; i < t.size(); ++i, of_day = milliseconds{0})
        for (const span_of_day& s : spans_of(i))
            if (of_day < s.to) return instant{moment(t, i, 0) + std::max<milliseconds>(of_day, s.from)};
    return unknown_year(t, i);
}

}  // namespace

result<bool> working_calendar::is_working(instant t) const {
    const int i = table_->index(day_of(t));
    if (!table_->has(i)) return unknown_year(*table_, i);
    return inside(table_->hours(i).working, to_local(t) - day_of(t));
}

result<bool> working_calendar::is_receiving(instant t) const {
    const int i = table_->index(day_of(t));
    if (!table_->has(i)) return unknown_year(*table_, i);
    return inside(table_->hours(i).receiving, to_local(t) - day_of(t));
}

result<instant> working_calendar::next_working_moment(instant t) const {
    return first_inside(
        *table_, t, [&](int i) -> const auto& { return table_->hours(i).working; });
}

result<instant> working_calendar::next_receiving_moment(instant t) const {
    return first_inside(
        *table_, t, [&](int i) -> const auto& { return table_->hours(i).receiving; });
}

result<instant> working_calendar::add_working_time(instant t, milliseconds amount) const {
    if (amount < milliseconds{0}) return subtract_working_time(t, -amount);
    if (amount == milliseconds{0}) return next_working_moment(t);
    const auto before = worked_before(*table_, t);
    if (!before) return tl::make_unexpected(before.error());
    return end_of_work(*table_, *before + amount);
}

result<instant> working_calendar::subtract_working_time(instant t, milliseconds amount) const {
    if (amount < milliseconds{0}) return add_working_time(t, -amount);
    const auto before = worked_before(*table_, t);
    if (!before) return tl::make_unexpected(before.error());
    if (amount == milliseconds{0}) return end_of_work(*table_, *before);
    return begin_of_work(*table_, *before - amount);
}

result<milliseconds> working_calendar::working_time_between(instant from, instant to) const {
    const auto a = worked_before(*table_, from), b = worked_before(*table_, to);
    if (!a) return tl::make_unexpected(a.error());
    if (!b) return tl::make_unexpected(b.error());
    return *b - *a;
}

}  // namespace motcua::calendar
