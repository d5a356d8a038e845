// working_calendar::explain: the same date as `due`, walked day by day so that each one can be named.
#include <fmt/format.h>

#include <cassert>

#include "engine/calendar/calendar.hpp"
#include "engine/calendar/working_time.hpp"
#include "engine/calendar/table.hpp"

namespace motcua::calendar {
namespace {

using namespace std::chrono;

// The entry that made the day what it is; else a closure of part of it; else one that would count if it
// applied.
const day_entry* deciding(const day_facts& f) {
    const day_entry* found = nullptr;
    for (const auto& e : f.entries) {
        if (e.applies && e.kind == f.kind) return &e;
        if (e.kind == day_kind::closure ? e.applies : !e.applies && f.working) found = &e;
    }
    return found;
}

std::string reason_of(const day_facts& f, const day_entry* e) {
    if (!e) return f.kind == day_kind::weekly_off ? "Nghỉ hằng tuần" : "Ngày làm việc";
    if (!e->applies) return fmt::format("Ngày làm việc; \"{}\" chưa được xác nhận nên chưa áp dụng", e->name);
    switch (e->kind) {
        case day_kind::holiday:
            return "Nghỉ lễ: " + e->name;
        case day_kind::made_up_holiday:
            return "Nghỉ bù: " + e->name;
        case day_kind::swapped_off:
            return "Nghỉ hoán đổi: " + e->name;
        case day_kind::worked_saturday:
            return "Làm bù: " + e->name;
        default:
            break;
    }
    return (f.working ? "Cơ quan nghỉ một phần ngày: " : "Cơ quan tạm nghỉ: ") + e->name;
}

derived_day described(const day_facts& f, const std::string& week_source) {
    derived_day d;
    d.day = f.day;
    d.kind = f.kind;
    const day_entry* e = deciding(f);
    d.reason = reason_of(f, e);
    d.source = e ? e->source : week_source;
    d.confirmed = !e || e->confirmed;
    d.provisional = f.provisional;
    return d;
}

minutes worked_on(const working_calendar& c, local_day d, instant from, instant to) {
    const instant begin = std::max(to_instant(local_instant{d}), from);
    const instant end = std::min(to_instant(local_instant{d + days{1}}) - milliseconds{1}, to);
    if (end <= begin) return minutes{0};
    const auto worked = c.working_time_between(begin, end);
    return worked ? round<minutes>(*worked) : minutes{0};
}

// Whether a day of the walk uses up some of the term.
bool counts(const derivation& made, const derived_day& d, bool working) {
    switch (made.length.in) {
        case unit::working_days:
            return working && d.day > made.counted_from;
        case unit::calendar_days:
            return d.day > made.counted_from;
        case unit::working_hours:
            return d.working_time > minutes{0};
        case unit::at_once:
            break;
    }
    return made.prolonged_days > 0 ? working && d.day > made.counted_from : d.day == made.counted_from;
}

}  // namespace

result<derivation> working_calendar::explain(instant accepted, const term& length,
                                             const counting& rules) const {
    return explain(accepted, length, rules, {});
}

result<derivation> working_calendar::explain(instant accepted, const term& length, const counting& rules,
                                             prolongation added) const {
    const auto date = due(accepted, length, rules, added);
    if (!date) return tl::make_unexpected(date.error());
    const auto counted_from = counted_day(accepted, length, rules);
    if (!counted_from) return tl::make_unexpected(counted_from.error());
    const local_day first = day_of(accepted), last = day_of(date->at);
    derivation made;
    made.accepted = accepted;
    made.counted_from = *counted_from;
    made.length = length;
    made.prolonged_days = added.days;
    made.prolonged_time = added.time;
    made.due = date->at;
    made.provisional = date->provisional;
    made.unconfirmed = date->unconfirmed;
    made.calendar_hash = hash();
    made.after_cut_off =
        past_cut_off(*table_, table_->index(first), to_local(accepted) - first, length, rules);
    const int budget = length.amount + added.days;
    int number = 0;
    for (local_day d = first; d <= last; d += days{1}) {
        const auto f = day(d);
        if (!f) return tl::make_unexpected(f.error());
        derived_day one =
            described(*f, table_->week_sources[table_->week_of[static_cast<std::size_t>(table_->index(d))]]);
        if (length.in == unit::working_hours)
            one.working_time = worked_on(*this, d, floor<minutes>(accepted), date->at);
        const bool past_budget = length.in == unit::calendar_days && number == budget;
        one.counted = !past_budget && counts(made, one, f->working);
        if (one.counted) one.number = ++number;
        made.rolled = made.rolled || past_budget;
        made.days.push_back(std::move(one));
    }
    return made;
}

}  // namespace motcua::calendar
