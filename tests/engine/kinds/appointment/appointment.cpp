#include "tests/engine/kinds/appointment/appointment.hpp"

#include "engine/kinds/sheet.hpp"

namespace motcua::sample {
namespace {

kinds::refusal remark(appointment& a, const json_object& args, const kinds::step_context&,
                      kinds::step_requests& w) {
    const auto text = kinds::text_of(args, "text");
    if (text.empty())
        return kinds::rejection{"remark_empty", "Chưa ghi chú gì.", "Ghi lý do của cuộc hẹn.", ""};
    a.remark = text;
    w.outbox.push_back({"notify", "appointment", {{"to", "desk"}, {"remark", text}}});
    return std::nullopt;
}

tl::expected<kinds::opened, kinds::rejection> open(json_object& data, const kinds::step_context&,
                                                   std::string_view, const kinds::other_sessions&) {
    auto a = std::make_unique<appointment>();
    a->visitor = kinds::text_of(data, "visitor");
    if (a->visitor.empty())
        return tl::make_unexpected(
            kinds::rejection{"no_visitor", "Chưa có tên người hẹn.", "Ghi họ tên người hẹn.", ""});
    return kinds::opened{std::move(a), {}};
}

result<kinds::any_record> read(const json& v) {
    auto a = std::make_unique<appointment>();
    a->visitor = get_string(v, "visitor");
    a->remark = get_string(v, "remark");
    return kinds::any_record(std::move(a));
}

}  // namespace

std::unique_ptr<kinds::session_record> appointment::clone() const {
    return std::make_unique<appointment>(*this);
}

std::string appointment::encode() const {
    return to_text(json_object{{"visitor", visitor}, {"remark", remark}});
}

kinds::summary appointment::summarise(const kinds::chart_facts& facts, const kinds::step_context&) const {
    kinds::summary s;
    s.applicant = visitor;
    s.phase = facts.phase;
    s.holder_role = facts.holder_role;
    s.national_status = facts.national_status;
    return s;
}

std::string appointment::assign(kinds::step_requests&, const kinds::number_request&, long long number,
                                const kinds::step_context&) {
    return std::to_string(number);
}

json_object appointment::slip_values(const kinds::slip_request& slip, const kinds::step_context& c) const {
    return kinds::sheet_values(slip, c);
}

const kinds::registry& with_appointments() {
    static const kinds::registry all = [] {
        kinds::registry r = kinds::registry::standard();
        r.add({.name = "appointment",
               .may_create = {"reception"},
               .chart = "appointment",
               .open = open,
               .read = read});
        r.add(kinds::effect_of<appointment>("remark", {"text"}, {}, remark));
        return r;
    }();
    return all;
}

}  // namespace motcua::sample
