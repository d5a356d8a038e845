#include "engine/calendar/working_time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace motcua::calendar {

using namespace std::chrono;

tl::unexpected<failure> unknown_year(const table& t, int i) {
    const local_day edge = i < 0 ? t.first - days{1} : t.day(t.size());
    const local_day wanted = i < 0 ? std::min(t.day(i), edge) : std::max(t.day(i), edge);
    const int y = static_cast<int>(year_month_day{wanted}.year());
    const int next = static_cast<int>(year_month_day{edge}.year());
    const std::string folder = t.folder.empty() ? "" : t.folder + "/";
    return fail(failure::kind::not_found,
                fmt::format("no calendar is known for {}: add {}vn-{:04}.xml{}", y, folder, next,
                            next == y ? "" : " and the years up to it"));
}

bool past_cut_off(const table& t, int i, milliseconds of_day, const term& length, const counting& rules) {
    const bool on = length.in == unit::working_days ? rules.cut_off_on
                    : length.in == unit::at_once    ? rules.at_once_cut_off_on
                                                    : false;
    if (!on || !t.working(i)) return false;
    const bool clock_time = rules.before_closing == minutes{0};
    return of_day >= (clock_time ? rules.cut_off : minutes{t.hours(i).closes} - rules.before_closing);
}

result<milliseconds> worked_before(const table& t, instant until) {
    const local_day d = day_of(until);
    const int i = t.index(d);
    if (!t.has(i)) return unknown_year(t, i);
    const milliseconds of_day = to_local(until) - d;
    milliseconds worked = minutes{table::at(t.minutes_before, i)};
    for (const span_of_day& s : t.hours(i).working)
        if (of_day > s.from) worked += std::min<milliseconds>(of_day, s.to) - s.from;
    return worked;
}

result<instant> end_of_work(const table& t, milliseconds worked) {
    if (worked <= milliseconds{0}) return unknown_year(t, -1);
    // The first day before whose end so much has been worked.
    const auto whole = static_cast<std::int32_t>((worked + minutes{1} - milliseconds{1}) / minutes{1});
    const auto after = std::lower_bound(t.minutes_before.begin(), t.minutes_before.end(), whole);
    if (after == t.minutes_before.end()) return unknown_year(t, t.size());
    const int i = static_cast<int>(after - t.minutes_before.begin()) - 1;
    milliseconds rest = worked - minutes{table::at(t.minutes_before, i)};
    for (const span_of_day& s : t.hours(i).working) {
        if (rest <= s.to - s.from) return instant{moment(t, i, 0) + s.from + rest};
        rest -= s.to - s.from;
    }
    return unknown_year(t, t.size());
}

result<instant> begin_of_work(const table& t, milliseconds worked) {
    if (worked < milliseconds{0}) return unknown_year(t, -1);
    const auto whole = static_cast<std::int32_t>(worked / minutes{1});
    const auto after = std::upper_bound(t.minutes_before.begin(), t.minutes_before.end(), whole);
    if (after == t.minutes_before.end()) return unknown_year(t, t.size());
    const int i = static_cast<int>(after - t.minutes_before.begin()) - 1;
    milliseconds rest = worked - minutes{table::at(t.minutes_before, i)};
    for (const span_of_day& s : t.hours(i).working) {
        if (rest < s.to - s.from) return instant{moment(t, i, 0) + s.from + rest};
        rest -= s.to - s.from;
    }
    return unknown_year(t, t.size());
}

}  // namespace motcua::calendar
