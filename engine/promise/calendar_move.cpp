#include "engine/promise/calendar_move.hpp"

#include <algorithm>
#include <array>

#include "engine/promise/due_dates.hpp"
#include "engine/promise/recount.hpp"
#include "engine/promise/refusal.hpp"

namespace motcua::promise {
namespace {

using calendar::working_calendar;
using inner = inner_date::kind;

struct naming {
    std::string_view key, words;
};
constexpr std::array<naming, 3> namings{
    {{"legal", "thời hạn theo quy định"}, {"local", "thời hạn của cơ quan này"}, {"step", "hạn của bước"}}};

const naming& naming_of(inner k) {
    return namings[static_cast<std::size_t>(k)];
}

const inner_date* find(const moved_date& m, inner of) {
    const auto at =
        std::find_if(m.inner.begin(), m.inner.end(), [of](const inner_date& d) { return d.of == of; });
    return at == m.inner.end() ? nullptr : &*at;
}

bool may_move(instant from, instant to, const judging& at) {
    return from >= at.confirmed && (to > from || (to < from && to >= at.now));
}

// Unless it goes with the promise itself.
void note(moved_date& m, inner of, instant from, instant to) {
    if (from != to && (from != m.before || to != m.now)) m.inner.push_back({of, from, to});
}

// The promise with what is counted beside it: all of them, or none.
result<void> move_promise(const ledger& l, const procedure::rule_set& rules, const working_calendar& c,
                          const judging& at, moved_date& m) {
    if (at.confirmed > l.due) return {};
    const auto d = compute(l, rules, c);
    if (!d) return tl::make_unexpected(d.error());
    if (d->due != l.due && !may_move(l.due, d->due, at)) return {};
    m.now = d->due;
    note(m, inner::legal, l.legal_due, d->legal);
    note(m, inner::local, l.local_due, d->local);
    return {};
}

// As it was counted on the slip, from the promise or from the day of issue.
result<instant> reappointed_by(const reappointment& r, instant promise, const working_calendar& c) {
    return reappointed(r.recounted ? r.issued : promise, r.extension_days, c);
}

result<void> move_reappointed(const ledger& l, const working_calendar& c, const judging& at, moved_date& m) {
    if (l.issued.empty() || at.confirmed > l.issued.back().new_date) return {};
    const auto date = reappointed_by(l.issued.back(), m.now, c);
    if (!date) return tl::make_unexpected(date.error());
    if (!may_move(l.issued.back().new_date, *date, at)) return {};
    m.reappointed_before = l.issued.back().new_date;
    m.reappointed_now = *date;
    return {};
}

result<void> move_step(const ledger& l, const procedure::rule_set& rules, const working_calendar& c,
                       const judging& at, moved_date& m) {
    if (!l.step || l.step->fired || at.confirmed > l.step->due) return {};
    const auto due = step_due(l, *l.step, rules, c);
    if (!due) return tl::make_unexpected(due.error());
    if (may_move(l.step->due, *due, at)) m.inner.push_back({inner::step, l.step->due, *due});
    return {};
}

instant last_of(const moved_date& m, bool with_old) {
    instant last = std::max(m.now, m.reappointed_now.value_or(m.now));
    if (with_old) last = std::max({last, m.before, m.reappointed_before.value_or(m.before)});
    for (const auto& d : m.inner) last = std::max(last, with_old ? std::max(d.before, d.now) : d.now);
    return last;
}

// Which days made the difference, and what the new date rests on.
result<void> give_reasons(const ledger& l, const calendar_change& change, const working_calendar& after,
                          moved_date& m) {
    m.reason = change.reason(day_of(l.start), day_of(last_of(m, true)));
    const auto rests = after.footing(l.start, last_of(m, false));
    if (!rests) return tl::make_unexpected(rests.error());
    m.provisional = rests->provisional;
    m.unconfirmed = rests->unconfirmed;
    return {};
}

std::string arrow(instant from, instant to) {
    return calendar::moment_in_words(from) + " → " + calendar::moment_in_words(to);
}

}  // namespace

json to_json(const moved_date& m) {
    json_object o{{"old", to_iso(m.before)}, {"new", to_iso(m.now)}};
    if (m.reappointed_now) {
        o["reappointed_old"] = to_iso(*m.reappointed_before);
        o["reappointed_new"] = to_iso(*m.reappointed_now);
    }
    json_array beside;
    for (const auto& d : m.inner)
        beside.push_back({{"of", naming_of(d.of).key}, {"old", to_iso(d.before)}, {"new", to_iso(d.now)}});
    if (!beside.empty()) o["inner"] = std::move(beside);
    o["why"] = m.reason;
    if (m.provisional) o["provisional"] = true;
    if (m.unconfirmed) o["unconfirmed"] = true;
    return o;
}

std::optional<moved_date> moved_from_json(const json& v) {
    const auto moment = [](const json& in, std::string_view key) {
        return parse_instant(get_string(in, key));
    };
    const auto before = moment(v, "old"), now = moment(v, "new");
    if (!before || !now) return std::nullopt;
    moved_date m{*before,
                 *now,
                 moment(v, "reappointed_old"),
                 moment(v, "reappointed_new"),
                 get_string(v, "why"),
                 get_bool(v, "provisional"),
                 get_bool(v, "unconfirmed"),
                 {}};
    const json* beside = motcua::find(v, "inner");
    if (!beside || !beside->is_array()) return m;
    for (const auto& one : beside->get_array()) {
        const auto key = get_string(one, "of");
        const auto named =
            std::find_if(namings.begin(), namings.end(), [&](const auto& n) { return n.key == key; });
        const auto from = moment(one, "old"), to = moment(one, "new");
        if (named == namings.end() || !from || !to) return std::nullopt;
        m.inner.push_back({static_cast<inner>(named - namings.begin()), *from, *to});
    }
    return m;
}

std::string in_words(const moved_date& m) {
    std::string out;
    const auto add = [&](std::string_view name, instant from, instant to) {
        if (!out.empty()) out += "; ";
        if (!name.empty()) out.append(name) += " ";
        out += arrow(from, to);
    };
    if (m.now != m.before) add("", m.before, m.now);
    if (m.reappointed_now) add("hẹn lại", *m.reappointed_before, *m.reappointed_now);
    for (const auto& d : m.inner) add(naming_of(d.of).words, d.before, d.now);
    return out + ": " + m.reason;
}

result<std::optional<moved_date>> reproject(const ledger& l, const procedure::rule_set& rules,
                                            const calendar_change& change, const working_calendar& after,
                                            const judging& at) {
    if (!l.running() || (at.confirmed > l.due && l.issued.empty())) return std::nullopt;
    moved_date m{l.due, l.due, {}, {}, {}, false, false, {}};
    if (auto ok = move_promise(l, rules, after, at, m); !ok) return tl::make_unexpected(ok.error());
    if (auto ok = move_reappointed(l, after, at, m); !ok) return tl::make_unexpected(ok.error());
    if (auto ok = move_step(l, rules, after, at, m); !ok) return tl::make_unexpected(ok.error());
    if (!m.printed() && m.inner.empty()) return std::nullopt;
    if (auto ok = give_reasons(l, change, after, m); !ok) return tl::make_unexpected(ok.error());
    return m;
}

result<std::optional<moved_date>> hindsight(const ledger& l, const procedure::rule_set& rules,
                                            const calendar_change& change, const working_calendar& after) {
    if (!l.started() || l.paused()) return std::nullopt;
    const instant last = l.issued.empty() ? l.due : std::max(l.due, l.issued.back().new_date);
    if (!change.touches(day_of(l.start), day_of(last))) return std::nullopt;
    const auto d = compute(l, rules, after);
    if (!d) return tl::make_unexpected(d.error());
    moved_date m{l.due, d->due, {}, {}, {}, false, false, {}};
    if (!l.issued.empty()) {
        const auto date = reappointed_by(l.issued.back(), m.now, after);
        if (!date) return tl::make_unexpected(date.error());
        if (*date != l.issued.back().new_date) {
            m.reappointed_before = l.issued.back().new_date;
            m.reappointed_now = *date;
        }
    }
    if (!m.printed()) return std::nullopt;
    if (auto ok = give_reasons(l, change, after, m); !ok) return tl::make_unexpected(ok.error());
    return m;
}

namespace {

// The promise and what is counted beside it.
verdict adopt_promise(ledger& l, const moved_date& to, const measure& after, instant at) {
    const auto* legal = find(to, inner::legal);
    const auto* local = find(to, inner::local);
    if (to.now == l.due && !legal && !local) return {};
    const auto d = compute(l, after.rules, after.calendar);
    if (!d) return refuse(d.error());
    if (to.now != d->due || (legal && legal->now != d->legal) || (local && local->now != d->local))
        return refuse(refusal::reason::another_date);
    if (to.now != l.due) return revise(l, *d, at, "calendar", after), verdict{};
    l.legal_due = d->legal;
    l.local_due = d->local;
    return {};
}

}  // namespace

verdict adopt(ledger& l, const moved_date& to, const measure& after, instant at) {
    if (auto ok = live(l, at); !ok) return ok;
    ledger next = l;
    if (auto ok = adopt_promise(next, to, after, at); !ok) return ok;
    if (to.reappointed_now) {
        if (next.issued.empty()) return refuse(refusal::reason::another_date);
        auto& issued = next.issued.back();
        const auto date = reappointed_by(issued, next.due, after.calendar);
        if (!date) return refuse(date.error());
        if (*date != *to.reappointed_now) return refuse(refusal::reason::another_date);
        issued.new_date = *date;
    }
    if (const auto* step = find(to, inner::step)) {
        if (!next.step) return refuse(refusal::reason::another_date);
        const auto due = step_due(next, *next.step, after.rules, after.calendar);
        if (!due) return refuse(due.error());
        if (*due != step->now) return refuse(refusal::reason::another_date);
        next.step->due = *due;
    }
    l = std::move(next);
    return {};
}

}  // namespace motcua::promise
