// An oracle written apart from the engine: a calendar as one flag per minute, and due dates found by walking
// days and minutes one by one. It shares no code with engine/calendar; only the XML text it writes is read
// there.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace motcua::oracle {

// Minutes since the local midnight that begins day 0; days count from the world's first day.
using minute = std::int64_t;
inline constexpr minute minutes_a_day = 1440;

struct pause {
    minute from = 0, to = 0;
};

enum class kind { working_days, working_hours, calendar_days, at_once };

struct task {
    minute accepted = 0;
    kind in = kind::working_days;
    int amount = 0;
    bool cut_off_on = true;           // of terms in working days
    bool at_once_cut_off_on = false;  // of "at once"
    int cut_off = 900;                // minute of the day
    int before_closing = 0;           // not zero: the cut-off lies so many minutes before closing
    std::vector<pause> pauses;
};

struct world {
    int year = 0;  // the first of two
    int days = 0;
    std::vector<std::uint8_t> works;                         // by minute
    std::vector<std::pair<std::string, std::string>> files;  // the same world as calendar files

    bool day_works(std::int64_t day) const;
    minute last_work_of(std::int64_t day) const;  // the minute after the last worked one
};

// A random world of two years: weeks, lunch breaks, half days, holidays, swaps, closures of the office
// "here".
world make_world(std::mt19937_64& random);
task make_task(const world& w, std::mt19937_64& random);

// Until when the desk passes on what it accepts: cut-off at a minute of the day, so many worked minutes after
// the opening of the next working day; or -1 when the walk leaves the world.
minute hand_over(const world& w, minute accepted, int cut_off, int after_opening);

// The due minute, or -1 when the walk leaves the world.
minute due(const world& w, const task& t);

}  // namespace motcua::oracle
