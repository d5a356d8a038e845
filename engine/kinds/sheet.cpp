#include "engine/kinds/sheet.hpp"

#include "engine/kinds/code.hpp"

namespace motcua::kinds {
namespace {

json_object office_values(const procedure::office& o) {
    return {{"code", o.code},
            {"name", o.name},
            {"parent", o.parent},
            {"place", o.place},
            {"desk", o.desk},
            {"desk_code", o.desk_code},
            {"department", o.desk + " " + o.name},
            {"address", o.address},
            {"phone", o.phone},
            {"hotline", o.hotline}};
}

}  // namespace

json_object officer_values(const step_context& c, std::string_view id) {
    const auto* o = c.office->find_officer(id);
    return {{"id", id}, {"name", o ? o->name : std::string(id)}, {"phone", o ? o->phone : c.office->phone}};
}

std::string unit_name(const step_context& c, std::string_view code) {
    const auto* u = c.office->find_unit(code);
    return u ? u->name : c.office->name;
}

std::string department(const procedure::office& o) {
    return o.desk + " " + o.name;
}

json_object sheet_values(const slip_request& slip, const step_context& c) {
    json_object v{{"office", office_values(*c.office)},
                  {"issued_at", to_iso(c.at)},
                  {"officer", officer_values(c, c.actor)},
                  {"slip", json_object{{"form", slip.form}, {"seq", slip.seq}, {"copies", slip.copies}}}};
    if (!slip.number.empty()) v["number"] = slip.number;
    return v;
}

slip_request& request_sheet(step_requests& w, const step_context& c, std::string form, std::string_view unit,
                            local_day accepted, int seq, int max_seq) {
    slip_request slip;
    slip.form = std::move(form);
    slip.accepted = accepted;
    if (c.procedure) slip.set = c.procedure->form_set(accepted);
    slip.seq = seq;
    slip.max_seq = max_seq;
    if (c.office->numbering.contains(slip.form)) {
        slip.series = slip.form + "|" + std::string(unit);
        slip.period = to_iso(day_of(c.at)).substr(0, 4);
        w.numbers.push_back({slip.form, slip.series, slip.period, static_cast<int>(w.slips.size())});
    }
    return w.slips.emplace_back(std::move(slip));
}

const std::string& number_slip(step_requests& w, const number_request& request, long long number,
                               const step_context& c) {
    auto& slip = w.slips[static_cast<std::size_t>(request.slip)];
    const auto pattern = c.office->numbering.find(slip.form);
    const std::string_view text =
        pattern == c.office->numbering.end() ? "{number}" : std::string_view(pattern->second);
    slip.number = make_code(text, c.office->code, request.series, day_of(c.at), number)
                      .value_or(std::to_string(number));
    return slip.number;
}

}  // namespace motcua::kinds
