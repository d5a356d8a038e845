#include <fmt/format.h>

#include "engine/kinds/dossier/acceptance.hpp"
#include "engine/kinds/dossier/effect_sets.hpp"
#include "engine/kinds/dossier/hard_rules.hpp"

namespace motcua::dossier {

namespace {

std::optional<promise::cause> cause_of(const std::string& text) {
    if (text == "other-body") return promise::cause::other_body;
    if (text == "money-due") return promise::cause::money_due;
    return std::nullopt;
}

refusal start_term(record& r, const step_context& c) {
    const auto a =
        c.procedure ? acceptance_of(*c.procedure, r.case_code, r.route.stream, c.at) : std::nullopt;
    if (!a)
        return rejection{"term_unknown",
                         fmt::format("Thủ tục {} chưa có thời hạn giải quyết trong danh mục.", r.procedure),
                         "Báo quản trị bổ sung danh mục thủ tục.", ""};
    return from_ledger(promise::start(r.promise, *a, measure_of(c)));
}

refusal pause_or_resume(record& r, const std::string& op, const json_object& args, const step_context& c) {
    const auto cause = cause_of(text_of(args, "cause", "other-body"));
    if (!cause)
        return rejection{
            "cause_unknown",
            "Lý do tạm dừng cần là other-body (chờ cơ quan khác) hoặc money-due (chờ nghĩa vụ tài chính).",
            "Chọn lại lý do tạm dừng.", ""};
    if (op == "pause")
        return from_ledger(promise::pause(r.promise, *cause, c.at, text_of(args, "note"), measure_of(c)));
    return from_ledger(promise::resume(r.promise, *cause, c.at, measure_of(c)));
}

refusal term(record& r, const json_object& args, const step_context& c, step_requests&) {
    const std::string op = text_of(args, "op");
    if (op == "start") return start_term(r, c);
    if (op == "pause" || op == "resume") return pause_or_resume(r, op, args, c);
    if (op == "stop")
        return r.accepted() ? from_ledger(promise::stop(r.promise, c.at, measure_of(c))) : std::nullopt;
    return rejection{"term_op_unknown",
                     fmt::format("Lệnh thời hạn “{}” không có; cần start, pause, resume hoặc stop.", op),
                     "Báo quản trị sửa quy trình.", ""};
}

// A draft has no number and no paper: the head and the case officer are asked.
refusal draft(record& r, const json_object&, const step_context& c, step_requests& w) {
    if (auto no = from_ledger(promise::draft(r.promise, c.at))) return no;
    const json_object due{{"due", to_iso(r.promise.due)}};
    request_notice(w, r, c, "head", "draft", due);
    request_notice(w, r, c, "case-officer", "draft", due);
    return std::nullopt;
}

refusal commit(record& r, const json_object& args, const step_context& c, step_requests&) {
    return from_ledger(promise::commit_on_time(r.promise, text_of(args, "name", c.actor), c.at));
}

void sign(apology& a, const record& r, const json_object& args, const step_context& c) {
    const auto* unit = c.office->find_unit(r.unit);
    if (!unit) return;
    const std::string wanted = text_of(args, "signer");
    const procedure::signer* who = unit->head(day_of(c.at));
    for (const auto& s : unit->signers)
        if (!wanted.empty() && s.name == wanted && s.when.holds(day_of(c.at))) who = &s;
    if (!who) return;
    a.signer = who->name;
    a.signer_title = who->title;
    a.on_behalf = who->on_behalf;
    if (!who->on_behalf.empty() && a.by == "head") a.by = "deputy";
}

// What the new date is refused for stands in the field that gave it.
rejection about_date(rejection no, promise::refusal::reason why, const promise::new_date& wanted) {
    using reason = promise::refusal::reason;
    switch (why) {
        case reason::reason_missing:
            return about(std::move(no), {"reason", "reason_code"});
        case reason::day_off:
        case reason::extension_too_short:
        case reason::extension_too_long:
            return about(std::move(no), {wanted.day ? "date" : "days"});
        default:
            return no;
    }
}

refusal reappoint(record& r, const json_object& args, const step_context& c, step_requests& w) {
    apology a;
    a.by = text_of(args, "by", "head");
    a.reason_code = text_of(args, "reason_code");
    sign(a, r, args, c);
    if (a.by == "default") {
        if (auto no = from_ledger(promise::issue_by_default(r.promise, c.at, measure_of(c)))) return no;
    } else {
        promise::new_date wanted{text_of(args, "reason"), std::nullopt, std::nullopt};
        if (const auto* coded = c.reasons->find("lateness", a.reason_code, day_of(c.at));
            coded && wanted.reason.empty())
            wanted.reason = coded->text;
        if (given(args, "days")) wanted.extension_days = static_cast<int>(number_of(args, "days"));
        wanted.day = parse_day(text_of(args, "date"));
        if (auto no = check_reappointment(r, wanted.reason, wanted.extension_days.value_or(1), c)) return no;
        const std::string signer = a.signer.empty() ? c.actor : a.signer;
        const auto issued = promise::issue_by_head(r.promise, signer, wanted, c.at, measure_of(c));
        if (auto no = from_ledger(issued)) return about_date(std::move(*no), issued.error().why, wanted);
    }
    a.seq = r.promise.issued.back().sequence;
    r.apologies.push_back(std::move(a));
    const auto& issued = r.promise.issued.back();
    request_slip(w, r, c, "apology", issued.sequence, c.rules->maximum_reappointments);
    const json_object dates{{"due", to_iso(r.promise.due)}, {"reappointed", to_iso(issued.new_date)}};
    auto with_slip = dates;
    with_slip["slip"] = json_object{{"form", "apology"}, {"seq", issued.sequence}};
    request_notice(w, r, c, "applicant", "apology", std::move(with_slip));
    request_notice(w, r, c, "controlling-unit", "apology", dates);
    return std::nullopt;
}

refusal escalate(record& r, const json_object&, const step_context& c, step_requests& w) {
    request_notice(w, r, c, "head", "escalation");
    request_notice(w, r, c, "controlling-unit", "escalation");
    return std::nullopt;
}

constexpr int most_chase_notes = 9999;  // no law limits them; the slip row wants a bound

refusal chase(record& r, const json_object&, const step_context& c, step_requests& w) {
    ++r.chase_notes;
    request_slip(w, r, c, "chase_note", r.chase_notes, most_chase_notes);
    request_notice(w, r, c, "head", "chase", {{"number", r.chase_notes}});
    return std::nullopt;
}

refusal apology_delivered(record& r, const json_object& args, const step_context& c, step_requests&) {
    if (r.apologies.empty())
        return rejection{"no_apology", "Hồ sơ chưa có văn bản xin lỗi nào được ban hành.",
                         "Mở hồ sơ để xem lại.", ""};
    auto& a = r.apologies.back();
    a.delivery = text_of(args, "delivery");
    a.proof = text_of(args, "proof");
    a.delivered = c.at;
    return std::nullopt;
}

}  // namespace

void add_promise_effects(registry& r) {
    r.add(effect_of<record>("term", {"op"}, {"cause", "note"}, term)
              .taking("op", {"start", "pause", "resume", "stop"})
              .taking("cause", {"other-body", "money-due"}));
    r.add(effect_of<record>("draft", {}, {}, draft));
    r.add(effect_of<record>("commit", {}, {"name"}, commit));
    r.add(effect_of<record>("reappoint", {}, {"by", "reason", "reason_code", "days", "date", "signer"},
                            reappoint)
              .taking("by", {"head", "default"}));
    r.add(effect_of<record>("escalate", {}, {}, escalate, effect_kind::outbox));
    r.add(effect_of<record>("chase", {}, {}, chase));
    r.add(effect_of<record>("apology-delivered", {"delivery"}, {"proof"}, apology_delivered)
              .taking("delivery", {"desk", "phone", "sms", "e-mail"}));
}

}  // namespace motcua::dossier
