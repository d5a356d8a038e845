#include <fmt/format.h>

#include <algorithm>

#include "engine/kinds/dossier/effect_sets.hpp"

namespace motcua::dossier {

namespace {

constexpr int most_sheets = 999;  // of forms without a legal maximum; the slip row wants a bound

refusal slip(record& r, const json_object& args, const step_context& c, step_requests& w) {
    const std::string form = text_of(args, "form");
    if (form == "receipt") return print_receipt(r, c, w);
    if (form == "apology")
        return rejection{"apology_by_reappointment",
                         "Văn bản xin lỗi chỉ được in khi hẹn lại ngày trả kết quả.",
                         "Báo quản trị sửa quy trình: dùng lệnh reappoint.", "R3", true};
    auto& sheet = request_slip(w, r, c, form, next_sheet(r, form), most_sheets);
    sheet.copies = static_cast<int>(std::clamp<std::int64_t>(number_of(args, "copies", 1), 1, 9));
    for (const auto& a : args)
        if (a.key() != "form" && a.key() != "copies") sheet.extra[a.key()] = a.value();
    return std::nullopt;
}

refusal notify(record& r, const json_object& args, const step_context& c, step_requests& w) {
    json_object more;
    for (const auto& a : args)
        if (a.key() != "to" && a.key() != "kind") more[a.key()] = a.value();
    request_notice(w, r, c, text_of(args, "to"), text_of(args, "kind"), std::move(more));
    return std::nullopt;
}

}  // namespace

// A receipt is printed for each revision of the promise and never twice for one.
refusal print_receipt(record& r, const step_context& c, step_requests& w) {
    const int revision = std::max<int>(1, static_cast<int>(r.promise.revisions.size()));
    if (r.receipt_revision >= revision) return std::nullopt;
    r.receipt_revision = revision;
    request_slip(w, r, c, "receipt", revision, most_sheets);
    return std::nullopt;
}

namespace {

// Those the host has words of its own for; any other is told as news about the dossier.
std::vector<std::string_view> notice_kinds() {
    return {"apology", "chase",       "date-moved",        "draft",        "escalation",        "overdue",
            "refusal", "payment-due", "result-on-its-way", "result-ready", "result-ready-late", "step-late",
            "stopped", "supplement"};
}

}  // namespace

void add_paper_effects(registry& r) {
    r.add(effect_of<record>("slip", {"form"}, {"*"}, slip, effect_kind::outbox)
              .taking("copies", {"1", "2", "3", "4", "5", "6", "7", "8", "9"}));
    r.add(effect_of<record>("notify", {"to", "kind"}, {"*"}, notify, effect_kind::outbox)
              .taking("to", {"applicant", "head", "case-officer", "controlling-unit", "desk"})
              .suggesting("kind", notice_kinds()));
}

}  // namespace motcua::dossier
