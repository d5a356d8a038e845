#include "engine/promise/moments.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace motcua::promise {
namespace {

using namespace std::chrono;
using calendar::unit;
using calendar::working_calendar;
using procedure::rule_set;

constexpr std::array<std::string_view, 7> names{"promise.t1",  "promise.t2",          "promise.step",
                                                "promise.due", "promise.reappointed", "promise.chase",
                                                "promise.kept"};
// A moment has passed when it is over: done exactly at the due moment is on time.
constexpr milliseconds just_after{1};

result<bool> is_short(const ledger& l, const rule_set& rules, const working_calendar& c) {
    if (l.legal.in == unit::working_hours) return true;
    if (l.legal.in == unit::calendar_days) {
        const auto days = c.working_days_between(day_of(l.start), day_of(l.due));
        if (!days) return tl::make_unexpected(days.error());
        return *days <= rules.notice.short_term_days;
    }
    const int others = std::accumulate(l.linked.begin(), l.linked.end(), 0,
                                       [](int n, const linked_body& b) { return n + b.working_days; });
    return l.promised_term().amount + others <= rules.notice.short_term_days;
}

// No trigger lies before acceptance, before the clock ran again after a suspension, or before the date was
// printed; none after the promise.
instant bounded(const ledger& l, instant t) {
    instant earliest = l.start;
    if (!l.revisions.empty()) earliest = std::max(earliest, l.revisions.back().made);
    for (const auto& s : l.suspensions) earliest = std::max(earliest, s.to.value_or(earliest));
    return std::min(std::max(t, earliest), std::max(l.due, l.start));
}

result<instant> before_due(const ledger& l, minutes working_time, const working_calendar& c) {
    const auto t = c.subtract_working_time(l.due, working_time);
    if (!t) return tl::make_unexpected(t.error());
    return bounded(l, *t);
}

// Opening of the working day so many days before the due day.
result<instant> draft_moment(const ledger& l, const rule_set& rules, const working_calendar& c) {
    const auto d = c.add_working_days(day_of(l.due), -2 * rules.notice.lead_days);
    if (!d) return tl::make_unexpected(d.error());
    const auto t = c.opening(*d);
    if (!t) return tl::make_unexpected(t.error());
    return bounded(l, *t);
}

result<instant> issue_moment(const ledger& l, const rule_set& rules, const working_calendar& c) {
    const auto d = c.add_working_days(day_of(l.due), -rules.notice.lead_days);
    if (!d) return tl::make_unexpected(d.error());
    const auto closing = c.closing(*d);
    if (!closing) return tl::make_unexpected(closing.error());
    const auto t = c.subtract_working_time(*closing, rules.notice.issue_before_closing);
    if (!t) return tl::make_unexpected(t.error());
    return bounded(l, *t);
}

// The triggers of one look: kept in order of planned moment, then of kind.
struct choice {
    std::optional<wake> first;

