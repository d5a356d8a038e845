#include "engine/kinds/dossier/timers.hpp"

#include <fmt/format.h>

#include "engine/calendar/day.hpp"
#include "engine/promise/life.hpp"

namespace motcua::dossier {

namespace {

using promise::trigger;

obstacle of(trigger what, const step_context& c) {
    const bool apology = what == trigger::t2 || what == trigger::reappointed;
    return {std::string(promise::event_name(what)),
            fmt::format("{}: lịch làm việc chỉ có đến hết ngày {}.",
                        apology ? "Chưa ban hành được văn bản xin lỗi vì không tính được ngày hẹn lại"
                                : "Không tính được ngày phải nhắc hoặc đôn đốc tiếp",
                        calendar::date_in_words(c.calendar->last_day())),
            apology
                ? "Bổ sung tệp lịch của năm sau rồi áp dụng lịch mới, hoặc lãnh đạo trả lời dự thảo với một "
                  "ngày hẹn lại trong lịch đang có."
                : "Bổ sung tệp lịch của năm sau rồi áp dụng lịch mới."};
}

// The one that the calendar has no day for.
trigger not_told(const promise::ledger& l) {
    if (!l.issued.empty()) return trigger::chase;
    return l.fired.t1 || l.legal.in == calendar::unit::at_once ? trigger::t2 : trigger::t1;
}

// Whether firing it now would issue an apology, and the calendar has no day for the new date.
bool beyond_calendar(const promise::ledger& l, const promise::wake& w, const step_context& c) {
    const bool issues =
        w.what == trigger::t2 || (w.what == trigger::reappointed &&
                                  static_cast<int>(l.issued.size()) < c.rules->maximum_reappointments);
    if (!issues || w.at > c.at) return false;
    auto trial = l;
    const auto issued = promise::issue_by_default(trial, c.at, {*c.rules, *c.calendar});
    return !issued && issued.error().why == promise::refusal::reason::calendar_unknown;
}

// What comes although this one cannot: the due moment is no less due.
std::optional<promise::wake> meanwhile(promise::ledger l, trigger blocked, const step_context& c) {
    if (blocked == trigger::chase || blocked == trigger::reappointed) return std::nullopt;
    l.fired.t1 = l.fired.t2 = true;
    return promise::next(l, *c.rules, *c.calendar, c.at).value_or(std::nullopt);
}

}  // namespace

outlook look_ahead(const subject& s, const step_context& c) {
    const auto* r = std::get_if<record>(&s);
    if (!r || r->closed.at) return {};
    const auto next = promise::next(r->promise, *c.rules, *c.calendar, c.at);
    if (next && (!*next || !beyond_calendar(r->promise, **next, c))) return {*next, std::nullopt};
    const auto blocked = next ? (*next)->what : not_told(r->promise);
    return {meanwhile(r->promise, blocked, c), of(blocked, c)};
}

bool mark_fired(subject& s, const promise::wake& w, const step_context& c) {
    auto* r = std::get_if<record>(&s);
    return r && promise::mark_fired(r->promise, w, c.at);
}

json_object timer_data(const subject& s, const promise::wake& w, const step_context& c) {
    json_object data{{"planned", to_iso(w.planned)}, {"at", to_iso(c.at)}, {"number", w.number}};
    const auto* r = std::get_if<record>(&s);
    if (!r) return data;
    data["late"] = c.at > r->promise.due;
    data["may_reappoint"] = static_cast<int>(r->promise.issued.size()) < c.rules->maximum_reappointments;
    return data;
}

}  // namespace motcua::dossier
