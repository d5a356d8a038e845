#include "engine/promise/reproject.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/promise/clockwork.hpp"
#include "engine/promise/recount.hpp"
#include "engine/promise/refusal.hpp"

namespace motcua::promise {
namespace {

using namespace std::chrono;
using calendar::working_calendar;

// What a calendar says of a day, short.
std::string said(const working_calendar& c, local_day d) {
    const auto f = c.day(d);
    if (!f) return "chưa có lịch";
    for (const auto& e : f->entries)
        if (e.applies) return fmt::format("{} ({})", in_words(e.kind), e.name);
    return std::string(in_words(f->kind));
}

// Both calendars know the day.
bool same_day(const working_calendar& a, const working_calendar& b, local_day d) {
    const bool works = *a.is_working_day(d);
    if (works != *b.is_working_day(d)) return false;
    return !works || (*a.opening(d) == *b.opening(d) && *a.closing(d) == *b.closing(d));
}

std::string reason(instant from, instant to, const working_calendar& before, const working_calendar& after) {
    constexpr int most = 5;
    std::string text;
    int found = 0;
    for (local_day d = day_of(from); d <= day_of(to); d += days{1}) {
        const bool both = before.covers(d) && after.covers(d);
        if (both && same_day(before, after, d)) continue;
        if (++found > most) return text + "; …";
        text += fmt::format("{}{}: {} → {}", text.empty() ? "" : "; ", calendar::date_in_words(d),
                            said(before, d), said(after, d));
    }
    return text.empty() ? "giờ làm việc thay đổi" : text;
}

}  // namespace

result<std::optional<moved_date>> reproject(const ledger& l, const procedure::rule_set& rules,
                                            const working_calendar& before, const working_calendar& after,
                                            instant at) {
    if (!l.started() || l.done || l.stopped || (at > l.due && l.issued.empty())) return std::nullopt;
    moved_date m{l.due, l.due, {}, {}, {}};
    if (at <= l.due) {
        const auto d = compute(l, rules, after);
        if (!d) return tl::make_unexpected(d.error());
        m.now = d->due;
    }
    bool moves = m.now != l.due;
    if (!l.issued.empty() && !l.issued.back().recounted && at <= l.issued.back().new_date) {
        const auto date = reappointed(m.now, l.issued.back().extension_days, after);
        if (!date) return tl::make_unexpected(date.error());
        if (*date != l.issued.back().new_date) {
            m.reappointed_before = l.issued.back().new_date;
            m.reappointed_now = *date;
            moves = true;
        }
    }
    if (!moves) return std::nullopt;
    const instant last =
        std::max({m.before, m.now, m.reappointed_before.value_or(m.now), m.reappointed_now.value_or(m.now)});
    m.reason = reason(l.start, last, before, after);
    return m;
}

verdict adopt(ledger& l, const moved_date& moved, const measure& after, instant at) {
    if (auto ok = live(l, at); !ok) return ok;
    ledger next = l;
    if (moved.now != l.due) {
        if (auto ok = recount(next, at, "calendar", after); !ok) return ok;
    }
    if (moved.reappointed_now && !next.issued.empty()) next.issued.back().new_date = *moved.reappointed_now;
    l = std::move(next);
    return {};
}

}  // namespace motcua::promise
