// What a new calendar version would do to a printed date. Preview over all open dossiers, then adopt one by
// one once a person has confirmed: a printed date never moves silently. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/calendar/calendar.hpp"
#include "engine/procedure/rule_set.hpp"
#include "engine/promise/changed_days.hpp"
#include "engine/promise/ledger.hpp"
#include "engine/promise/life.hpp"

namespace motcua::promise {

// A date that stands on no paper and follows the calendar all the same.
struct inner_date {
    enum class kind : unsigned char { legal, local, step };
    kind of = kind::legal;
    instant before, now;
};

struct moved_date {
    instant before;  // of the promise; equal to `now` where it stays
    instant now;
    std::optional<instant> reappointed_before, reappointed_now;
    std::string reason;             // Vietnamese: the days whose meaning changed
    bool provisional = false;       // the new date reaches a year without an announced calendar,
    bool unconfirmed = false;       // or an entry that is not confirmed
    std::vector<inner_date> inner;  // besides, or alone

    // Whether a date moves that the applicant has on paper.
    bool printed() const { return now != before || reappointed_now; }
};

// {"old", "new", "reappointed_old"?, "reappointed_new"?, "inner"?: [{"of", "old", "new"}], "why",
// "provisional"?, "unconfirmed"?}
json to_json(const moved_date& m);
std::optional<moved_date> moved_from_json(const json& v);
// "17:00 ngày 11/03/2026 → 17:00 ngày 12/03/2026: 06/03/2026: …": each date that moves, by its name where it
// is not the promise.
std::string in_words(const moved_date& m);

// When the calendar was confirmed, and when a dossier is judged by it.
struct judging {
    instant confirmed, now;

    judging(instant at) : confirmed(at), now(at) {}  // implicit: at one moment
    judging(instant c, instant n) : confirmed(c), now(n) {}
};

// Nothing where all dates stay, where the promise was settled when the calendar was confirmed (done, stopped,
// passed), or while it is paused: it will be counted anew when it resumes. No date comes nearer than now:
// nobody is made late by a calendar.
result<std::optional<moved_date>> reproject(const ledger& l, const procedure::rule_set& rules,
                                            const calendar_change& change,
                                            const calendar::working_calendar& after, const judging& at);

// What was printed for a promise that stays as it is (settled, or its new date would come nearer than now),
// and what the new calendar would have made of it: for the list that a person sees, never to be adopted;
// lateness stays measured on the printed promise. Nothing where the dates are the same, where nothing was
// promised, or while it is paused.
result<std::optional<moved_date>> hindsight(const ledger& l, const procedure::rule_set& rules,
                                            const calendar_change& change,
                                            const calendar::working_calendar& after);

// Takes the new dates over, a promise that moves as a new receipt revision; what fired stays fired. Refused
// where the calendar of `after` does not lead to them.
verdict adopt(ledger& l, const moved_date& moved, const measure& after, instant at);

}  // namespace motcua::promise
