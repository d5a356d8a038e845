#include <fmt/format.h>

#include "engine/kinds/effect_sets.hpp"
#include "engine/kinds/dossier/hard_rules.hpp"

namespace motcua::dossier {

namespace {

rejection not_now(std::string message, std::string next) {
    return {"parcel_not_so", std::move(message), std::move(next), ""};
}

constexpr int most_labels = 99;  // no law limits them; the slip row wants a bound

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

refusal manifest(round& r, const json_object&, const step_context& c, step_requests& w) {
    if (r.parcels.empty())
        return not_now("Chuyến không có bưu gửi nào.", "Đóng chuyến này và lập chuyến khác.");
    record office_sheet;  // only its unit is looked at
    office_sheet.unit = r.unit.empty() ? c.office->code : r.unit;
    request_slip(w, office_sheet, c, "manifest", 1, 1);  // the form itself has two copies
    return std::nullopt;
}

// Two-party sign-off at the desk: the courier needs no account.
refusal hand_to_courier(round& r, const json_object& args, const step_context& c, step_requests&) {
    r.who = {text_of(args, "name"), text_of(args, "employee_number"), text_of(args, "phone"),
             text_of(args, "signature")};
    if (r.who.name.empty() || r.who.employee_number.empty() || r.who.signature.empty())
        return not_now("Bàn giao cho bưu tá phải có họ tên, số hiệu và chữ ký (hoặc mã PIN).",
                       "Ghi đủ ba thông tin rồi bàn giao.");
    r.handed_over = c.at;
    r.officer = c.actor;
    return std::nullopt;
}

// Every parcel that is still open hears `event`, with the round's data.
refusal tell_parcels(round& r, const json_object& args, const step_context& c, step_requests& w) {
    for (const auto& p : r.parcels) {
        if (!p.outcome.empty()) continue;
        w.tells.push_back({p.dossier,
                           text_of(args, "event"),
                           {{"round", c.session},
                            {"courier", r.who.name},
                            {"employee_number", r.who.employee_number},
                            {"officer", c.actor}}});
    }
    return std::nullopt;
}

refusal settle(round& r, const json_object& args, const step_context&, step_requests&) {
    auto* p = r.find(static_cast<std::uint64_t>(number_of(args, "dossier")));
    if (!p) return not_now("Bưu gửi này không thuộc chuyến.", "Kiểm tra lại mã bưu gửi.");
    p->outcome = text_of(args, "outcome");
    return std::nullopt;
}

refusal close_round(round& r, const json_object&, const step_context& c, step_requests&) {
    r.closed = c.at;
    return std::nullopt;
}

}  // namespace

void add_round_effects(registry& r) {
    r.add(dossier_effect("label", {}, {"collect"}, label));
    r.add(dossier_effect("parcel", {"op"}, {"round", "courier", "reason", "reason_code"}, parcel_moves)
              .taking("op", {"manifest", "courier", "attempt", "delivered", "back"}));
    r.add(round_effect("manifest", {}, {}, manifest, effect_kind::outbox));
    r.add(round_effect("hand-to-courier", {"name", "employee_number", "signature"}, {"phone"},
                       hand_to_courier));
    r.add(round_effect("tell-parcels", {"event"}, {}, tell_parcels, effect_kind::outbox));
    r.add(
        round_effect("settle", {"dossier", "outcome"}, {}, settle).taking("outcome", {"delivered", "back"}));
    r.add(round_effect("close-round", {}, {}, close_round));
}

}  // namespace motcua::dossier
