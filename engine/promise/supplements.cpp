// Supplements by the rule set's policy, and the other reasons for which a term stands still.
#include <algorithm>

#include "engine/promise/life.hpp"
#include "engine/promise/recount.hpp"
#include "engine/promise/refusal.hpp"

namespace motcua::promise {
namespace {

using procedure::supplement_policy;

// Nothing may stop the clock once a draft exists or its moment has come.
verdict may_pause(const ledger& l, instant at, const measure& m) {
    if (auto ok = live(l, at); !ok) return ok;
    if (l.draft_exists() || !l.issued.empty()) return refuse(refusal::reason::draft_exists);
    if (l.paused()) return {};
    if (at > l.due) return refuse(refusal::reason::promise_passed);
    const auto legal = moments(l, m.rules, m.calendar);
    if (!legal) return refuse(legal.error());
    if (at >= legal->t1.value_or(legal->t2)) return refuse(refusal::reason::draft_exists);
    return {};
}

suspension* open_one(ledger& l, cause why) {
    const auto found = std::find_if(l.suspensions.rbegin(), l.suspensions.rend(),
                                    [&](const suspension& s) { return s.why == why && !s.to; });
    return found == l.suspensions.rend() ? nullptr : &*found;
}

// Ends a suspension; when the last one ends, the promise moves.
verdict end(ledger& l, cause why, instant at, const measure& m) {
    ledger next = l;
    suspension* s = open_one(next, why);
    if (!s) return refuse(refusal::reason::not_paused);
    s->to = std::max(at, s->from);
    const bool restarts = s->restarts;
    if (restarts) {
        if (auto ok = begin_promise(next, at, "restart", m); !ok) return ok;
    }
    if (!next.paused())
        if (auto ok = recount(next, at, "resume", m); !ok) return ok;
    l = std::move(next);
    return {};
}

}  // namespace

verdict request_supplement(ledger& l, instant at, const measure& m) {
    if (auto ok = may_pause(l, at, m); !ok) return ok;
    if (l.supplement_asked || l.supplements >= m.rules.maximum_supplements)
        return refuse(refusal::reason::supplement_used);
    ++l.supplements;
    l.supplement_asked = at;
    if (m.rules.supplement != supplement_policy::none)
        l.suspensions.push_back(
            {cause::supplement, at, std::nullopt, m.rules.supplement == supplement_policy::restart, {}});
    return {};
}

verdict complete_supplement(ledger& l, instant at, const measure& m) {
    if (auto ok = live(l, at); !ok) return ok;
    if (!l.supplement_asked) return refuse(refusal::reason::no_supplement_asked);
    if (open_one(l, cause::supplement))
        if (auto ok = end(l, cause::supplement, at, m); !ok) return ok;
    l.supplement_asked.reset();
    return {};
}

verdict pause(ledger& l, cause why, instant at, std::string note, const measure& m) {
    if (auto ok = may_pause(l, at, m); !ok) return ok;
    if (open_one(l, why)) return refuse(refusal::reason::is_paused);
    l.suspensions.push_back({why, at, std::nullopt, false, std::move(note)});
    return {};
}

verdict resume(ledger& l, cause why, instant at, const measure& m) {
    if (auto ok = live(l, at); !ok) return ok;
    return end(l, why, at, m);
}

}  // namespace motcua::promise
