// The bag in which a result goes by post: its label, and where it is.
#include <fmt/format.h>

#include "engine/kinds/dossier/effect_sets.hpp"
#include "engine/kinds/dossier/hard_rules.hpp"

namespace motcua::dossier {
namespace {

constexpr int most_labels = 99;  // no law limits them; the slip row wants a bound

rejection not_now(std::string message, std::string next) {
    return {"parcel_not_so", std::move(message), std::move(next), ""};
}

// The bag gets its item number and its label.
refusal label(record& r, const json_object& args, const step_context& c, step_requests& w) {
    if (!r.done())
        return not_now("Kết quả chưa có tại Bộ phận Một cửa nên chưa in được nhãn bưu gửi.",
                       "Chờ đơn vị giải quyết bàn giao kết quả.");
    if (r.returning.mode != "post")
        return not_now("Hồ sơ này đăng ký nhận kết quả tại quầy.",
                       "Đổi nơi nhận sang bưu chính trước khi in nhãn.");
    if (r.post.item.empty()) w.numbers.push_back({"parcel", "parcel|" + c.office->code, "", -1});
    r.post.standing = "labelled";
    r.post.collect = number_of(args, "collect", r.fee.paid ? 0 : r.fee.amount);
    // A bag that went back to the desk gets another label, whether or not a courier had tried.
    request_slip(w, r, c, "parcel_label", next_sheet(r, "parcel_label"), most_labels);
    return std::nullopt;
}

refusal failed(record& r, const json_object& args, const step_context& c) {
    const std::string code = text_of(args, "reason_code");
    const auto* coded = c.reasons->find("failed-delivery", code, day_of(c.at));
    const std::string text = text_of(args, "reason", coded ? coded->text : "");
    if (text.empty())
        return not_now("Phát không thành công phải ghi lý do.", "Chọn lý do trong danh mục hoặc ghi rõ.");
    r.post.attempts.push_back({c.at, code, text});
    return std::nullopt;
}

refusal parcel_moves(record& r, const json_object& args, const step_context& c, step_requests&) {
    const std::string op = text_of(args, "op");
    auto& p = r.post;
    if (op == "manifest") {
        if (p.standing != "labelled")
            return not_now("Bưu gửi chưa có nhãn nên chưa lên chuyến được.", "In nhãn trước.");
        p.standing = "on-manifest";
        p.round = static_cast<std::uint64_t>(number_of(args, "round"));
    } else if (op == "courier") {
        if (p.standing != "on-manifest")
            return not_now("Bưu gửi chưa nằm trong chuyến nào.", "Đưa bưu gửi vào chuyến trước.");
        p.standing = "with-courier";
        p.courier = text_of(args, "courier");
    } else if (op == "attempt") {
        if (p.standing != "with-courier")
            return not_now("Bưu gửi không ở trong tay bưu tá.", "Kiểm tra lại mã bưu gửi.");
        return failed(r, args, c);
    } else if (op == "delivered") {
        if (p.standing != "with-courier")
            return not_now("Bưu gửi không ở trong tay bưu tá.", "Kiểm tra lại mã bưu gửi.");
        p.standing = "delivered";
    } else if (op == "back") {
        p.standing = "back";
        p.round = 0;
    } else {
        return not_now(fmt::format("Lệnh bưu gửi “{}” không có.", op), "Báo quản trị sửa quy trình.");
    }
    return std::nullopt;
}

}  // namespace

void add_postal_effects(registry& r) {
    r.add(effect_of<record>("label", {}, {"collect"}, label));
    r.add(effect_of<record>("parcel", {"op"}, {"round", "courier", "reason", "reason_code"}, parcel_moves)
              .taking("op", {"manifest", "courier", "attempt", "delivered", "back"}));
}

}  // namespace motcua::dossier
