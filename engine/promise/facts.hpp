// What is true of a promise at a moment: late, premature, issued late, behind in a step, overdue by how much;
// who held the dossier how long; and the same in words for the screens. Pure; changes nothing.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "engine/calendar/calendar.hpp"
#include "engine/promise/ledger.hpp"

namespace motcua::promise {

struct facts {
    instant promised;  // on the last receipt
    instant legal;
    instant local;
    std::optional<instant> reappointed;
    bool paused = false;
    bool late = false;       // the promise passed and the result was not at the desk
    bool premature = false;  // an apology went out, yet the dossier is punctual
    bool issued = false;
    bool issued_late = false;
    bool by_default = false;
    bool escalated = false;      // the reappointed moment passed too
    bool behind = false;         // a step's term passed (chậm tiến độ), whatever the promise
    bool hand_delivery = false;  // a late result goes into the citizen's hands
    int chases = 0;
    std::chrono::milliseconds overdue_by{0};              // working time past the promise
    std::chrono::milliseconds overdue_by_reappointed{0};  // working time past the reappointed moment
};

// At `now`; once done, measured at the moment of done.
result<facts> facts_at(const ledger& l, instant now, const calendar::working_calendar& calendar);

// The receipt revision that stood at that moment; nullptr before acceptance.
const revision* promised_at(const ledger& l, instant known_at);

struct hand_over {
    std::string holder;
    instant at;
};
struct holding {
    std::string holder;
    std::chrono::minutes working_time{0};
};
// By holder in order of first holding; `until` ends the last one.
result<std::vector<holding>> held(const std::vector<hand_over>& hand_overs, instant until,
                                  const calendar::working_calendar& calendar);

// "Trong sáng nay", "Trong chiều nay", "Hôm nay", "Còn 2 ngày", "Đã quá hạn 3 ngày", "Đã quá hạn 2 giờ", "Tạm
// dừng", "Đã chờ trả 5 ngày": days are working days.
result<std::string> in_words(const ledger& l, instant now, const calendar::working_calendar& calendar);

}  // namespace motcua::promise
