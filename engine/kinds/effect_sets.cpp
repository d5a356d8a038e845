#include "engine/kinds/effect_sets.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/kinds/dossier/code.hpp"

namespace motcua::dossier {

namespace {

rejection other_kind(const std::string& name) {
    return {"effect_of_other_kind", fmt::format("Lệnh “{}” không dùng được ở loại phiên này.", name),
            "Báo quản trị sửa quy trình.", ""};
}

template <class Kind, class Apply>
effect effect_on(std::string name, std::vector<std::string> required, std::vector<std::string> optional,
                 Apply apply, effect_kind kind) {
    auto fold = [name, apply](subject& s, const json_object& args, const step_context& c,
                              step_requests& w) -> refusal {
        auto* what = std::get_if<Kind>(&s);
        return what ? apply(*what, args, c, w) : refusal(other_kind(name));
    };
    return {std::move(name), kind, std::move(required), std::move(optional), std::move(fold)};
}

json_object receiver_of(const record& r, std::string_view to) {
    if (to != "applicant") return {};
    return {{"name", r.applicant.addressed()}, {"phone", r.applicant.phone}, {"email", r.applicant.email}};
}

}  // namespace

bool given(const json_object& args, std::string_view name) {
    const json* v = args.if_contains(name);
    return v && !v->is_null();
}

std::string text_of(const json_object& args, std::string_view name, std::string_view otherwise) {
    const json* v = args.if_contains(name);
    return v && v->is_string() ? std::string(v->get_string()) : std::string(otherwise);
}

std::int64_t number_of(const json_object& args, std::string_view name, std::int64_t otherwise) {
    const json* v = args.if_contains(name);
    if (!v) return otherwise;
    if (v->is_int64()) return v->get_int64();
    if (v->is_uint64()) return static_cast<std::int64_t>(v->get_uint64());
    return v->is_double() ? static_cast<std::int64_t>(v->get_double()) : otherwise;
}

bool yes_of(const json_object& args, std::string_view name, bool otherwise) {
    const json* v = args.if_contains(name);
    if (!v) return otherwise;
    if (v->is_bool()) return v->get_bool();
    return v->is_string() ? v->get_string() == "true" : otherwise;
}

effect dossier_effect(std::string name, std::vector<std::string> required, std::vector<std::string> optional,
                      on_record apply, effect_kind kind) {
    return effect_on<record>(std::move(name), std::move(required), std::move(optional), apply, kind);
}

effect round_effect(std::string name, std::vector<std::string> required, std::vector<std::string> optional,
                    on_round apply, effect_kind kind) {
    return effect_on<round>(std::move(name), std::move(required), std::move(optional), apply, kind);
}

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

slip_request& request_slip(step_requests& w, const record& r, const step_context& c, std::string form, int seq,
                     int max_seq) {
    slip_request slip;
    slip.form = std::move(form);
    slip.accepted = law_day(r, c);
    if (c.procedure) slip.set = c.procedure->form_set(slip.accepted);
    slip.seq = seq;
    slip.max_seq = max_seq;
    if (c.office->numbering.contains(slip.form)) {
        slip.series = slip.form + "|" + r.unit;
        slip.period = to_iso(day_of(c.at)).substr(0, 4);
        w.numbers.push_back({slip.form, slip.series, slip.period, static_cast<int>(w.slips.size())});
    }
    return w.slips.emplace_back(std::move(slip));
}

void request_notice(step_requests& w, const record& r, const step_context& c, std::string_view to, std::string kind,
                 json_object more) {
    json_object args{{"to", to}, {"session", c.session}, {"dossier", r.code}, {"procedure", r.procedure}};
    if (to == "applicant")
        args["receiver"] = receiver_of(r, to);
    else if (to == "controlling-unit")
        args["unit"] = c.rules->copy_to;
    else
        args["unit"] = r.unit;
    for (auto& m : more) args[m.key()] = std::move(m.value());
    outbox_request o{"notify", std::move(kind), std::move(args), std::nullopt};
    if (auto at = promise::notice_moment(c.at, *c.calendar)) o.not_before = *at;
    w.outbox.push_back(std::move(o));
}

std::string assign(subject& s, step_requests& w, const number_request& request, long long number, const step_context& c) {
    if (request.slip >= 0) {
        auto& slip = w.slips[static_cast<std::size_t>(request.slip)];
        const auto pattern = c.office->numbering.find(slip.form);
        const std::string_view text =
            pattern == c.office->numbering.end() ? "{number}" : std::string_view(pattern->second);
        slip.number = make_code(text, c.office->code, request.series, day_of(c.at), number)
                          .value_or(std::to_string(number));
        if (auto* r = std::get_if<record>(&s); r && slip.form == "apology" && !r->apologies.empty())
            r->apologies.back().number = slip.number;
        if (auto* r = std::get_if<round>(&s); r && slip.form == "manifest") r->number = slip.number;
        return slip.number;
    }
    auto* r = std::get_if<record>(&s);
    if (!r) return std::to_string(number);
    if (request.what == "parcel") {
        r->post.item = fmt::format("BG{:07}", number);
        return r->post.item;
    }
    r->code = make_code(c.office->code_pattern, c.office->code, r->unit, day_of(c.at), number)
                  .value_or(fmt::format("{}-{}-{}", c.office->code, to_iso(day_of(c.at)), number));
    return r->code;
}

}  // namespace motcua::dossier
