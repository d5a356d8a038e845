#include "engine/kinds/dossier/router.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace motcua::dossier {

namespace {

using procedure::entry;

std::string level_words(procedure::online_level level) {
    switch (level) {
        case procedure::online_level::full:
            return "toàn trình";
        case procedure::online_level::partial:
            return "một phần";
        default:
            return "(mức độ chưa xác nhận)";
    }
}

route direct(const intake_answers& a, std::string rule, const std::string& because) {
    route r;
    r.stream = "direct";
    r.mode = a.channel == "post" ? "post" : "counter";
    r.rule = std::move(rule);
    r.sentence = "trực tiếp vì " + because;
    return r;
}

route online(const intake_answers& a, std::string rule, const std::string& because) {
    route r;
    r.stream = "online";
    r.mode = a.channel == "portal" ? "self" : "assisted";
    r.rule = std::move(rule);
    r.sentence = "trực tuyến vì " + because;
    r.eligible = true;
    return r;
}

// Empty: nobody has answered.
std::string answer_to(const procedure::condition& c, const intake_answers& a) {
    if (c.answer == "case") return a.case_code;
    const auto at = a.facts.find(c.answer);
    return at == a.facts.end() ? "" : at->second;
}

const procedure::condition* first_unmet(const entry& p, const intake_answers& a) {
    for (const auto& c : p.eligibility) {
        const auto given = answer_to(c, a);
        if (!given.empty() && std::find(c.accepts.begin(), c.accepts.end(), given) == c.accepts.end())
            return &c;
    }
    return nullptr;
}

// Not enough is known: names what nobody has answered, each once.
route undecided(const entry& p, const intake_answers& a) {
    route r;
    for (const auto& c : p.eligibility) {
        const bool named =
            std::find(r.unanswered.begin(), r.unanswered.end(), c.answer) != r.unanswered.end();
        if (named || !answer_to(c, a).empty()) continue;
        r.unanswered.push_back(c.answer);
        r.sentence += r.sentence.empty() ? "chưa đủ căn cứ để xác định luồng nộp, chưa trả lời: " : "; ";
        r.sentence += c.answer == "case" ? "trường hợp của hồ sơ" : c.question;
    }
    if (!r.unanswered.empty()) r.rule = "A2";
    return r;
}

std::string suspended_words(const procedure::suspension& s) {
    std::string days;
    if (s.when.from) days += " từ " + to_iso(*s.when.from);
    if (s.when.until) days += " đến hết " + to_iso(*s.when.until);
    return fmt::format("dịch vụ công trực tuyến của thủ tục này đang tạm dừng{}: {}", days, s.reason);
}

}  // namespace

route find_route(const entry& p, const procedure::reasons& reasons, const intake_answers& a, local_day day) {
    if (p.level == procedure::online_level::none)
        return direct(a, "not-offered", "thủ tục này chưa được cung cấp dịch vụ công trực tuyến");
    if (const auto* s = procedure::holding(p.suspensions, day)) return direct(a, "A7", suspended_words(*s));
    if (a.channel == "portal") return online(a, "portal", "hồ sơ được nộp qua Cổng dịch vụ công");
    // Whoever must submit online can only do so where the case is offered online.
    if (const auto* c = first_unmet(p, a)) return direct(a, "eligibility:" + c->id, c->otherwise);
    if (auto open = undecided(p, a); !open.unanswered.empty()) return open;
    if (p.online_only) return online(a, "A14", "thủ tục này chỉ tiếp nhận bằng hình thức trực tuyến");
    if (a.police_staff)
        return online(a, "A13", "người nộp là cán bộ, chiến sĩ Công an, phải nộp hồ sơ trực tuyến");
    if (a.channel == "post") {
        auto r = direct(a, "C1", "hồ sơ gửi qua dịch vụ bưu chính công ích");
        r.eligible = true;
        return r;
    }
    route r = online(
        a, "A3",
        fmt::format("thủ tục có dịch vụ công trực tuyến {} và hồ sơ đủ điều kiện; cán bộ hỗ trợ công dân "
                    "nộp tại quầy",
                    level_words(p.level)));
    r.may_override = true;
    r.overrides = reasons.list("direct-override", day);
    return r;
}

namespace {

rejection stream_unanswered(const route& ruled) {
    rejection no{"stream_unanswered", fmt::format("Chưa tiếp nhận được vì {}.", ruled.sentence),
                 "Trả lời các câu hỏi rồi tiếp nhận.", "A2", true};
    for (const auto& name : ruled.unanswered)
        no.fields.push_back({name == "case" ? name : "facts." + name, "chưa trả lời"});
    return no;
}

}  // namespace

refusal check_stream(const route& ruled, std::string_view asked, std::string_view override_code) {
    if (!ruled.unanswered.empty()) return stream_unanswered(ruled);
    if (asked.empty() || asked == ruled.stream) return std::nullopt;
    if (asked != "direct" && asked != "online")
        return about({"unknown_stream",
                      fmt::format("Luồng nộp “{}” không có; cần chọn trực tuyến hoặc trực tiếp.", asked),
                      "Chọn lại luồng nộp.", "A1"},
                     {"stream"});
    if (asked == "online")
        return rejection{"online_not_possible", fmt::format("Không nộp trực tuyến được: {}.", ruled.sentence),
                         "Tiếp nhận theo luồng trực tiếp.", ruled.rule};
    if (!ruled.may_override)
        return about(
            {"direct_refused", fmt::format("Không tiếp nhận trực tiếp hồ sơ này: {}.", ruled.sentence),
             "Hỗ trợ người nộp gửi hồ sơ qua Cổng dịch vụ công ngay tại quầy.", ruled.rule, true},
            {"override"});
    const bool known = std::any_of(ruled.overrides.begin(), ruled.overrides.end(),
                                   [&](const auto& r) { return r.code == override_code; });
    if (known) return std::nullopt;
    return about({"override_reason_needed",
                  "Hồ sơ đủ điều kiện nộp trực tuyến; tiếp nhận trực tiếp phải ghi lý do trong danh mục.",
                  "Chọn một lý do tiếp nhận trực tiếp, hoặc hỗ trợ người nộp gửi qua Cổng.", "A3", true},
                 {"override"});
}

}  // namespace motcua::dossier
