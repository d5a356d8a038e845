#include "engine/promise/life.hpp"

#include <algorithm>
#include <utility>

#include "engine/promise/due_dates.hpp"
#include "engine/promise/recount.hpp"
#include "engine/promise/refusal.hpp"

namespace motcua::promise {
namespace {

// The term itself in working days, at least one.
result<int> own_days(const ledger& l, const measure& m) {
    if (l.legal.in == calendar::unit::working_days) return l.legal.amount;
    const auto days = m.calendar.working_days_between(day_of(l.start), day_of(l.legal_due));
    if (!days) return tl::make_unexpected(days.error());
    return std::max(1, *days);
}

void end_suspensions(ledger& l, instant at) {
    for (auto& s : l.suspensions)
        if (!s.to) s.to = at;
}

}  // namespace

verdict start(ledger& l, const acceptance& a, const measure& m) {
    if (l.started()) return refuse(refusal::reason::already_started);
    ledger fresh;
    fresh.accepted = fresh.start = a.at;
    fresh.legal = a.legal;
    fresh.cut_off = a.cut_off;
    if (a.legal.in != calendar::unit::at_once)
        fresh.reduction = std::clamp(a.online_reduction, 0, std::max(0, a.legal.amount - 1));
    fresh.linked = a.linked;
    for (const auto& b : a.linked)
        if (b.working_days < 0 || b.working_days > calendar::longest_term)
            return refuse(refusal::reason::bad_term);
    fresh.authorisation = a.authorisation.value_or(m.rules.authorisation);
    if (auto ok = begin_promise(fresh, a.at, "accepted", m); !ok) return ok;
    const auto own = own_days(fresh, m);
    if (!own) return refuse(own.error());
    fresh.maximum_extension = a.maximum_extension.value_or(*own);
    l = std::move(fresh);
    return {};
}

verdict stop(ledger& l, instant at, const measure&) {
    if (auto ok = live(l, at); !ok) return ok;
    if (!l.paused() && at > l.due && l.issued.empty()) return refuse(refusal::reason::apology_owed);
    end_suspensions(l, at);
    l.supplement_asked.reset();
    l.stopped = at;
    return {};
}

verdict finish(ledger& l, instant at, const measure& m) {
    if (auto ok = live(l, at); !ok) return ok;
    ledger next = l;
    const bool was_paused = l.paused();
    end_suspensions(next, at);
    next.supplement_asked.reset();
    if (was_paused)
        if (auto ok = recount(next, at, "resume", m); !ok) return ok;
    if (at > next.due && next.issued.empty()) return refuse(refusal::reason::apology_owed);
    next.done = at;
    l = std::move(next);
    return {};
}

verdict collect(ledger& l, instant at) {
    if (!l.done) return refuse(refusal::reason::not_done);
    if (!l.collected) l.collected = at;
    return {};
}

verdict keep(ledger& l, instant at) {
    if (!l.done) return refuse(refusal::reason::not_done);
    if (!l.collected && !l.kept) l.kept = at;
    return {};
}

verdict begin_step(ledger& l, std::string name, const calendar::term& allowed, instant at, const measure& m) {
    if (auto ok = live(l, at); !ok) return ok;
    step_term s;
    s.number = l.steps + 1;
    s.name = std::move(name);
    s.from = at;
    s.allowed = allowed;
    const auto due = step_due(l, s, m.rules, m.calendar);
    if (!due) return refuse(due.error());
    s.due = *due;
    l.steps = s.number;
    l.step = std::move(s);
    return {};
}

verdict end_step(ledger& l) {
    l.step.reset();
    return {};
}

bool mark_fired(ledger& l, const wake& w, instant at) {
    auto& f = l.fired;
    const auto once = [](bool& flag) { return !std::exchange(flag, true); };
    switch (w.what) {
        case trigger::t1:
            if (!once(f.t1)) return false;
            if (!l.drafted && !l.done) l.drafted = at;
            return true;
        case trigger::t2:
            return once(f.t2);
        case trigger::step:
            return l.step && l.step->number == w.number && once(l.step->fired);
        case trigger::due:
            return once(f.due);
        case trigger::reappointed:
            return once(f.reappointed);
        case trigger::kept:
            return once(f.kept);
        case trigger::chase:
            break;
    }
    if (w.number != f.chases + 1) return false;
    f.chases = w.number;
    f.last_chase = at;
    return true;
}

}  // namespace motcua::promise
