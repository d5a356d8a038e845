// The entries of a year without an announced calendar: holidays by sun and moon, made up where they fall on
// weekly days off.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/calendar/lunar.hpp"
#include "engine/calendar/reading.hpp"
#include "engine/calendar/table.hpp"

namespace motcua::calendar {
namespace {

using namespace std::chrono;

std::vector<local_day> days_of(const computed_holiday& h, int y) {
    std::vector<local_day> out;
    if (h.by == computed_holiday::rule::tet) {
        const local_day first = lunar_new_year(y) - days{h.before};
        for (int i = 0; i < h.days; ++i) out.push_back(first + days{i});
    } else if (h.by == computed_holiday::rule::lunar) {
        if (const auto d = to_solar({y, h.month, h.day, false})) out.push_back(*d);
    } else {
        const year_month_day d{year{y}, month{static_cast<unsigned>(h.month)},
                               day{static_cast<unsigned>(h.day)}};
        if (d.ok()) out.push_back(local_days{d});
    }
    return out;
}

bool weekly_off(const calendar_source& source, local_day d) {
    return week_on(source, nullptr, d).days[weekday{d}.c_encoding()].working.empty();
}

bool taken(const std::vector<day_entry>& entries, local_day d) {
    return std::any_of(entries.begin(), entries.end(),
                       [&](const day_entry& e) { return e.applies && e.day == d; });
}

// The next working day that nothing else takes; a year without one is a fault of the weeks, not a reason to
// search on.
std::optional<local_day> day_to_make_up(const calendar_source& source, const std::vector<day_entry>& entries,
                                        local_day holiday) {
    for (local_day d = holiday + days{1}; d <= holiday + days{366}; d += days{1})
        if (!weekly_off(source, d) && !taken(entries, d)) return d;
    return std::nullopt;
}

}  // namespace

void compute_entries(const calendar_source& source, year_file& file, const reading& in) {
    if (source.weeks.empty()) return;
    auto& entries = file.year.entries;
    std::vector<day_entry> holidays;
    for (const auto& h : file.computed)
        for (local_day d : days_of(h, file.year.year)) {
            day_entry e = h.like;
            e.day = d;
            e.kind = day_kind::holiday;
            e.confirmed = false;
            e.computed = true;
            e.made_up = h.made_up;
            holidays.push_back(std::move(e));
        }
    std::stable_sort(holidays.begin(), holidays.end(),
                     [](const auto& a, const auto& b) { return a.day < b.day; });
    entries.insert(entries.end(), holidays.begin(), holidays.end());
    for (const auto& h : holidays) {
        if (!h.made_up || !weekly_off(source, h.day)) continue;
        const auto d = day_to_make_up(source, entries, h.day);
        if (!d) {
            // The weeks' own faults say it better.
            if (in.found() == 0)
                in.fault(h.written, fmt::format("no working day follows {} within a year to make up for it; "
                                                "correct the working times of the base file",
                                                to_iso(h.day)));
            return;
        }
        day_entry made_up = h;
        made_up.day = *d;
        made_up.kind = day_kind::made_up_holiday;
        made_up.linked = h.day;
        entries.push_back(std::move(made_up));
    }
}

}  // namespace motcua::calendar
