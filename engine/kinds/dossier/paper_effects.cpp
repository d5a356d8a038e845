#include <fmt/format.h>

#include <algorithm>

#include "engine/kinds/effect_sets.hpp"

namespace motcua::dossier {

namespace {

constexpr int most_sheets = 999;  // of forms without a legal maximum; the slip row wants a bound

// A receipt is printed for each revision of the promise and never twice for one.
refusal receipt(record& r, const step_context& c, step_requests& w) {
    const int revision = std::max<int>(1, static_cast<int>(r.promise.revisions.size()));
    if (r.receipt_revision >= revision) return std::nullopt;
    r.receipt_revision = revision;
    request_slip(w, r, c, "receipt", revision, most_sheets);
    return std::nullopt;
}

refusal slip(record& r, const json_object& args, const step_context& c, step_requests& w) {
    const std::string form = text_of(args, "form");
    if (form == "receipt") return receipt(r, c, w);
    if (form == "apology")
        return rejection{"apology_by_reappointment",
                         "Văn bản xin lỗi chỉ được in khi hẹn lại ngày trả kết quả.",
                         "Báo quản trị sửa quy trình: dùng lệnh reappoint.", "R3", true};
    auto& wished = request_slip(w, r, c, form, next_sheet(r, form), most_sheets);
    wished.copies = static_cast<int>(std::clamp<std::int64_t>(number_of(args, "copies", 1), 1, 9));
    for (const auto& a : args)
        if (a.key() != "form" && a.key() != "copies") wished.extra[a.key()] = a.value();
    return std::nullopt;
}

refusal notify(record& r, const json_object& args, const step_context& c, step_requests& w) {
    json_object more;
    for (const auto& a : args)
        if (a.key() != "to" && a.key() != "kind") more[a.key()] = a.value();
    request_notice(w, r, c, text_of(args, "to"), text_of(args, "kind"), std::move(more));
    return std::nullopt;
}

json_object rest_of(const json_object& args) {
    json_object data;
    for (const auto& a : args)
        if (a.key() != "session" && a.key() != "event") data[a.key()] = a.value();
    return data;
}

refusal tell(subject&, const json_object& args, const step_context& c, step_requests& w) {
    const auto session = static_cast<std::uint64_t>(number_of(args, "session"));
    if (session == 0)
        return rejection{"tell_nobody", "Quy trình báo cho một phiên không có.",
                         "Báo quản trị sửa quy trình.", ""};
    json_object data = rest_of(args);
    data["from"] = c.session;
    w.tells.push_back({session, text_of(args, "event"), std::move(data)});
    return std::nullopt;
}

// Those the host has words of its own for; any other is told as news about the dossier.
std::vector<std::string_view> notice_kinds() {
    return {"apology", "chase",       "date-moved",        "draft",        "escalation",        "overdue",
            "refusal", "payment-due", "result-on-its-way", "result-ready", "result-ready-late", "step-late",
            "stopped", "supplement"};
}

}  // namespace

void add_paper_effects(registry& r) {
    r.add(dossier_effect("slip", {"form"}, {"*"}, slip, effect_kind::outbox)
              .taking("copies", {"1", "2", "3", "4", "5", "6", "7", "8", "9"}));
    r.add(dossier_effect("notify", {"to", "kind"}, {"*"}, notify, effect_kind::outbox)
              .taking("to", {"applicant", "head", "case-officer", "controlling-unit", "desk"})
              .suggesting("kind", notice_kinds()));
    r.add({"tell", effect_kind::outbox, {"session", "event"}, {"*"}, tell});
}

}  // namespace motcua::dossier
