#include "engine/promise/recount.hpp"

#include "engine/promise/due_dates.hpp"
#include "engine/promise/refusal.hpp"

namespace motcua::promise {
void revise(ledger& l, const dates& d, instant at, std::string why, const measure& m) {
    l.due = d.due;
    l.legal_due = d.legal;
    l.local_due = d.local;
    l.revisions.push_back(
        {static_cast<int>(l.revisions.size()) + 1, l.promise, d.due, at, std::move(why), m.calendar.hash()});
}

verdict begin_promise(ledger& l, instant at, std::string why, const measure& m) {
    l.start = at;
    const auto d = compute(l, m.rules, m.calendar);
    if (!d) return refuse(d.error());
    ++l.promise;
    l.fired = {};
    l.committed.reset();
    revise(l, *d, at, std::move(why), m);
    return {};
}

verdict recount(ledger& l, instant at, std::string why, const measure& m) {
    const auto d = compute(l, m.rules, m.calendar);
    if (!d) return refuse(d.error());
    if (l.step && !l.step->fired) {
        const auto step = step_due(l, *l.step, m.rules, m.calendar);
        if (!step) return refuse(step.error());
        l.step->due = *step;
    }
    for (auto& r : l.issued) {
        if (r.recounted) continue;
        const auto date = reappointed(d->due, r.extension_days, m.calendar);
        if (!date) return refuse(date.error());
        r.new_date = *date;
    }
    if (d->due != l.due) revise(l, *d, at, std::move(why), m);
    l.legal_due = d->legal;
    l.local_due = d->local;
    return {};
}

}  // namespace motcua::promise
