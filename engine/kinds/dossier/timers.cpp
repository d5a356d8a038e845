// The legal instants of a dossier: which comes next, and what stands in its way.
#include <fmt/format.h>

#include "engine/calendar/day.hpp"
#include "engine/kinds/dossier/record.hpp"
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

outlook record::look_ahead(const step_context& c) const {
    if (closed.at) return {};
    const auto next = motcua::promise::next(promise, *c.rules, *c.calendar, c.at);
    if (next && (!*next || !beyond_calendar(promise, **next, c))) return {*next, std::nullopt};
    const auto blocked = next ? (*next)->what : not_told(promise);
    return {meanwhile(promise, blocked, c), of(blocked, c)};
}

bool record::mark_fired(const promise::wake& w, const step_context& c) {
    return motcua::promise::mark_fired(promise, w, c.at);
}

json_object record::timer_data(const promise::wake& w, const step_context& c) const {
    auto data = session_record::timer_data(w, c);
    data["late"] = c.at > promise.due;
    data["may_reappoint"] = static_cast<int>(promise.issued.size()) < c.rules->maximum_reappointments;
    return data;
}

}  // namespace motcua::dossier
