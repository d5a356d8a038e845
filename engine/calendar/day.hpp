// What is known of one day: why it is worked or not, by which entry and source, and its hours.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/time.hpp"

namespace motcua::calendar {

enum class day_kind : unsigned char {
    working,          // an ordinary working day
    weekly_off,       // Saturday, Sunday, or as the office's week says
    holiday,          // public holiday
    made_up_holiday,  // stands in for a holiday that fell on a weekly day off
    swapped_off,      // freed, worked on another day
    worked_saturday,  // worked for a swapped day: a working day in every respect
    closure,          // this office is closed, for the day or part of it
    opening           // this office receives outside its week; never working time
};

// "holiday", "made-up-holiday", "swapped-off", "worked-saturday", "closure", "opening", "working",
// "weekly-off"
std::string_view to_text(day_kind k);
// "ngày nghỉ lễ", "ngày nghỉ bù", …
std::string_view in_words(day_kind k);

// Half open, in minutes after local midnight.
struct span_of_day {
    std::chrono::minutes from{0}, to{0};
    friend bool operator==(const span_of_day&, const span_of_day&) = default;
};

// Where an entry was written, for faults found by comparing entries.
struct place {
    std::string file;
    int line = 0, column = 0;
};

// One entry of a year file or of an office.
struct day_entry {
    local_day day{};
    day_kind kind = day_kind::holiday;
    std::string name;                 // "Tết Nguyên đán"
    std::string source;               // where it was announced
    bool confirmed = false;           // the source is official and was seen
    bool applies = true;              // it counts
    std::vector<span_of_day> hours;   // closure and opening of part of a day; empty: the whole day
    std::optional<local_day> linked;  // the holiday made up for, or the other day of a swap
    bool made_up = true;              // a holiday on a weekly day off is made up on the next working day
    bool computed = false;            // by the rules for a year without an announced calendar
    place written;
};

struct day_facts {
    local_day day{};
    day_kind kind = day_kind::working;
    bool working = false;  // has working time
    std::vector<span_of_day> working_time, receiving_time;
    std::vector<day_entry> entries;  // also those that do not apply
    bool provisional = false;        // the year has no announced calendar
};

// "thứ Hai" … "Chủ nhật"
std::string_view weekday_in_words(local_day d);
// "12/02/2026"
std::string date_in_words(local_day d);
// "17:00 ngày 27/02/2026"
std::string moment_in_words(instant t);

}  // namespace motcua::calendar
