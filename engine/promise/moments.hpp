// When T1, T2, due, reappointed, chase, kept and step terms fire, given the dates that due_dates counts. The
// session's row keeps the earliest of these as wake_at; there is no timer table. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "engine/calendar/calendar.hpp"
#include "engine/procedure/rule_set.hpp"
#include "engine/promise/ledger.hpp"

namespace motcua::promise {

enum class trigger : unsigned char { t1, t2, step, due, reappointed, chase, kept };
// "promise.t1", "promise.t2", "promise.step", "promise.due", "promise.reappointed", "promise.chase",
// "promise.kept"
std::string_view event_name(trigger t);
std::optional<trigger> parse_trigger(std::string_view event_name);

struct wake {
    instant
        at;  // when to fire: never before `after`; a promise has passed one millisecond after its due moment
    instant planned;  // the legal moment
    trigger what = trigger::t1;
    int number = 0;  // of the chase note, or of the step

    std::string_view name() const { return event_name(what); }
};

// The next trigger that has not fired. Missed ones come first, in order, each with at = after. Nothing while
// paused, stopped or closed. Fails only where the calendar does not reach.
result<std::optional<wake>> next(const ledger& l, const procedure::rule_set& rules,
                                 const calendar::working_calendar& calendar, instant after);

struct legal_moments {
    std::optional<instant> t1;  // none for "at once"
    instant t2;
    instant due;
    std::optional<instant> reappointed;
};
result<legal_moments> moments(const ledger& l, const procedure::rule_set& rules,
                              const calendar::working_calendar& calendar);

// By when an online dossier that arrived then must be accepted or refused.
result<instant> acceptance_limit(instant arrived, const procedure::rule_set& rules,
                                 const calendar::working_calendar& calendar);
// By when the desk must have passed on to the unit what it accepted then. Nothing: the rule set keeps no such
// clock.
result<std::optional<instant>> hand_over_limit(instant accepted, const procedure::rule_set& rules,
                                               const calendar::working_calendar& calendar);

}  // namespace motcua::promise
