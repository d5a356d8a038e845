#include "engine/promise/reproject.hpp"

#include <algorithm>

#include "engine/promise/clockwork.hpp"
#include "engine/promise/recount.hpp"
#include "engine/promise/refusal.hpp"

namespace motcua::promise {

using calendar::working_calendar;

json to_json(const moved_date& m) {
    json_object o{{"old", to_iso(m.before)}, {"new", to_iso(m.now)}};
    if (m.reappointed_now) {
        o["reappointed_old"] = to_iso(*m.reappointed_before);
        o["reappointed_new"] = to_iso(*m.reappointed_now);
    }
    o["why"] = m.reason;
    if (m.provisional) o["provisional"] = true;
    if (m.unconfirmed) o["unconfirmed"] = true;
    return o;
}

std::optional<moved_date> moved_from_json(const json& v) {
    const auto moment = [&](std::string_view key) { return parse_instant(get_string(v, key)); };
    const auto before = moment("old"), now = moment("new");
    if (!before || !now) return std::nullopt;
    return moved_date{*before,
                      *now,
                      moment("reappointed_old"),
                      moment("reappointed_new"),
                      get_string(v, "why"),
                      get_bool(v, "provisional"),
                      get_bool(v, "unconfirmed")};
}

result<std::optional<moved_date>> reproject(const ledger& l, const procedure::rule_set& rules,
                                            const calendar_change& change, const working_calendar& after,
                                            instant at) {
    if (!l.started() || l.done || l.stopped || (at > l.due && l.issued.empty())) return std::nullopt;
    moved_date m{l.due, l.due, {}, {}, {}};
    if (at <= l.due) {
        const auto d = compute(l, rules, after);
        if (!d) return tl::make_unexpected(d.error());
        if (d->due >= at) m.now = d->due;
    }
    bool moves = m.now != l.due;
    if (!l.issued.empty() && !l.issued.back().recounted && at <= l.issued.back().new_date) {
        const auto date = reappointed(m.now, l.issued.back().extension_days, after);
        if (!date) return tl::make_unexpected(date.error());
        if (*date != l.issued.back().new_date && *date >= at) {
            m.reappointed_before = l.issued.back().new_date;
            m.reappointed_now = *date;
            moves = true;
        }
    }
    if (!moves) return std::nullopt;
    const instant last = std::max(m.now, m.reappointed_now.value_or(m.now));
    m.reason = change.reason(day_of(l.start),
                             day_of(std::max({m.before, last, m.reappointed_before.value_or(last)})));
    const auto rests = after.footing(l.start, last);
    if (!rests) return tl::make_unexpected(rests.error());
    m.provisional = rests->provisional;
    m.unconfirmed = rests->unconfirmed;
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
