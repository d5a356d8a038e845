// Between instants and the tables: working time counted from the first known day, and back. Inner to this
// room.
#pragma once

#include <chrono>

#include "engine/base/result.hpp"
#include "engine/calendar/table.hpp"

namespace motcua::calendar {

// The failure for day index i outside the tables: names the file that is missing.
tl::unexpected<failure> unknown_year(const table& t, int i);

inline instant moment(const table& t, int i, std::int32_t minute) {
    return to_instant(local_instant{t.day(i)} + std::chrono::minutes{minute});
}

// Whether the rules shift an acceptance at this time of day i to the next working day.
bool past_cut_off(const table& t, int i, std::chrono::milliseconds of_day, const term& length,
                  const counting& rules);

// Working time from the first known day until t.
result<std::chrono::milliseconds> worked_before(const table& t, instant until);
// The earliest moment by which so much has been worked: the end of a span, never the begin of the next one.
result<instant> end_of_work(const table& t, std::chrono::milliseconds worked);
// The latest moment at which no more has been worked: the begin of a span, never the end of the one before.
result<instant> begin_of_work(const table& t, std::chrono::milliseconds worked);

}  // namespace motcua::calendar
