#include "engine/kinds/dossier/effect_sets.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/kinds/sheet.hpp"

namespace motcua::dossier {

namespace {

json_object receiver_of(const record& r, std::string_view to) {
    if (to != "applicant") return {};
    return {{"name", r.applicant.addressed()}, {"phone", r.applicant.phone}, {"email", r.applicant.email}};
}

}  // namespace

refusal from_ledger(const promise::verdict& v) {
    if (v) return std::nullopt;
    const auto& why = v.error();
    rejection r{std::string(promise::to_text(why.why)), why.message, "Làm theo hướng dẫn rồi thực hiện lại.",
                ""};
    if (why.offered) r.next = fmt::format("Chọn ngày làm việc kế tiếp: {}.", to_iso(*why.offered));
    using reason = promise::refusal::reason;
    r.hard = why.why == reason::supplement_used || why.why == reason::draft_exists ||
             why.why == reason::maximum_reached || why.why == reason::apology_owed;
    if (r.hard) r.rule = r.code;
    return r;
}

promise::measure measure_of(const step_context& c) {
    return {*c.rules, *c.calendar};
}

local_day law_day(const record& r, const step_context& c) {
    return day_of(r.accepted() ? r.promise.accepted : c.at);
}

int next_sheet(record& r, std::string_view form) {
    const auto at =
        std::find_if(r.sheets.begin(), r.sheets.end(), [&](const auto& s) { return s.form == form; });
    if (at != r.sheets.end()) return ++at->count;
    return r.sheets.emplace_back(issued_sheets{std::string(form), 1}).count;
}

slip_request& request_slip(step_requests& w, const record& r, const step_context& c, std::string form,
                           int seq, int max_seq) {
    return request_sheet(w, c, std::move(form), r.unit, law_day(r, c), seq, max_seq);
}

void request_notice(step_requests& w, const record& r, const step_context& c, std::string_view to,
                    std::string kind, json_object more) {
    json_object args{{"to", to}, {"session", c.session}, {"dossier", r.code}, {"procedure", r.procedure}};
    if (to == "applicant")
        args["receiver"] = receiver_of(r, to);
    else if (to == "controlling-unit")
        args["unit"] = c.rules->copy_to;
    else
        args["unit"] = r.unit;
    for (auto& m : more) args[m.key()] = std::move(m.value());
    w.outbox.push_back({"notify", std::move(kind), std::move(args), true});
}

}  // namespace motcua::dossier
