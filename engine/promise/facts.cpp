#include "engine/promise/facts.hpp"

#include <algorithm>

namespace motcua::promise {

using namespace std::chrono;
using calendar::working_calendar;

result<facts> facts_at(const ledger& l, instant now, const working_calendar& c) {
    facts f;
    if (!l.started()) return f;
    f.promised = l.due;
    f.legal = l.legal_due;
    f.local = l.local_due;
    f.paused = l.paused();
    f.issued = !l.issued.empty();
    f.chases = l.fired.chases;
    const bool ended = l.done || l.stopped;
    const instant measured = l.done ? *l.done : l.stopped ? *l.stopped : now;
    f.late = !f.paused && measured > l.due;
    f.premature = f.issued && ended && measured <= l.due;
    f.hand_delivery = l.done && f.late;
    f.behind = l.step && !ended && !f.paused && (l.step->fired || now > l.step->due);
    if (f.issued) {
        const auto& last = l.issued.back();
        f.reappointed = last.new_date;
        f.issued_late =
            std::any_of(l.issued.begin(), l.issued.end(), [](const auto& r) { return r.issued_late; });
        f.by_default = last.by_default;
        f.escalated = l.fired.reappointed && measured > last.new_date;
    }
    const auto past = [&](instant date, milliseconds& by) -> result<void> {
        if (measured <= date) return {};
        const auto time = c.working_time_between(date, measured);
        if (!time) return tl::make_unexpected(time.error());
        by = *time;
        return {};
    };
    if (f.late)
        if (const auto ok = past(l.due, f.overdue_by); !ok) return tl::make_unexpected(ok.error());
    if (f.reappointed && f.late)
        if (const auto ok = past(*f.reappointed, f.overdue_by_reappointed); !ok)
            return tl::make_unexpected(ok.error());
    return f;
}

const revision* promised_at(const ledger& l, instant known_at) {
    const revision* found = nullptr;
    for (const auto& r : l.revisions)
        if (r.made <= known_at) found = &r;
    return found;
}

result<std::vector<holding>> held(const std::vector<hand_over>& hand_overs, instant until,
                                  const working_calendar& c) {
    std::vector<holding> out;
    std::vector<milliseconds> exact;
    for (std::size_t i = 0; i < hand_overs.size(); ++i) {
        const instant end = std::min(until, i + 1 < hand_overs.size() ? hand_overs[i + 1].at : until);
        const auto time = c.working_time_between(hand_overs[i].at, std::max(end, hand_overs[i].at));
        if (!time) return tl::make_unexpected(time.error());
        const auto same = std::find_if(out.begin(), out.end(),
                                       [&](const holding& h) { return h.holder == hand_overs[i].holder; });
        const auto at = static_cast<std::size_t>(same - out.begin());
        if (same == out.end()) {
            out.push_back({hand_overs[i].holder, {}});
            exact.emplace_back(0);
        }
        exact[at] += *time;
    }
    for (std::size_t i = 0; i < out.size(); ++i) out[i].working_time = floor<minutes>(exact[i]);
    return out;
}

}  // namespace motcua::promise