    void offer(trigger what, instant planned, instant earliest, instant after, int number = 0) {
        const wake w{std::max(earliest, after), planned, what, number};
        if (!first || std::pair{w.planned, w.what} < std::pair{first->planned, first->what}) first = w;
    }
};

result<void> offer_apology(const ledger& l, const rule_set& rules, const working_calendar& c, instant after,
                           choice& best) {
    if (!l.issued.empty() || (l.fired.t1 && l.fired.t2)) return {};
    const auto m = moments(l, rules, c);
    if (!m) return tl::make_unexpected(m.error());
    if (m->t1 && !l.fired.t1) best.offer(trigger::t1, *m->t1, *m->t1, after);
    if (!l.fired.t2) best.offer(trigger::t2, m->t2, m->t2, after);
    return {};
}

result<void> offer_chase(const ledger& l, const working_calendar& c, instant after, choice& best) {
    const instant last = l.fired.last_chase.value_or(l.issued.back().new_date);
    const auto day = c.add_working_days(day_of(last), 1);
    if (!day) return tl::make_unexpected(day.error());
    const auto planned = c.opening(*day);
    if (!planned) return tl::make_unexpected(planned.error());
    const auto at = c.next_working_moment(std::max(*planned, after));
    if (!at) return tl::make_unexpected(at.error());
    best.offer(trigger::chase, *planned, *at, after, l.fired.chases + 1);
    return {};
}

result<std::optional<wake>> next_running(const ledger& l, const rule_set& rules, const working_calendar& c,
                                         instant after) {
    choice best;
    if (const auto ok = offer_apology(l, rules, c, after, best); !ok) return tl::make_unexpected(ok.error());
    if (l.step && !l.step->fired)
        best.offer(trigger::step, l.step->due, l.step->due + just_after, after, l.step->number);
    if (!l.fired.due) best.offer(trigger::due, l.due, l.due + just_after, after);
    if (!l.issued.empty() && !l.fired.reappointed) {
        const instant date = l.issued.back().new_date;
        best.offer(trigger::reappointed, date, date + just_after, after);
    }
    if (!l.issued.empty() && l.fired.reappointed)
        if (const auto ok = offer_chase(l, c, after, best); !ok) return tl::make_unexpected(ok.error());
    return best.first;
}

// Where the calendar does not reach so far, the day itself: nobody's promise hangs on it.
instant kept_moment(const ledger& l, const rule_set& rules, const working_calendar& c) {
    const instant day = to_instant(local_instant{day_of(*l.done) + days{rules.keep_after_days}});
    return c.next_working_moment(day).value_or(day);
}

}  // namespace

std::string_view event_name(trigger t) {
    return names[static_cast<std::size_t>(t)];
}

std::optional<trigger> parse_trigger(std::string_view event_name) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == event_name) return static_cast<trigger>(i);
    return std::nullopt;
}

result<std::optional<wake>> next(const ledger& l, const rule_set& rules, const working_calendar& calendar,
                                 instant after) {
    if (l.running()) return next_running(l, rules, calendar, after);
    if (!l.done || l.stopped || l.collected || l.kept || l.fired.kept) return std::nullopt;
    const instant planned = kept_moment(l, rules, calendar);
    return wake{std::max(planned, after), planned, trigger::kept, 0};
}

result<legal_moments> moments(const ledger& l, const rule_set& rules, const working_calendar& c) {
    legal_moments m;
    m.due = l.due;
    if (!l.issued.empty()) m.reappointed = l.issued.back().new_date;
    const auto brief = is_short(l, rules, c);
    if (!brief) return tl::make_unexpected(brief.error());
    const bool at_once = l.legal.in == unit::at_once;
    if (!at_once) {
        const auto t1 =
            *brief ? before_due(l, rules.notice.short_draft_before_due, c) : draft_moment(l, rules, c);
        if (!t1) return tl::make_unexpected(t1.error());
        m.t1 = *t1;
    }
    const auto t2 = at_once || *brief ? before_due(l, rules.notice.short_issue_before_due, c)
                    : l.committed     ? before_due(l, rules.notice.committed_before_due, c)
                                      : issue_moment(l, rules, c);
    if (!t2) return tl::make_unexpected(t2.error());
    m.t2 = *t2;
    return m;
}

result<instant> acceptance_limit(instant arrived, const rule_set& rules, const working_calendar& calendar) {
    return calendar.add_working_time(floor<minutes>(arrived), rules.online_acceptance);
}

result<std::optional<instant>> hand_over_limit(instant accepted, const rule_set& rules,
                                               const working_calendar& calendar) {
    if (!rules.hand_over) return std::nullopt;
    const local_day day = day_of(accepted);
    const auto works = calendar.is_working_day(day);
    if (!works) return tl::make_unexpected(works.error());
    if (*works) {
        const auto closing = calendar.closing(day);
        if (!closing) return tl::make_unexpected(closing.error());
        if (accepted < *closing && to_local(accepted) - day < rules.hand_over->cut_off) return *closing;
    }
    const auto next = calendar.add_working_days(day, 1);
    if (!next) return tl::make_unexpected(next.error());
    const auto opening = calendar.opening(*next);
    if (!opening) return tl::make_unexpected(opening.error());
    const auto limit = calendar.add_working_time(*opening, rules.hand_over->after_opening);
    if (!limit) return tl::make_unexpected(limit.error());
    return *limit;
}

}  // namespace motcua::promise
