// A small world for tests of promises: the shipped calendar and rules, and a dossier's ledger with short
// words.
#pragma once

#include "engine/promise/facts.hpp"
#include "engine/promise/life.hpp"
#include "engine/promise/moments.hpp"
#include "tests/engine/calendar/shipped.hpp"

namespace motcua::promise {

inline measure shipped_measure(std::string_view rules = "2025") {
    return {shipped_rules(rules), shipped_calendar()};
}

// By the rule set in force for what is accepted then.
inline measure measure_on(std::string_view accepted) {
    return {shipped_rules_on(accepted), shipped_calendar()};
}

inline ledger accepted(std::string_view when, calendar::term length, const measure& m = shipped_measure()) {
    ledger l;
    acceptance a;
    a.at = at(when);
    a.legal = length;
    const auto ok = start(l, a, m);
    EXPECT_TRUE(ok) << ok.error().message;
    return l;
}

inline std::string shown(instant t) {
    return to_iso(t).substr(0, 16);
}
inline std::string shown(const std::optional<instant>& t) {
    return t ? shown(*t) : "none";
}
inline std::string shown(const verdict& v) {
    return v ? "ok" : std::string(to_text(v.error().why));
}

inline std::string t1(const ledger& l, const measure& m = shipped_measure()) {
    const auto all = moments(l, m.rules, m.calendar);
    return all ? shown(all->t1) : all.error().message;
}
inline std::string t2(const ledger& l, const measure& m = shipped_measure()) {
    const auto all = moments(l, m.rules, m.calendar);
    return all ? shown(all->t2) : all.error().message;
}

// "promise.t1 2026-03-09T07:00", or "nothing".
inline std::string upcoming(const ledger& l, std::string_view after, const measure& m = shipped_measure()) {
    const auto w = next(l, m.rules, m.calendar, at(after));
    if (!w) return w.error().message;
    if (!*w) return "nothing";
    return std::string((*w)->name()) + " " + shown((*w)->planned);
}

// Fires what is next, as the engine would at `now`; its name, or "nothing".
inline std::string fire(ledger& l, std::string_view now, const measure& m = shipped_measure()) {
    const auto w = next(l, m.rules, m.calendar, at(now));
    if (!w || !*w || (*w)->at > at(now)) return "nothing";
    EXPECT_TRUE(mark_fired(l, **w, at(now)));
    if ((*w)->what == trigger::t2) {
        const auto ok = issue_by_default(l, at(now), m);
        EXPECT_TRUE(ok) << ok.error().message;
    }
    return std::string((*w)->name());
}

}  // namespace motcua::promise
