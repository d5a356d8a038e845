// The precomputed tables behind working_calendar: prefix counts of working days, working minutes and
// unconfirmed entries by day, so that a due date is a few look-ups. Built once from a source and an office;
// immutable afterwards.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/time.hpp"
#include "engine/calendar/day.hpp"
#include "engine/calendar/source.hpp"

namespace motcua::calendar {

// The hours of a day; days with equal hours share one.
struct pattern {
    std::vector<span_of_day> working, receiving;
    std::int32_t minutes = 0;            // of working time
    std::int32_t opens = 0, closes = 0;  // first and last working minute
    friend bool operator==(const pattern&, const pattern&) = default;
};

struct table {
    std::string hash, office, folder;
    local_day first{};
    std::vector<pattern> patterns;
    // By day, counted from `first`.
    std::vector<std::uint16_t> pattern_of;
    std::vector<day_kind> kind;
    std::vector<std::uint16_t> week_of;  // where the hours of the day come from: into week_sources
    // One longer than the days: how much lies before day i.
    std::vector<std::int32_t> working_before, minutes_before, unconfirmed_before, provisional_before;
    std::vector<std::int32_t> working_days;  // the day index of the n-th working day
    std::vector<day_entry> entries;          // by day
    std::vector<std::string> week_sources;

    int size() const { return static_cast<int>(pattern_of.size()); }
    int index(local_day d) const { return static_cast<int>((d - first).count()); }
    bool has(int i) const { return i >= 0 && i < size(); }
    local_day day(int i) const { return first + std::chrono::days{i}; }
    const pattern& hours(int i) const { return patterns[pattern_of[static_cast<std::size_t>(i)]]; }
    bool working(int i) const { return hours(i).minutes > 0; }
    bool provisional(int i) const { return at(provisional_before, i + 1) != at(provisional_before, i); }
    static std::int32_t at(const std::vector<std::int32_t>& v, int i) {
        return v[static_cast<std::size_t>(i)];
    }
};

std::shared_ptr<const table> make_table(const calendar_source& source, const std::string& office);

// The week of the source that holds on a day: the office's own, else the common one.
const week& week_on(const calendar_source& source, const office_source* office, local_day d);

}  // namespace motcua::calendar
