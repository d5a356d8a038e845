// Which days mean something else in a new calendar than in the old one, and what is said about each. Made
// once for all dossiers; kept with an adoption that is under way, so it goes to JSON and back. A plain value.
#pragma once

#include <string>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/calendar/calendar.hpp"

namespace motcua::promise {

struct changed_day {
    local_day day{};
    std::string words;  // "06/03/2026: ngày làm việc → nghỉ lễ (Quốc tang)"
};

struct calendar_change {
    std::vector<changed_day> days;  // in order

    // A day from the one to the other, both included, is among them.
    bool touches(local_day from, local_day to) const;
    // What changed between, Vietnamese; at most five days are named.
    std::string reason(local_day from, local_day to) const;
};

calendar_change compare(const calendar::working_calendar& before, const calendar::working_calendar& after);

json to_json(const calendar_change& c);
result<calendar_change> change_from_json(const json& v);

}  // namespace motcua::promise
