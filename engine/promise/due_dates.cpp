#include "engine/promise/due_dates.hpp"

#include <algorithm>

namespace motcua::promise {
namespace {

using namespace std::chrono;
using calendar::unit;
using calendar::working_calendar;

struct interval {
    instant from, to;
};

// Closed suspensions after `since`, joined where they share a moment (for day counts: a day).
std::vector<interval> joined(const std::vector<suspension>& all, instant since, bool by_day) {
    std::vector<interval> parts;
    for (const auto& s : all)
        if (s.to && *s.to > since) parts.push_back({std::max(s.from, since), *s.to});
    std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    std::vector<interval> out;
    for (const auto& p : parts) {
        const bool touches =
            !out.empty() && (by_day ? day_of(p.from) <= day_of(out.back().to) : p.from <= out.back().to);
        if (touches)
            out.back().to = std::max(out.back().to, p.to);
        else
            out.push_back(p);
    }
    return out;
}

}  // namespace

result<working_calendar::prolongation> prolongation(const std::vector<suspension>& suspensions, instant from,
                                                    unit in, const working_calendar& c) {
    working_calendar::prolongation added;
    for (const auto& p : joined(suspensions, from, in != unit::working_hours)) {
        if (in == unit::working_hours) {
            const auto time = c.working_time_between(p.from, p.to);
            if (!time) return tl::make_unexpected(time.error());
            added.time += *time;
        } else if (in == unit::calendar_days) {
            added.days += static_cast<int>((day_of(p.to) - day_of(p.from)).count());
        } else {
            const auto days = c.working_days_between(day_of(p.from), day_of(p.to));
            if (!days) return tl::make_unexpected(days.error());
            added.days += *days;
        }
    }
    // A receipt names whole minutes.
    added.time = ceil<minutes>(added.time);
    return added;
}

result<dates> compute(const ledger& l, const procedure::rule_set& rules, const working_calendar& c) {
    const auto added = prolongation(l.suspensions, l.start, l.legal.in, c);
    if (!added) return tl::make_unexpected(added.error());
    const auto counting = calendar::with(rules.counting, l.cut_off);
    const auto local = c.due(l.start, l.promised_term(), counting, *added);
    if (!local) return tl::make_unexpected(local.error());
    const auto legal = c.due(l.start, l.legal, counting, *added);
    if (!legal) return tl::make_unexpected(legal.error());
    int others = 0;
    for (const auto& b : l.linked) others += b.working_days;
    if (others == 0) return dates{local->at, legal->at, local->at};
    const auto due = reappointed(local->at, others, c), latest = reappointed(legal->at, others, c);
    if (!due) return tl::make_unexpected(due.error());
    if (!latest) return tl::make_unexpected(latest.error());
    return dates{*due, *latest, local->at};
}

result<instant> step_due(const ledger& l, const step_term& s, const procedure::rule_set& rules,
                         const working_calendar& c) {
    const auto added = prolongation(l.suspensions, s.from, s.allowed.in, c);
    if (!added) return tl::make_unexpected(added.error());
    const auto due = c.due(s.from, s.allowed, rules.counting, *added);
    if (!due) return tl::make_unexpected(due.error());
    return due->at;
}

result<instant> reappointed(instant promise, int days, const working_calendar& c) {
    const auto d = c.add_working_days(day_of(promise), days);
    if (!d) return tl::make_unexpected(d.error());
    return c.closing(*d);
}

}  // namespace motcua::promise
