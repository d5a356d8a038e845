// Why a due date is what it is: each day on the way, counted or skipped, with its reason and source. As data
// for the API and as Vietnamese sentences for the receipt's "Vì sao ngày này?". Made by
// working_calendar::explain.
#pragma once

#include <string>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/time.hpp"
#include "engine/calendar/day.hpp"
#include "engine/calendar/term.hpp"

namespace motcua::calendar {

struct derived_day {
    local_day day{};
    bool counted = false;
    int number = 0;  // the n-th counted day; 0 when skipped
    day_kind kind = day_kind::working;
    std::string reason;  // Vietnamese: "Nghỉ lễ: Tết Nguyên đán"
    std::string source;
    bool confirmed = true;
    bool provisional = false;
    std::chrono::minutes working_time{0};  // used on this day, for terms in hours
};

struct derivation {
    instant accepted;
    local_day counted_from{};  // the day treated as that of acceptance
    bool after_cut_off = false;
    term length;
    int prolonged_days = 0;
    std::chrono::milliseconds prolonged_time{0};
    instant due;
    std::vector<derived_day> days;
    bool rolled = false;  // the last calendar day was a day off
    bool provisional = false;
    bool unconfirmed = false;
    std::string calendar_hash;
    std::vector<std::string> notes;  // what else moved the date: suspensions, other bodies' days
};

json to_json(const derivation& d);
std::vector<std::string> to_sentences(const derivation& d);

}  // namespace motcua::calendar
