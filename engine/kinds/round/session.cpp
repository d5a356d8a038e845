// The round's record as a session of the engine, and how a round is opened: from dossiers that are ready for
// the post.
#include <fmt/format.h>

#include "engine/kinds/code.hpp"
#include "engine/kinds/dossier/record.hpp"
#include "engine/kinds/round/kind.hpp"
#include "engine/kinds/round/round.hpp"
#include "engine/kinds/sheet.hpp"

namespace motcua::dossier {
namespace {

summary summary_of(const round& r, const chart_facts& facts) {
    summary s;
    // Manifest numbers begin anew in each unit and year; a code is the office's only one.
    const std::chrono::year_month_day day{std::chrono::sys_days{day_of(r.created).time_since_epoch()}};
    if (!r.number.empty()) s.code = fmt::format("{}-{}-{}", r.unit, static_cast<int>(day.year()), r.number);
    s.unit = r.unit;
    s.channel = "post";
    s.phase = facts.phase;
    s.holder_role = facts.holder_role;
    s.holder = r.who.name;
    s.return_mode = "post";
    s.national_status = facts.national_status;
    s.received_at = r.created;
    s.done_at = r.handed_over;
    s.returned_at = r.closed;
    return s;
}

void add_round(json_object& v, const round& r, const step_context& c) {
    json_array items;
    for (const auto& p : r.parcels)
        items.push_back(json_object{{"printed_code", with_check(p.code)},
                                    {"procedure", p.content},
                                    {"result", p.by_hand ? p.result + " – TRẢ TẬN TAY" : p.result},
                                    {"applicant", p.receiver},
                                    {"address", p.address},
                                    {"phone", p.phone},
                                    {"fee", p.fee_due},
                                    {"by_post", true},
                                    {"item_number", p.item},
                                    {"collect", p.collect}});
    json_object manifest{{"unit", r.unit.empty() ? c.office->name : unit_name(c, r.unit)},
                         {"courier", true},
                         {"giver", get_string(officer_values(c, r.officer), "name")},
                         {"items", std::move(items)}};
    if (!r.who.name.empty()) manifest["taker"] = r.who.name;
    manifest["handed_at"] = to_iso(r.handed_over.value_or(r.created));
    v["manifest"] = std::move(manifest);
}

}  // namespace

std::string round::encode() const {
    return dossier::encode(*this);
}

summary round::summarise(const chart_facts& facts, const step_context&) const {
    return summary_of(*this, facts);
}

std::string round::assign(step_requests& w, const number_request& request, long long drawn,
                          const step_context& c) {
    if (request.slip < 0) return std::to_string(drawn);
    const auto& printed = number_slip(w, request, drawn, c);
    if (w.slips[static_cast<std::size_t>(request.slip)].form == "manifest") number = printed;
    return printed;
}

json_object round::slip_values(const slip_request& slip, const step_context& c) const {
    json_object v = sheet_values(slip, c);
    add_round(v, *this, c);
    for (const auto& extra : slip.extra) v[extra.key()] = extra.value();
    return v;
}

}  // namespace motcua::dossier
