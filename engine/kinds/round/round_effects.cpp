#include "engine/kinds/registry.hpp"
#include "engine/kinds/round/kind.hpp"
#include "engine/kinds/round/round.hpp"
#include "engine/kinds/sheet.hpp"

namespace motcua::dossier {

namespace {

rejection not_now(std::string message, std::string next) {
    return {"parcel_not_so", std::move(message), std::move(next), ""};
}

refusal manifest(round& r, const json_object&, const step_context& c, step_requests& w) {
    if (r.parcels.empty())
        return not_now("Chuyến không có bưu gửi nào.", "Đóng chuyến này và lập chuyến khác.");
    // The form itself has two copies.
    request_sheet(w, c, "manifest", r.unit.empty() ? c.office->code : r.unit, day_of(c.at), 1, 1);
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
        w.messages.push_back({p.dossier,
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

void add_round_effects(kinds::registry& r) {
    r.add(effect_of<round>("manifest", {}, {}, manifest, effect_kind::outbox));
    r.add(effect_of<round>("hand-to-courier", {"name", "employee_number", "signature"}, {"phone"},
                           hand_to_courier));
    r.add(effect_of<round>("tell-parcels", {"event"}, {}, tell_parcels, effect_kind::outbox));
    r.add(effect_of<round>("settle", {"dossier", "outcome"}, {}, settle)
              .taking("outcome", {"delivered", "back"}));
    r.add(effect_of<round>("close-round", {}, {}, close_round));
}

}  // namespace motcua::dossier
