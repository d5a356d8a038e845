#include "engine/kinds/dossier/intake.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/kinds/dossier/hard_rules.hpp"
#include "engine/kinds/dossier/published.hpp"

namespace motcua::dossier {

namespace {

rejection refused(std::string code, std::string message, std::string next, std::string rule = {}) {
    return {std::move(code), std::move(message), std::move(next), std::move(rule)};
}

json part(const json& data, std::string_view key) {
    const json* v = find(data, key);
    return v ? *v : json(json_object{});
}

std::optional<bool> answer(const json& v, std::string_view key) {
    const json* a = find(v, key);
    if (!a || !a->is_bool()) return std::nullopt;
    return a->get_bool();
}

intake_answers answers_of(const record& r, const json& data) {
    intake_answers a{r.case_code, r.channel, r.applicant.police_staff, {}};
    const json facts = part(data, "facts");
    if (!facts.is_object()) return a;
    for (const auto& [key, value] : facts.get_object()) {
        if (value.is_string()) a.facts[std::string(key)] = std::string(value.get_string());
        if (value.is_bool()) a.facts[std::string(key)] = value.get_bool() ? "yes" : "no";
    }
    return a;
}

refusal take_case(record& r, const json& data, const procedure::entry& p) {
    r.case_code = get_string(data, "case");
    if (r.case_code.empty() && p.cases.size() == 1) r.case_code = p.cases.front().code;
    if (p.cases.empty() && r.case_code.empty()) return std::nullopt;
    if (p.find_case(r.case_code)) return std::nullopt;
    std::string names;
    for (const auto& each : p.cases) names += (names.empty() ? "" : "; ") + each.name;
    return about(
        refused("case_unknown", fmt::format("Thủ tục {} cần chọn một trường hợp: {}.", p.code, names),
                "Chọn trường hợp của hồ sơ."),
        {"case"});
}

refusal take_people(record& r, const json& data) {
    r.applicant = person_from_json(part(data, "applicant"));
    r.submitter = find(data, "submitter") ? person_from_json(part(data, "submitter")) : r.applicant;
    if (r.applicant.name.empty())
        return about(refused("applicant_missing", "Chưa ghi tên người (hoặc tổ chức) đề nghị.",
                             "Ghi họ tên người đề nghị."),
                     {"applicant.name"});
    return std::nullopt;
}

refusal take_channel(record& r, const json& data, const procedure::entry& p) {
    r.channel = get_string(data, "channel", "counter");
    if (r.channel != "counter" && r.channel != "portal" && r.channel != "post")
        return about(refused("channel_unknown",
                             fmt::format("Kênh nộp “{}” không có; cần counter, portal hoặc post.", r.channel),
                             "Chọn lại kênh nộp."),
                     {"channel"});
    if (r.channel == "post" && !p.post_in)
        return about(refused("post_not_offered",
                             fmt::format("Thủ tục {} không tiếp nhận qua bưu chính công ích.", p.code),
                             "Tiếp nhận tại quầy hoặc qua Cổng.", "C1"),
                     {"channel"});
    return std::nullopt;
}

refusal take_return(record& r, const json& data, const procedure::entry& p) {
    const json chosen = part(data, "return");
    r.returning = {get_string(chosen, "mode", "desk"), get_string(chosen, "address")};
    if (r.returning.mode != "desk" && r.returning.mode != "post")
        return about(refused("return_mode_unknown",
                             "Nơi nhận kết quả cần là desk (tại quầy) hoặc post (qua bưu chính).",
                             "Chọn lại nơi nhận kết quả."),
                     {"return.mode"});
    if (r.returning.mode == "desk") return std::nullopt;
    if (!p.post_out)
        return about(refused("post_not_offered",
                             fmt::format("Thủ tục {} không trả kết quả qua bưu chính công ích.", p.code),
                             "Chọn nhận tại quầy.", "C1"),
                     {"return.mode"});
    if (r.returning.address.empty()) r.returning.address = r.applicant.address;
    if (!r.returning.address.empty() && !r.applicant.phone.empty()) return std::nullopt;
    auto no = refused("post_address_missing", "Trả qua bưu chính cần địa chỉ và số điện thoại người nhận.",
                      "Ghi địa chỉ và số điện thoại.", "C1");
    if (r.returning.address.empty()) no = about(std::move(no), {"return.address"});
    if (r.applicant.phone.empty()) no = about(std::move(no), {"applicant.phone"});
    return no;
}

refusal take_stream(record& r, const json& data, const step_context& c) {
    const auto ruled = find_route(*c.procedure, *c.reasons, answers_of(r, data), day_of(c.at));
    if (r.channel == "portal" && ruled.stream == "direct")
        return refused("portal_not_offered",
                       fmt::format("Không tiếp nhận được qua Cổng: {}.", ruled.sentence),
                       "Mời người nộp đến quầy hoặc gửi qua bưu chính.", ruled.rule);
    const std::string asked = get_string(data, "stream");
    const std::string override_code = get_string(data, "override");
    if (auto no = check_stream(ruled, asked, override_code)) return no;
    r.route = {ruled.stream, ruled.mode, ruled.rule, ruled.sentence, ruled.eligible, "", "", c.actor, c.at};
    if (asked == "direct" && ruled.stream == "online") {
        const auto* why = c.reasons->find("direct-override", override_code, day_of(c.at));
        r.route.stream = "direct";
        r.route.mode = r.channel == "post" ? "post" : "counter";
        r.route.override_code = override_code;
        r.route.override_text = why ? why->text : "";
    }
    if (r.route.mode == "assisted") r.helper = get_string(data, "helper", c.actor);
    return std::nullopt;
}

void take_answers(record& r, const json& data) {
    const json identity = part(data, "identity");
    r.identity = {answer(identity, "e_identity"), answer(identity, "portal_account"),
                  get_bool(identity, "guided")};
    const json portal = part(data, "portal");
    r.portal.code = get_string(portal, "code");
    r.portal.at = parse_instant(get_string(portal, "at"));
    r.digitally_signed = get_bool(data, "signed");
    r.copies = static_cast<int>(std::clamp<std::int64_t>(get_integer(data, "copies", 1), 1, 99));
}

refusal take_documents(record& r, const json& data, const procedure::entry& p) {
    const json* given = find(data, "documents");
    if (!given || !given->is_array()) return std::nullopt;
    for (const json& d : given->get_array()) {
        const auto count = [&](std::string_view key) {
            return static_cast<int>(std::clamp<std::int64_t>(get_integer(d, key), 0, 999));
        };
        received_document doc{get_string(d, "type"), get_string(d, "name"), count("originals"),
                              count("certified"),    count("photocopies"),  count("e_copies")};
        if (doc.type.empty())
            return about(refused("document_type_missing", "Mỗi giấy tờ nhận vào cần mã loại giấy tờ.",
                                 "Chọn loại giấy tờ."),
                         {"documents"});
        r.documents.push_back(std::move(doc));
    }
    return name_documents(r.documents, p, r.case_code, "documents");
}

// "5" is a number and "true" a truth value to a chart; everything else is text.
json parameter_value(const std::string& text) {
    auto literal = parse_json(text);
    return literal && (literal->is_int64() || literal->is_bool()) ? *literal : json(text);
}

json_object chart_data(const record& r, const json& data, const procedure::entry& p) {
    json_object d{{"stream", r.route.stream},
                  {"mode", r.route.mode},
                  {"channel", r.channel},
                  {"signed", r.digitally_signed},
                  {"portal", r.portal.recorded()},
                  {"return_mode", r.returning.mode},
                  {"accept_now", get_bool(data, "accept")},
                  {"fee", r.fee.amount}};
    for (const auto& [name, value] : p.parameters)
        if (!d.contains(name)) d[name] = parameter_value(value);
    return d;
}

}  // namespace

tl::expected<opened, rejection> open_dossier(const json& data, const step_context& c) {
    if (!c.procedure)
        return tl::make_unexpected(
            about(refused("procedure_unknown",
                          fmt::format("Không có thủ tục {} đang có hiệu lực trong danh mục.",
                                      get_string(data, "procedure")),
                          "Tìm lại theo mã hoặc tên thủ tục."),
                  {"procedure"}));
    const auto& p = *c.procedure;
    record r;
    r.procedure = p.code;
    r.procedure_version = p.version;
    r.rule_set = c.rules->id;
    r.office = c.office->code;
    r.unit = p.unit;
    r.created = c.at;
    if (auto no = take_case(r, data, p)) return tl::make_unexpected(*no);
    if (auto no = take_people(r, data)) return tl::make_unexpected(*no);
    if (auto no = take_channel(r, data, p)) return tl::make_unexpected(*no);
    if (auto no = take_return(r, data, p)) return tl::make_unexpected(*no);
    if (auto no = take_stream(r, data, c)) return tl::make_unexpected(*no);
    if (auto no = take_documents(r, data, p)) return tl::make_unexpected(*no);
    take_answers(r, data);
    take_fee(r, p, day_of(c.at));
    if (r.portal.recorded() || r.channel != "portal") r.arrived = c.at;
    if (r.route.stream == "online" && !r.portal.recorded()) r.arrived.reset();
    json_object variables = chart_data(r, data, p);
    return opened{std::make_unique<record>(std::move(r)), std::move(variables)};
}

json_object manifest_line(std::uint64_t session, const record& r, const step_context& c) {
    return {{"dossier", session},
            {"code", r.code},
            {"item", r.post.item},
            {"receiver", r.applicant.addressed()},
            {"address", r.returning.address},
            {"phone", r.applicant.phone},
            {"content", c.procedure ? c.procedure->name : r.procedure},
            {"result", c.procedure ? c.procedure->result : ""},
            {"fee_due", r.fee.amount > 0 && !r.fee.paid},
            {"collect", r.post.collect},
            {"by_hand", needs_hand_delivery(r, c)}};
}

}  // namespace motcua::dossier
