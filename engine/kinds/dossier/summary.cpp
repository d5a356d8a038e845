#include "engine/kinds/dossier/summary.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/kinds/effect_sets.hpp"
#include "engine/promise/life.hpp"

namespace motcua::dossier {

std::optional<calendar::term> step_term_of(std::string_view text) {
    const auto space = text.find(' ');
    if (space == text.npos) return std::nullopt;
    const auto unit = calendar::parse_unit(std::string_view(text).substr(space + 1));
    return unit ? calendar::parse_term(text.substr(0, space), *unit) : std::nullopt;
}

namespace {

// "2 working-days" → a term.
refusal follow_step(record& r, const chart_facts& before, const chart_facts& after, const step_context& c) {
    if (before.phase == after.phase) return std::nullopt;
    if (r.promise.step)
        if (auto no = from_ledger(promise::end_step(r.promise))) return no;
    if (after.step_term.empty() || !r.promise.running()) return std::nullopt;
    const auto term = step_term_of(after.step_term);
    if (!term)
        return rejection{"step_term",
                         fmt::format("Quy trình ghi thời hạn bước “{}” không hiểu được.", after.step_term),
                         "Báo quản trị sửa quy trình: ví dụ “2 working-days”.", ""};
    return from_ledger(promise::begin_step(r.promise, after.phase, *term, c.at, measure_of(c)));
}

bool is_late(const record& r, instant at) {
    if (!r.accepted() || r.promise.paused()) return false;
    const instant end = r.promise.done ? *r.promise.done : r.promise.stopped ? *r.promise.stopped : at;
    return end > r.promise.due;
}

summary of_record(const record& r, const chart_facts& facts, instant at) {
    summary s;
    s.code = r.code;
    s.portal_code = r.portal.code;
    s.procedure = r.procedure;
    s.unit = r.unit;
    s.stream = r.route.stream;
    s.channel = r.channel;
    s.phase = facts.phase;
    s.holder_role = facts.holder_role;
    s.holder = facts.holder_role == "case_officer" ? r.case_officer : "";
    s.return_mode = r.returning.mode;
    s.applicant = r.applicant.name;
    s.national_status = facts.national_status;
    s.late = is_late(r, at);
    s.apology = facts.apology;
    s.received_at = r.accepted() ? std::optional(r.promise.accepted) : r.arrived;
    if (r.accepted()) s.due_at = r.promise.due;
    if (!r.promise.issued.empty()) s.reappointed_at = r.promise.issued.back().new_date;
    s.done_at = r.promise.done;
    s.returned_at = r.delivery.at;
    if (!r.closed.at) s.attention_at = s.reappointed_at ? s.reappointed_at : s.due_at;
    return s;
}

summary of_round(const round& r, const chart_facts& facts) {
    summary s;
    // Manifest numbers begin anew in each unit and year; a code is the office's only one.
    const std::chrono::year_month_day day{std::chrono::sys_days{day_of(r.created).time_since_epoch()}};
    if (!r.number.empty()) s.code = fmt::format("{}-{}-{}", r.unit, static_cast<int>(day.year()), r.number);
    s.unit = r.unit;
    s.channel = "post";
    s.phase = facts.phase;
    s.holder_role = facts.holder_role;
    s.holder = r.who.name;
    s.return_mode = "post";
    s.national_status = facts.national_status;
    s.received_at = r.created;
    s.done_at = r.handed_over;
    s.returned_at = r.closed;
    return s;
}

}  // namespace

refusal follow_chart(subject& s, const chart_facts& before, const chart_facts& after, const step_context& c,
                     step_requests& w) {
    auto* r = std::get_if<record>(&s);
    if (!r) return std::nullopt;
    if (auto no = follow_step(*r, before, after, c)) return no;
    if (!after.holder_role.empty() && after.holder_role != before.holder_role)
        r->holders.push_back({c.at, after.holder_role});
    if (after.national_status != before.national_status && after.national_status != 0)
        w.outbox.push_back({"portal",
                            "status",
                            {{"session", c.session}, {"status", after.national_status}, {"at", to_iso(c.at)}},
                            std::nullopt});
    return std::nullopt;
}

summary summarise(const subject& s, const chart_facts& facts, instant at) {
    if (const auto* r = std::get_if<record>(&s)) return of_record(*r, facts, at);
    return of_round(std::get<round>(s), facts);
}

}  // namespace motcua::dossier
