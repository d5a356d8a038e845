// The Vietnamese lunar calendar by astronomy: months begin on the day of the new moon at UTC+7, the eleventh
// month holds the winter solstice, a leap month is the first one without a major solar term. Valid from 1900
// to 2100. After J. Meeus, Astronomical Algorithms, chapters 25 and 49. Pure; used for years without an
// announced calendar.
#pragma once

#include <optional>

#include "engine/base/time.hpp"

namespace motcua::calendar {

struct lunar_date {
    int year = 0;
    int month = 0;  // 1 … 12
    int day = 0;    // 1 … 30
    bool leap = false;
    friend bool operator==(const lunar_date&, const lunar_date&) = default;
};

// The first day of the lunar year, Tết.
local_day lunar_new_year(int year);
// nullopt where the year has no such day (a 30th in a month of 29, a leap month it does not have).
std::optional<local_day> to_solar(const lunar_date& d);
lunar_date to_lunar(local_day d);

}  // namespace motcua::calendar
