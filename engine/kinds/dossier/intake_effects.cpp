#include <fmt/format.h>

#include <algorithm>

#include "engine/kinds/code.hpp"
#include "engine/kinds/dossier/effect_sets.hpp"
#include "engine/kinds/dossier/hard_rules.hpp"
#include "engine/kinds/dossier/published.hpp"
#include "engine/kinds/dossier/router.hpp"
#include "engine/promise/moments.hpp"

namespace motcua::dossier {

namespace {

// The portal gave a code: from now on the dossier counts as received online.
refusal portal(record& r, const json_object& args, const step_context& c, step_requests&) {
    if (r.route.stream != "online")
        return rejection{"not_online", "Hồ sơ này thuộc luồng trực tiếp nên không có mã Cổng.",
                         "Chuyển hồ sơ sang luồng trực tuyến trước khi ghi mã Cổng.", "A21"};
    const std::string code = text_of(args, "code");
    const auto at = parse_instant(text_of(args, "at", to_iso(c.at)));
    if (code.empty() || !at || *at > c.at)
        return rejection{"portal_receipt", "Cần mã hồ sơ do Cổng cấp và thời điểm nộp (không sau hiện tại).",
                         "Chép mã và thời điểm từ trang xác nhận của Cổng.", "A21"};
    r.portal = {code, *at};
    if (yes_of(args, "signed")) r.digitally_signed = true;
    r.arrived = c.at;
    return std::nullopt;
}

// "{office}-{yymmdd}-{number:4}" → series "dossier|000.51.01.G01" per day.
number_request code_wish(const record& r, const step_context& c) {
    const std::string_view pattern = c.office->code_pattern;
    const std::string day = to_iso(day_of(c.at));
    number_request n{"dossier", "dossier|" + c.office->code, "", -1};
    if (pattern.find("{unit}") != pattern.npos) n.series += "|" + r.unit;
    if (pattern.find("{yymmdd}") != pattern.npos)
        n.period = day;
    else if (pattern.find("{yyyy}") != pattern.npos)
        n.period = day.substr(0, 4);
    return n;
}

// The citizen is not turned away when the portal fails: direct after all, with a reason that reports count.
refusal route_direct(record& r, const json_object& args, const step_context& c, step_requests&) {
    if (!c.procedure) return std::nullopt;
    const std::string code = text_of(args, "override");
    const route ruled = find_route(*c.procedure, *c.reasons,
                                   {r.case_code, r.channel, r.applicant.police_staff, {}}, day_of(c.at));
    route open = ruled;
    open.unanswered.clear();  // answered at reception, or the dossier would not have been online
    open.overrides = c.reasons->list("direct-override", day_of(c.at));
    open.may_override = ruled.rule != "A13" && ruled.rule != "A14";
    open.stream = "online";
    if (auto no = check_stream(open, "direct", code)) return no;
    r.route.stream = "direct";
    r.route.mode = "counter";
    r.route.override_code = code;
    if (const auto* why = c.reasons->find("direct-override", code, day_of(c.at)))
        r.route.override_text = why->text;
    r.route.officer = c.actor;
    r.route.at = c.at;
    take_fee(r, *c.procedure, day_of(c.at));
    return std::nullopt;
}

// The desk's own clock runs from acceptance; it has its own lateness.
refusal start_hand_over_clock(record& r, const step_context& c) {
    if (r.route.stream != "direct") return std::nullopt;
    const auto limit = promise::hand_over_limit(c.at, *c.rules, *c.calendar);
    if (!limit)
        return from_ledger(tl::make_unexpected(promise::refusal{
            promise::refusal::reason::calendar_unknown,
            "Chưa có lịch làm việc của năm cần tính; hãy bổ sung tệp lịch. (" + limit.error().message + ")",
            std::nullopt}));
    r.to_unit = {*limit, std::nullopt};
    return std::nullopt;
}

refusal accept(record& r, const json_object&, const step_context& c, step_requests& w) {
    if (auto no = check_acceptance(r, c)) return no;
    if (auto no = start_hand_over_clock(r, c)) return no;
    // The receipt bears the fee of the day of acceptance, whenever the dossier was opened.
    if (c.procedure && !take_fee(r, *c.procedure, day_of(c.at)))
        return rejection{
            "fee_unknown",
            fmt::format("Thủ tục {} không có mức phí, lệ phí nào đang có hiệu lực cho trường hợp và "
                        "luồng nộp này.",
                        r.procedure),
            "Báo quản trị bổ sung mức phí của ngày hôm nay vào danh mục thủ tục.", ""};
    r.officer = c.actor;
    r.rule_set = c.rules->id;
    if (!r.arrived) r.arrived = c.at;
    w.numbers.push_back(code_wish(r, c));
    w.accepted = true;
    return std::nullopt;
}

refusal identity(record& r, const json_object& args, const step_context&, step_requests&) {
    r.identity.e_identity = yes_of(args, "e_identity");
    r.identity.portal_account = yes_of(args, "portal_account");
    r.identity.guided = yes_of(args, "guided", r.identity.guided);
    return std::nullopt;
}

received_document document_from(const json& v) {
    const auto count = [&](std::string_view key) {
        return static_cast<int>(std::clamp<std::int64_t>(get_integer(v, key), 0, 999));
    };
    return {get_string(v, "type"), get_string(v, "name"), count("originals"),
            count("certified"),    count("photocopies"),  count("e_copies")};
}

refusal take_in(record& r, const json_object& args, const step_context& c) {
    const json* list = args.if_contains("list");
    if (!list || !list->is_array()) return std::nullopt;
    std::vector<received_document> papers;
    for (const json& each : list->get_array()) papers.push_back(document_from(each));
    if (c.procedure)
        if (auto no = name_documents(papers, *c.procedure, r.case_code, "documents")) return no;
    for (auto& d : papers) {
        const auto had = std::find_if(r.documents.begin(), r.documents.end(),
                                      [&](const auto& x) { return x.type == d.type; });
        if (had == r.documents.end()) {
            r.documents.push_back(std::move(d));
            continue;
        }
        had->originals += d.originals;
        had->certified += d.certified;
        had->photocopies += d.photocopies;
        had->e_copies += d.e_copies;
    }
    return std::nullopt;
}

refusal documents(record& r, const json_object& args, const step_context& c, step_requests&) {
    return take_in(r, args, c);
}

// Asks for what is missing: once, all of it, in writing. The clock follows the rule set's policy.
refusal ask_supplement(record& r, const json_object& args, const step_context& c, step_requests& w) {
    supplement_asked asked{{}, text_of(args, "reason")};
    if (const json* items = args.if_contains("items"); items && items->is_array())
        for (const json& i : items->get_array()) {
            wanted_document d{get_string(i, "type"), get_string(i, "name"), get_string(i, "form", "paper"),
                              get_string(i, "note")};
            const auto* listed = c.procedure ? c.procedure->find_document(r.case_code, d.type) : nullptr;
            if (d.name.empty() && listed) d.name = listed->name;
            asked.items.push_back(std::move(d));
        }
    if (auto no = check_supplement(r, asked, c)) return no;
    if (r.accepted())
        if (auto no = from_ledger(promise::request_supplement(r.promise, c.at, measure_of(c)))) return no;
    r.supplements.push_back({c.at, std::nullopt, c.actor, asked.reason, std::move(asked.items)});
    const int seq = static_cast<int>(r.supplements.size());
    request_slip(w, r, c, "supplement_request", seq, c.rules->maximum_supplements);
    request_notice(w, r, c, "applicant", "supplement");
    return std::nullopt;
}

refusal complete_supplement(record& r, const json_object& args, const step_context& c, step_requests&) {
    if (r.supplements.empty() || r.supplements.back().complete)
        return rejection{"no_supplement", "Hồ sơ không có yêu cầu bổ sung nào đang chờ.",
                         "Mở hồ sơ để xem lại.", ""};
    if (r.accepted())
        if (auto no = from_ledger(promise::complete_supplement(r.promise, c.at, measure_of(c)))) return no;
    r.supplements.back().complete = c.at;
    return take_in(r, args, c);
}

refusal refuse(record& r, const json_object& args, const step_context& c, step_requests& w) {
    if (auto no = check_refusal(r, c)) return no;
    const std::string reason = text_of(args, "reason");
    if (reason.empty())
        return about({"reason_missing", "Từ chối phải nêu lý do cụ thể, dễ hiểu.", "Ghi lý do từ chối.", ""},
                     {"reason"});
    r.stop_reason = reason;
    if (r.promise.running() || r.promise.paused())
        if (auto no = from_ledger(promise::stop(r.promise, c.at, measure_of(c)))) return no;
    request_slip(w, r, c, "refusal", 1, 1);
    request_notice(w, r, c, "applicant", "refusal");
    return std::nullopt;
}

refusal fee(record& r, const json_object& args, const step_context&, step_requests&) {
    if (given(args, "amount")) r.fee.amount = number_of(args, "amount");
    r.fee.paid = yes_of(args, "paid", true);
    r.fee.method = text_of(args, "method", r.fee.method);
    return std::nullopt;
}

refusal choose_return(record& r, const json_object& args, const step_context& c, step_requests&) {
    const std::string mode = text_of(args, "mode");
    const std::string address = text_of(args, "address", r.returning.address);
    if (mode != "desk" && mode != "post")
        return about(
            {"return_mode_unknown", "Nơi nhận kết quả cần là desk (tại quầy) hoặc post (qua bưu chính).",
             "Chọn lại nơi nhận kết quả.", ""},
            {"mode"});
    const bool offered = c.procedure && c.procedure->post_out;
    if (mode == "post" && (address.empty() || !offered))
        return about(
            {"post_not_offered", "Chỉ trả qua bưu chính khi thủ tục cho phép và có địa chỉ người nhận.",
             "Ghi địa chỉ, hoặc chọn nhận tại quầy.", "C1"},
            {offered ? "address" : "mode"});
    if (mode == "post" && r.applicant.phone.empty())
        return about(
            {"post_phone_missing", "Trả qua bưu chính cần số điện thoại của người đề nghị để in nhãn.",
             "Chọn nhận tại quầy.", "C1"},
            {"mode"});
    r.returning = {mode, address};
    return std::nullopt;
}

refusal add_note(record& r, const json_object& args, const step_context& c, step_requests&) {
    r.notes.push_back({c.at, c.actor, text_of(args, "text")});
    return std::nullopt;
}

refusal assign_officer(record& r, const json_object& args, const step_context&, step_requests&) {
    r.case_officer = text_of(args, "officer");
    return std::nullopt;
}

}  // namespace

void add_intake_effects(registry& r) {
    r.add(
        effect_of<record>("portal", {"code"}, {"at", "signed"}, portal).taking("signed", {"true", "false"}));
    r.add(effect_of<record>("accept", {}, {}, accept));
    r.add(effect_of<record>("identity", {}, {"e_identity", "portal_account", "guided"}, identity)
              .taking("e_identity", {"true", "false"})
              .taking("portal_account", {"true", "false"})
              .taking("guided", {"true", "false"}));
    r.add(effect_of<record>("documents", {}, {"list"}, documents));
    r.add(effect_of<record>("route-direct", {"override"}, {}, route_direct));
    r.add(effect_of<record>("supplement", {"items", "reason"}, {}, ask_supplement));
    r.add(effect_of<record>("supplemented", {}, {"list"}, complete_supplement));
    r.add(effect_of<record>("refuse", {"reason"}, {}, refuse));
    r.add(effect_of<record>("fee", {}, {"amount", "paid", "method"}, fee).taking("paid", {"true", "false"}));
    r.add(effect_of<record>("choose-return", {"mode"}, {"address"}, choose_return)
              .taking("mode", {"desk", "post"}));
    r.add(effect_of<record>("note", {"text"}, {}, add_note));
    r.add(effect_of<record>("assign-officer", {"officer"}, {}, assign_officer));
}

}  // namespace motcua::dossier
