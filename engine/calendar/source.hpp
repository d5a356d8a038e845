// What the calendar files say, before tables are made of it: dated weeks, year entries, offices. A plain
// value.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "engine/base/time.hpp"
#include "engine/calendar/day.hpp"
#include "engine/calendar/term.hpp"

namespace motcua::calendar {

// Working and receiving time by weekday, valid from a day on until the next one begins.
struct week {
    struct hours {
        std::vector<span_of_day> working, receiving;
    };
    local_day from{};
    std::array<hours, 7> days;  // 0 Sunday … 6 Saturday
    hours worked_saturday;
    std::string source;
};

struct office_source {
    std::vector<week> weeks;         // instead of the common ones, from their day on
    std::vector<day_entry> entries;  // closures and openings
};

struct year_source {
    int year = 0;
    bool provisional = false;
    std::vector<day_entry> entries;  // computed ones included
};

struct calendar_source {
    std::string folder;
    std::vector<week> weeks;
    std::vector<year_source> years;  // without a gap, in order
    std::map<std::string, office_source> offices;
    counting defaults;  // of the base file: used where no rule set is at hand
    std::string hash;   // of all files
};

}  // namespace motcua::calendar
