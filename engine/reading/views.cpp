#include "engine/reading/views.hpp"

#include "engine/kinds/code.hpp"
#include "engine/kinds/dossier/acceptance.hpp"
#include "engine/promise/calendar_move.hpp"
#include "engine/promise/facts.hpp"
#include "engine/promise/moments.hpp"
#include "engine/promise/why.hpp"
#include "engine/stepping/adoption.hpp"

namespace motcua::runtime {
namespace {

json or_null(const std::optional<instant>& t) {
    return t ? json(to_iso(*t)) : json(nullptr);
}

// What the words of a promise need, taken from the columns of a list.
promise::ledger outline(const store::summary& s) {
    promise::ledger l;
    l.promise = 1;
    l.due = l.legal_due = l.local_due = *s.due_at;
    l.done = s.done_at;
    return l;
}

constexpr int amber_days = 2;

}  // namespace

std::string_view to_text(store::delivery d) {
    constexpr std::string_view names[] = {"queued", "sending", "done", "failed", "unknown"};
    return names[static_cast<int>(d)];
}

std::string_view to_text(store::apology a) {
    constexpr std::string_view names[] = {"none", "draft", "issued", "escalated"};
    return names[static_cast<int>(a)];
}

urgency urgency_of(const store::summary& s, bool closed, instant now,
                   const calendar::working_calendar& days) {
    if (!s.due_at) return {"", "grey"};
    if (closed) return {s.late ? "Đã đóng, trễ hạn" : "Đã đóng", "grey"};
    auto words = promise::in_words(outline(s), now, days);
    urgency u{words ? *words : "", "green"};
    if (s.national_status == 5) return {"Tạm dừng, chờ bổ sung", "grey"};
    if (s.late || (!s.done_at && now > *s.due_at)) {
        u.colour = "red";
    } else if (!s.done_at) {
        const auto left = days.working_days_between(day_of(now), day_of(*s.due_at));
        if (left && *left < amber_days) u.colour = "amber";
    }
    return u;
}

json_object views::line(const store::listed_session& s, instant now) const {
    const auto& l = s.listed;
    const auto u = urgency_of(l, s.standing == store::condition::final, now, deployed_.days());
    const auto* p = deployed_.procedures().find(l.procedure, day_of(l.received_at.value_or(now)));
    return {{"session", s.id},
            {"kind", s.kind},
            {"code", l.code},
            {"check", l.code.empty() || !deployed_.kinds().has_promise(s.kind) ? std::string()
                                                                               : kinds::with_check(l.code)},
            {"procedure", l.procedure},
            {"procedure_name", p ? p->name : l.procedure},
            {"applicant", l.applicant},
            {"phase", l.phase},
            {"phase_label", labels_.phase(s.chart, l.phase)},
            {"stream", l.stream},
            {"channel", l.channel},
            {"unit", l.unit},
            {"holder", l.holder_role},
            {"return", l.return_mode},
            {"received", or_null(l.received_at)},
            {"due", or_null(l.due_at)},
            {"reappointed", or_null(l.reappointed_at)},
            {"done", or_null(l.done_at)},
            {"due_words", u.words},
            {"colour", u.colour},
            {"late", l.late},
            {"apology", to_text(l.apology_standing)},
            {"national_status", l.national_status},
            {"closed", s.standing == store::condition::final},
            {"parked", s.standing == store::condition::parked}};
}

void add_linked(json_object& to, const motcua::promise::ledger& l) {
    if (l.linked.empty()) return;
    json_array bodies;
    for (const auto& b : l.linked) bodies.push_back({{"name", b.name}, {"working_days", b.working_days}});
    to["local"] = to_iso(l.local_due);
    to["local_words"] = calendar::moment_in_words(l.local_due);
    to["linked"] = std::move(bodies);
}

namespace {

// Each date that was printed, with the calendar it was counted by.
json_object revision_view(const promise::revision& r) {
    return {{"number", r.number},
            {"due", to_iso(r.due)},
            {"made", to_iso(r.made)},
            {"why", r.why},
            {"calendar", r.calendar_hash},
            {"words", "Đã hẹn " + calendar::moment_in_words(r.due) + " theo lịch phiên bản " +
                          r.calendar_hash.substr(0, 12) + " (lần " + std::to_string(r.number) + ", ghi lúc " +
                          calendar::moment_in_words(r.made) + ")"}};
}

}  // namespace

json views::promised(const dossier::record& r, std::string_view when) const {
    auto at = parse_instant(when);
    if (const auto day = parse_day(when))
        at = to_instant(local_instant{*day + std::chrono::days{1}}) - std::chrono::milliseconds{1};
    const auto* known = at ? promise::promised_at(r.promise, *at) : nullptr;
    return known ? json(revision_view(*known)) : json(nullptr);
}

json_object views::promise(const dossier::record& r, instant now) const {
    const auto& l = r.promise;
    const auto& days = deployed_.days();
    json_object out{{"due", nullptr}};
    const auto* rules = deployed_.rules().by_id(r.rule_set);
    if (rules)
        if (const auto w = dossier::waited(r, now, {*rules, days}); w && *w) {
            out["acceptance_limit"] = to_iso((*w)->limit);
            out["slow_acceptance"] = (*w)->slow;
        }
    if (r.to_unit.limit) {
        out["hand_over_by"] = to_iso(*r.to_unit.limit);
        out["handed_over"] = or_null(r.to_unit.passed_on);
        out["slow_hand_over"] = r.to_unit.late(now);
    }
    if (!l.started()) return out;
    add_linked(out, l);
    json_array promised;
    for (const auto& one : l.revisions) promised.push_back(revision_view(one));
    out["promised"] = std::move(promised);
    out["due"] = to_iso(l.due);
    out["legal"] = to_iso(l.legal_due);
    out["accepted"] = to_iso(l.accepted);
    if (auto words = promise::in_words(l, now, days)) out["words"] = *words;
    if (auto f = promise::facts_at(l, now, days)) {
        out["reappointed"] = or_null(f->reappointed);
        out["paused"] = f->paused;
        out["late"] = f->late;
        out["premature"] = f->premature;
        out["issued"] = f->issued;
        out["issued_late"] = f->issued_late;
        out["by_default"] = f->by_default;
        out["escalated"] = f->escalated;
        out["hand_delivery"] = f->hand_delivery;
        out["chases"] = f->chases;
    }
    if (!rules) return out;
    out["drafted"] = or_null(l.drafted);
    out["extension_limit"] = l.maximum_extension;
    out["default_extension"] = l.authorisation.extension_days;
    if (auto m = promise::moments(l, *rules, days)) {
        out["t1"] = or_null(m->t1);
        out["t2"] = to_iso(m->t2);
    }
    if (auto why = promise::why_due(l, *rules, days)) {
        json_array sentences;
        for (auto& s : to_sentences(*why)) sentences.emplace_back(s);
        out["why"] = std::move(sentences);
        out["derivation"] = to_json(*why);
    }
    return out;
}

json_object views::journal_line(const store::journal_row& row, std::string_view chart) const {
    constexpr std::string_view causes[] = {"start",  "external",  "timer",     "platform_error",
                                           "cancel", "rejection", "migration", "administration"};
    json_object out{{"at", to_iso(row.at)},
                    {"actor", row.actor},
                    {"event", row.event},
                    {"label", labels_.event(chart, row.event)},
                    {"cause", causes[static_cast<int>(row.why)]}};
    if (row.erased) out["erased"] = true;
    const bool moved = row.event == adoption::moved_event;
    if (row.why != store::cause::rejection && !moved) return out;
    const auto payload = parse_json(row.payload);
    if (const json* data = payload && moved ? find(*payload, "data") : nullptr)
        if (const auto m = promise::moved_from_json(*data)) {
            out["detail"] = promise::in_words(*m);
            if (!m->printed()) out["label"] = "Tính lại thời hạn theo lịch làm việc mới, ngày hẹn giữ nguyên";
        }
    if (const json* why = payload ? find(*payload, "rejection") : nullptr)
        out["detail"] = get_string(*why, "message");
    return out;
}

json_object views::slip(const store::slip_row& row) const {
    return {{"form", row.form},          {"seq", row.seq},
            {"number", row.number_text}, {"issued", to_iso(row.issued_at)},
            {"sha256", row.pdf_sha256},  {"erased", row.erased}};
}

json_object views::duty(const store::outbox_row& row) const {
    const auto args = parse_json(row.args);
    return {{"id", row.id},
            {"session", row.session},
            {"kind", row.kind},
            {"name", row.name},
            {"args", args ? *args : json(nullptr)},
            {"state", to_text(row.state)},
            {"reason", row.reason},
            {"attempts", row.attempts},
            {"target", row.target},
            {"queued", to_iso(row.queued_at)},
            {"ended", or_null(row.ended_at)}};
}

json_object views::procedure(const procedure::entry& e, local_day day) const {
    json_array documents, fees, cases, terms;
    for (const auto& d : e.documents) {
        json_array in;
        for (const auto& c : d.cases) in.emplace_back(c);
        documents.push_back({{"type", d.type},
                             {"name", d.name},
                             {"basis", d.basis},
                             {"cases", in},
                             {"original", d.original},
                             {"confirmed", d.confirmed}});
    }
    // Those of the day; what comes later is no fee yet.
    for (const auto& f : e.fees)
        if (f.when.holds(day))
            fees.push_back({{"case", f.case_code},
                            {"stream", f.stream},
                            {"until", f.when.until ? json(to_iso(*f.when.until)) : json(nullptr)},
                            {"amount", f.amount},
                            {"by_area", f.by_area},
                            {"note", f.note},
                            {"confirmed", f.confirmed}});
    for (const auto& c : e.cases) cases.push_back({{"code", c.code}, {"name", c.name}});
    for (const auto& t : e.terms)
        terms.push_back(
            {{"words", calendar::in_words(t.length)}, {"case", t.case_code}, {"confirmed", t.confirmed}});
    json_array questions;
    for (const auto& q : e.eligibility)
        questions.push_back(
            {{"id", q.id}, {"answer", q.answer}, {"question", q.question}, {"otherwise", q.otherwise}});
    json_array suspended;
    for (const auto& s : e.suspensions)
        if (s.when.holds(day)) suspended.emplace_back(s.reason);
    json_array linked;
    for (const auto& b : e.linked)
        linked.push_back({{"name", b.name},
                          {"working_days", b.working_days},
                          {"case", b.case_code},
                          {"confirmed", b.confirmed}});
    return {{"code", e.code},
            {"linked", linked},
            {"name", e.name},
            {"field", e.field},
            {"agency", e.agency},
            {"unit", e.unit},
            {"online_level", to_text(e.level)},
            {"online_only", e.online_only},
            {"suspended", suspended},
            {"cases", cases},
            {"documents", documents},
            {"fees", fees},
            {"terms", terms},
            {"eligibility", questions},
            {"post_in", e.post_in},
            {"post_out", e.post_out},
            {"result", e.result}};
}

}  // namespace motcua::runtime
