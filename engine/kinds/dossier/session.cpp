// The dossier's record as a session of the engine: what stepping, the writer and lists ask of every kind.
#include <fmt/format.h>

#include <algorithm>

#include "engine/kinds/code.hpp"
#include "engine/kinds/dossier/acceptance.hpp"
#include "engine/kinds/dossier/effect_sets.hpp"
#include "engine/kinds/sheet.hpp"

namespace motcua::dossier {

std::optional<calendar::term> step_term_of(std::string_view text) {
    const auto space = text.find(' ');
    if (space == text.npos) return std::nullopt;
    const auto unit = calendar::parse_unit(text.substr(space + 1));
    return unit ? calendar::parse_term(text.substr(0, space), *unit) : std::nullopt;
}

namespace {

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

summary summary_of(const record& r, const chart_facts& facts, instant at) {
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

// Whether the desk was slow to accept, once that is settled; nothing: it may still become so, or the calendar
// or the rules at hand cannot tell.
std::optional<bool> settled_slow(const record& r, const step_context& c) {
    if (!counts_online(r)) return false;
    if (!c.rules || !c.calendar || c.rules->id != r.rule_set) return std::nullopt;
    const auto w = waited(r, c.at, measure_of(c));
    if (!w || !*w || !(*w)->settled) return std::nullopt;
    return (*w)->slow;
}

reported reports_of(const record& r, const step_context& c) {
    const auto slow = settled_slow(r, c);
    reported out;
    out.told = slow.has_value();
    if (!slow) return out;
    out.slow_acceptance = *slow;
    if (!r.accepted()) return out;
    const auto& l = r.promise;
    out.online = counts_online(r);
    out.overridden = !r.route.override_code.empty();
    out.running = l.running();
    const auto ended = l.done ? l.done : l.stopped;
    out.premature = !l.issued.empty() && ended && *ended <= l.due;
    if (r.to_unit.passed_on)
        out.slow_hand_over = r.to_unit.late(c.at);
    else
        out.hand_over_by = r.to_unit.limit;
    out.apologies = static_cast<int>(l.issued.size());
    for (const auto& one : l.issued) {
        out.late_apologies += one.issued_late;
        out.default_apologies += one.by_default;
    }
    return out;
}

}  // namespace

std::string record::encode() const {
    return dossier::encode(*this);
}

std::string record::printed_as() const {
    return with_check(code);
}

summary record::summarise(const chart_facts& facts, const step_context& c) const {
    auto s = summary_of(*this, facts, c.at);
    s.reports = reports_of(*this, c);
    return s;
}

refusal record::check_step(bool accepted_before, const step_requests& w) const {
    const bool started = accepted() && !accepted_before;
    if (!started && !w.accepted) return std::nullopt;
    if (started != w.accepted)
        return rejection{"acceptance_incomplete",
                         "Quy trình phải tiếp nhận hồ sơ và tính thời hạn trong cùng một bước.",
                         "Báo quản trị sửa quy trình.", "acceptance", true};
    const bool receipt =
        std::any_of(w.slips.begin(), w.slips.end(), [](const auto& s) { return s.form == "receipt"; });
    if (receipt) return std::nullopt;
    return rejection{"acceptance_without_receipt",
                     "Không tiếp nhận hồ sơ mà không cấp Giấy tiếp nhận hồ sơ và hẹn trả kết quả.",
                     "Báo quản trị sửa quy trình: bước tiếp nhận phải in giấy tiếp nhận.", "receipt", true};
}

refusal record::follow_chart(const chart_facts& before, const chart_facts& after, const step_context& c,
                             step_requests& w) {
    if (auto no = follow_step(*this, before, after, c)) return no;
    if (!after.holder_role.empty() && after.holder_role != before.holder_role)
        holders.push_back({c.at, after.holder_role});
    if (after.national_status != before.national_status && after.national_status != 0)
        w.outbox.push_back(
            {"portal",
             "status",
             {{"session", c.session}, {"status", after.national_status}, {"at", to_iso(c.at)}}});
    return std::nullopt;
}

// Every date on paper that moves is told, and a promise printed anew: a printed date never moves silently. A
// reappointed date has no second slip, being reappointed at most once, and the receipt keeps to the promise.
refusal record::move_promise(const promise::moved_date& to, const step_context& c, step_requests& w) {
    if (!c.rules) return std::nullopt;
    if (auto no = from_ledger(motcua::promise::adopt(promise, to, measure_of(c), c.at))) return no;
    if (!to.printed()) return std::nullopt;
    if (auto no = print_receipt(*this, c, w)) return no;
    // The date for which the applicant is to come now.
    request_notice(w, *this, c, "applicant", "date-moved",
                   {{"old", to_iso(to.reappointed_now ? *to.reappointed_before : to.before)},
                    {"new", to_iso(to.reappointed_now.value_or(to.now))},
                    {"why", to.reason}});
    return std::nullopt;
}

std::string record::assign(step_requests& w, const number_request& request, long long number,
                           const step_context& c) {
    if (request.slip >= 0) {
        const auto& printed = number_slip(w, request, number, c);
        const bool apology = w.slips[static_cast<std::size_t>(request.slip)].form == "apology";
        if (apology && !apologies.empty()) apologies.back().number = printed;
        return printed;
    }
    if (request.what == "parcel") return post.item = fmt::format("BG{:07}", number);
    code = make_code(c.office->code_pattern, c.office->code, unit, day_of(c.at), number)
               .value_or(fmt::format("{}-{}-{}", c.office->code, to_iso(day_of(c.at)), number));
    return code;
}

void record::count_refusal(const rejection& why) {
    if (!why.hard) return;
    const auto at =
        std::find_if(refused.begin(), refused.end(), [&](const auto& a) { return a.rule == why.rule; });
    if (at != refused.end())
        ++at->count;
    else
        refused.push_back({why.rule, 1});
}

}  // namespace motcua::dossier
