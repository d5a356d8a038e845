#include "engine/kinds/dossier/hard_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/calendar/day.hpp"
#include "engine/kinds/dossier/router.hpp"
#include "engine/kinds/fields.hpp"
#include "engine/promise/facts.hpp"

namespace motcua::dossier {

namespace {

rejection hard(std::string code, std::string rule, std::string message, std::string next) {
    return {std::move(code), std::move(message), std::move(next), std::move(rule), true};
}

refusal check_item(const record& r, const wanted_document& item, const step_context& c) {
    const std::string shown = item.name.empty() ? item.type : item.name;
    if (!c.procedure || !c.procedure->find_document(r.case_code, item.type))
        return about(hard("not_on_published_list", "A9",
                          fmt::format("“{}” không có trong thành phần hồ sơ đã công bố của thủ tục {}.",
                                      shown, r.procedure),
                          "Chỉ yêu cầu giấy tờ trong danh mục đã công bố của trường hợp này."),
                     {"items"});
    if (item.form != "paper") return std::nullopt;
    if (r.route.stream == "online" && r.digitally_signed)
        return about(
            hard("paper_supplement_refused", "A8",
                 fmt::format("Không được yêu cầu nộp bản giấy “{}”: hồ sơ trực tuyến đã được gửi và ký số.",
                             shown),
                 "Yêu cầu bổ sung bản điện tử (e-copy) qua Cổng."),
            {"items"});
    if (const auto* had = r.find_document(item.type); had && had->e_copies > 0)
        return about(
            hard("e_copy_present", "A11",
                 fmt::format("Hồ sơ đã có bản sao điện tử chứng thực của “{}”; không yêu cầu bản giấy.",
                             shown),
                 "Dùng bản sao điện tử đã có trong hồ sơ."),
            {"items"});
    return std::nullopt;
}

}  // namespace

bool needs_hand_delivery(const record& r, const step_context& c) {
    if (!r.promise.started()) return false;
    const auto facts = promise::facts_at(r.promise, c.at, *c.calendar);
    return facts ? facts->late : c.at > r.promise.due;
}

refusal check_supplement(const record& r, const supplement_asked& asked, const step_context& c) {
    if (r.promise.draft_exists())
        return hard("supplement_after_draft", "R3",
                    "Đã có dự thảo văn bản xin lỗi nên không được yêu cầu bổ sung: không tính lại thời hạn "
                    "để tránh trễ hẹn.",
                    "Giải quyết hồ sơ, hoặc trả lời dự thảo xin lỗi với lý do và ngày hẹn lại.");
    const int most = c.rules->maximum_supplements;
    if (static_cast<int>(r.supplements.size()) >= most)
        return hard("supplement_used", "supplement-once",
                    fmt::format("Hồ sơ đã được yêu cầu bổ sung {} lần; chỉ được yêu cầu tối đa {} lần.",
                                r.supplements.size(), most),
                    "Giải quyết theo giấy tờ đã có, hoặc từ chối bằng văn bản có nêu lý do.");
    if (asked.items.empty())
        return about(hard("supplement_without_items", "supplement-all-at-once",
                          "Phiếu yêu cầu bổ sung phải nêu đầy đủ, một lần, từng giấy tờ cần bổ sung.",
                          "Ghi ít nhất một giấy tờ trong danh mục đã công bố."),
                     {"items"});
    if (asked.reason.empty())
        return about(
            hard("supplement_not_in_writing", "supplement-in-writing",
                 "Yêu cầu bổ sung phải bằng văn bản và nêu rõ lý do.", "Ghi lý do để in trên phiếu."),
            {"reason"});
    for (const auto& item : asked.items)
        if (auto no = check_item(r, item, c)) return no;
    return std::nullopt;
}

namespace {

bool counts_no_paper(const record& r) {
    return std::all_of(r.documents.begin(), r.documents.end(), [](const received_document& d) {
        return d.originals + d.certified + d.photocopies + d.e_copies == 0;
    });
}

// What came through the portal lies there; across the desk papers are counted, or the receipt lists none.
refusal check_papers(const record& r, const step_context& c) {
    if (r.route.stream != "direct" || !c.procedure || !counts_no_paper(r)) return std::nullopt;
    if (c.procedure->documents_for(r.case_code).empty()) return std::nullopt;
    return as_refusal(
        {{"documents", "chưa ghi nhận giấy tờ nào; đếm giấy tờ đã nhận theo thành phần hồ sơ"}});
}

}  // namespace

refusal check_acceptance(const record& r, const step_context& c) {
    if (r.accepted())
        return rejection{"already_accepted", fmt::format("Hồ sơ đã được tiếp nhận với mã {}.", r.code),
                         "Mở hồ sơ để xem giấy tiếp nhận.", ""};
    if (r.route.stream.empty())
        return hard("stream_unanswered", "A2",
                    "Chưa xác định luồng nộp: phải trả lời hồ sơ có đủ điều kiện nộp trực tuyến hay không.",
                    "Trả lời câu hỏi về luồng nộp trước khi tiếp nhận.");
    if (r.channel == "counter" && !r.identity.asked()) {
        auto no = hard("identity_unasked", "A22",
                       "Chưa hỏi người nộp về định danh điện tử và tài khoản dịch vụ công.",
                       "Hỏi và ghi câu trả lời; nếu chưa có thì hướng dẫn đăng ký.");
        if (!r.identity.e_identity) no.fields.push_back({"identity.e_identity", "chưa trả lời"});
        if (!r.identity.portal_account) no.fields.push_back({"identity.portal_account", "chưa trả lời"});
        return no;
    }
    if (r.channel == "counter" && !r.identity.guided &&
        !(*r.identity.e_identity && *r.identity.portal_account)) {
        auto no =
            hard("guidance_missing", "A22",
                 "Người nộp chưa có định danh điện tử hoặc tài khoản dịch vụ công nhưng chưa được hướng "
                 "dẫn đăng ký.",
                 "Hướng dẫn đăng ký và ghi nhận đã hướng dẫn.");
        no.fields = {{"identity.guided", "ghi nhận đã hướng dẫn đăng ký"}};
        return no;
    }
    if (r.route.stream == "online" && !r.portal.recorded())
        return hard("portal_code_missing", "A21",
                    "Hồ sơ trực tuyến chỉ được tiếp nhận khi đã ghi mã và thời điểm nộp trên Cổng.",
                    "Hỗ trợ nộp trên Cổng, rồi ghi mã hồ sơ và thời điểm Cổng cấp.");
    if (auto no = check_papers(r, c)) return no;
    if (r.route.stream != "direct" || !c.procedure) return std::nullopt;
    const route ruled = find_route(*c.procedure, *c.reasons,
                                   {r.case_code, r.channel, r.applicant.police_staff, {}}, day_of(c.at));
    if (ruled.rule == "A13" || ruled.rule == "A14")
        return check_stream(ruled, "direct", r.route.override_code);
    return std::nullopt;
}

refusal check_refusal(const record& r, const step_context& c) {
    if (!r.accepted()) return std::nullopt;
    if (r.promise.paused() || c.at <= r.promise.due) return std::nullopt;
    return hard(
        "refusal_after_term", "refusal-within-term",
        fmt::format("Đã quá thời hạn giải quyết ({}): thông báo từ chối phải được ban hành trong thời hạn.",
                    calendar::moment_in_words(r.promise.due)),
        "Giải quyết hồ sơ và trả kết quả tận tay kèm văn bản xin lỗi.");
}

refusal check_delivery(const record& r, const hand_delivery& d, const step_context& c) {
    if (!r.done())
        return rejection{"result_not_ready", "Kết quả chưa có tại Bộ phận Một cửa nên chưa trả được.",
                         "Chờ đơn vị giải quyết bàn giao kết quả.", ""};
    if (d.receiver.empty())
        return about({"receiver_missing", "Chưa ghi người nhận kết quả.", "Ghi họ tên người nhận.", ""},
                     {"receiver"});
    if (!needs_hand_delivery(r, c)) return std::nullopt;
    if (d.in_person && !d.proof.empty()) return std::nullopt;
    auto no = hard("hand_delivery_needed", "B4",
                   "Hồ sơ trả kết quả chậm phải trả tận tay người dân, có xác nhận của chính người nhận.",
                   "Trao tận tay, ghi người trao và chữ ký (hoặc mã xác nhận) của người nhận.");
    if (!d.in_person) no = about(std::move(no), {"in_person"});
    if (d.proof.empty()) no = about(std::move(no), {"proof"});
    return no;
}

refusal check_closing(const record& r, std::string_view as, const step_context& c) {
    if (r.closed.at) return rejection{"already_closed", "Hồ sơ đã kết thúc.", "Mở hồ sơ để xem kết quả.", ""};
    if (as != "returned") return std::nullopt;
    if (!r.delivery.at)
        return hard("not_delivered", "delivery-proof",
                    "Chưa ghi việc trả kết quả nên chưa kết thúc được hồ sơ.",
                    "Ghi người nhận và xác nhận trả kết quả.");
    return check_delivery(r, r.delivery, c);
}

refusal check_hand_over_to_head(const record& r, const step_context& c) {
    if (!needs_hand_delivery(r, c) || !r.promise.issued.empty()) return std::nullopt;
    return hard("apology_must_go_along", "R4",
                "Hồ sơ đã trễ hẹn: trình ký phải kèm văn bản xin lỗi và hẹn lại ngày trả kết quả.",
                "Ban hành văn bản xin lỗi trước, rồi trình ký.");
}

refusal check_reappointment(const record& r, std::string_view reason, int days, const step_context& c) {
    if (reason.empty())
        return about({"reason_missing", "Văn bản xin lỗi phải nêu lý do chậm.", "Ghi lý do.", "R2"},
                     {"reason", "reason_code"});
    const int most = c.procedure ? c.procedure->extension_limit(r.case_code) : r.promise.maximum_extension;
    if (days > most)
        return about({"extension_too_long",
                      fmt::format("Chỉ được hẹn lại tối đa {} ngày làm việc; đã ghi {}.", most, days),
                      "Giảm số ngày hẹn lại.", "R2"},
                     {"days"});
    return std::nullopt;
}

}  // namespace motcua::dossier
