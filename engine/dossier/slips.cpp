#include "engine/dossier/slips.hpp"

#include <algorithm>

#include "engine/dossier/code.hpp"
#include "engine/dossier/hard_rules.hpp"
#include "engine/promise/facts.hpp"

namespace motcua::dossier {

namespace {

json_object officer_values(const circumstances& c, std::string_view id) {
    const auto* o = c.office->find_officer(id);
    return {{"id", id}, {"name", o ? o->name : std::string(id)}, {"phone", o ? o->phone : c.office->phone}};
}

json_object office_values(const procedure::office& o) {
    return {{"code", o.code},       {"name", o.name},       {"parent", o.parent}, {"place", o.place},
            {"department", o.desk}, {"address", o.address}, {"phone", o.phone},   {"hotline", o.hotline}};
}

json_object unit_values(const circumstances& c, std::string_view code) {
    const auto* u = c.office->find_unit(code);
    if (!u) return {{"code", code}, {"name", c.office->name}, {"phone", c.office->phone}};
    return {{"code", u->code}, {"name", u->name}, {"phone", u->phone}};
}

json_object procedure_values(const record& r, const circumstances& c) {
    json_object v{{"code", r.procedure}};
    if (!c.procedure) return v;
    v["name"] = c.procedure->name;
    v["field"] = c.procedure->field;
    v["agency"] = c.procedure->agency;
    v["result"] = c.procedure->result;
    if (const auto* k = c.procedure->find_case(r.case_code)) v["case"] = k->name;
    return v;
}

// Absent rather than zero: a template asks whether a member is there.
void put_count(json_object& v, std::string_view name, int count) {
    if (count > 0) v[name] = count;
}

json_array document_values(const record& r) {
    json_array out;
    for (const auto& d : r.documents) {
        json_object v{{"name", d.name.empty() ? d.type : d.name}, {"type", d.type}};
        put_count(v, "originals", d.originals);
        put_count(v, "certified", d.certified);
        put_count(v, "copies", d.photocopies);
        put_count(v, "e_copies", d.e_copies);
        out.push_back(std::move(v));
    }
    return out;
}

json_object dossier_values(const record& r, const circumstances& c) {
    json_object v{{"code", r.code},
                  {"printed_code", with_check(r.code)},
                  {"lookup_url", c.office->look_up + "/" + r.code},
                  {"procedure", c.procedure ? c.procedure->name : r.procedure},
                  {"sets", r.copies},
                  {"documents", document_values(r)},
                  {"stream", r.route.stream},
                  {"channel", r.channel}};
    if (r.returning.mode == "post") v["return_by_post"] = true;
    if (!r.portal.code.empty()) v["portal_code"] = r.portal.code;
    if (!r.accepted()) return v;
    const auto completed = r.supplements.empty() ? std::nullopt : r.supplements.back().complete;
    v["received_at"] = to_iso(completed.value_or(r.promise.accepted));
    v["accepted_at"] = to_iso(r.promise.accepted);
    v["due_at"] = to_iso(r.promise.due);
    v["term"] = calendar::to_json(r.promise.promised_term());
    if (r.promise.done) v["done_at"] = to_iso(*r.promise.done);
    return v;
}

json_object person_values(const person& p) {
    json_object v = to_json(p).as_object();
    v["addressed"] = p.addressed();
    return v;
}

json_object fee_values(const charge& f) {
    json_object v{{"paid", f.paid}};
    if (!f.by_area && f.note.empty())
        v["amount"] = f.amount;
    else
        v["words"] = f.by_area ? "Theo mức thu của địa phương" : f.note;
    return v;
}

json_object supplement_values(const record& r, const circumstances& c) {
    if (r.supplements.empty()) return {};
    const auto& s = r.supplements.back();
    json_array items;
    for (const auto& i : s.items) {
        json_object v{{"name", i.name}, {"type", i.type}, {"form", i.form}, {"note", i.note}};
        v[i.form == "paper" ? "originals" : "e_copies"] = 1;
        items.push_back(std::move(v));
    }
    return {{"reason", s.reason},
            {"items", std::move(items)},
            {"asked_at", to_iso(s.asked)},
            {"officer", officer_values(c, s.officer)}};
}

// Who signs for the unit; by default nobody did: the sheet names the standing authorisation instead.
json_object signer_values(const record& r, const circumstances& c) {
    const auto* unit = c.office->find_unit(r.unit);
    const auto* head = unit ? unit->head(day_of(c.at)) : nullptr;
    json_object v{{"by", "head"}, {"name", head ? head->name : ""}, {"title", head ? head->title : ""}};
    if (r.apologies.empty() || r.promise.issued.empty()) return v;
    const auto& a = r.apologies.back();
    v["by"] = a.by == "default" ? "standing" : a.by;
    if (!a.signer.empty()) {
        v["name"] = a.signer;
        v["title"] = a.signer_title;
        v["head_title"] = a.on_behalf;
    }
    v["authority"] = r.promise.issued.back().authorisation;
    return v;
}

json_object apology_values(const record& r) {
    if (r.promise.issued.empty()) return {};
    const auto& i = r.promise.issued.back();
    json_object v{{"seq", i.sequence},
                  {"reason", i.reason},
                  {"days", i.extension_days},
                  {"due_at", to_iso(r.promise.due)},
                  {"new_due_at", to_iso(i.new_date)},
                  {"issued_at", to_iso(i.issued)}};
    if (i.issued_late) v["issued_late"] = true;
    if (i.by_default) v["by_default"] = true;
    return v;
}

json_object delivery_values(const record& r, const circumstances& c) {
    const auto& d = r.delivery;
    if (!d.at) return {};
    return {{"at", to_iso(*d.at)},     {"deliverer", officer_values(c, d.deliverer)},
            {"receiver", d.receiver},  {"phone", d.phone},
            {"relation", d.relation},  {"proof", d.proof},
            {"in_person", d.in_person}};
}

json_array hand_over_values(const record& r) {
    json_array out;
    for (const auto& h : r.hand_overs)
        out.push_back(json_object{{"at", to_iso(h.at)},
                                  {"from", h.from},
                                  {"to", h.to},
                                  {"giver", h.giver},
                                  {"taker", h.taker},
                                  {"note", h.note}});
    return out;
}

void add_record(json_object& v, const record& r, const circumstances& c) {
    v["unit"] = unit_values(c, r.unit);
    v["procedure"] = procedure_values(r, c);
    v["dossier"] = dossier_values(r, c);
    v["applicant"] = person_values(r.applicant);
    v["submitter"] = person_values(r.submitter);
    v["fee"] = fee_values(r.fee);
    v["supplement"] = supplement_values(r, c);
    v["refusal"] = json_object{{"reason", r.stop_reason}};
    v["apology"] = apology_values(r);
    v["signer"] = signer_values(r, c);
    v["delivery"] = delivery_values(r, c);
    v["hand_overs"] = hand_over_values(r);
    v["chase"] = json_object{{"number", r.chase_notes}};
    json_object bag{{"item", r.post.item}, {"address", r.returning.address}, {"collect", r.post.collect}};
    if (needs_hand_delivery(r, c)) bag["by_hand"] = true;
    v["parcel"] = std::move(bag);
    if (const auto dash = r.code.rfind('-'); dash != r.code.npos)
        v["book"] = json_object{{"serial", r.code.substr(dash + 1)}};
}

void add_round(json_object& v, const round& r, const circumstances& c) {
    json_array lines;
    for (const auto& p : r.parcels)
        lines.push_back(json_object{{"code", p.code},
                                    {"item", p.item},
                                    {"receiver", p.receiver},
                                    {"address", p.address},
                                    {"phone", p.phone},
                                    {"content", p.content},
                                    {"result", p.result},
                                    {"fee_due", p.fee_due},
                                    {"collect", p.collect},
                                    {"by_post", true},
                                    {"by_hand", p.by_hand}});
    v["unit"] = unit_values(c, r.unit);
    v["round"] = json_object{{"number", r.number},
                             {"created", to_iso(r.created)},
                             {"giver", officer_values(c, r.officer)},
                             {"courier", r.who.name},
                             {"employee_number", r.who.employee_number},
                             {"count", r.parcels.size()},
                             {"parcels", std::move(lines)}};
}

}  // namespace

json_object slip_values(const slip_wish& slip, const subject& s, const circumstances& c) {
    json_object v{{"office", office_values(*c.office)},
                  {"issued_at", to_iso(c.at)},
                  {"officer", officer_values(c, c.actor)},
                  {"slip", json_object{{"form", slip.form}, {"seq", slip.seq}, {"copies", slip.copies}}}};
    if (!slip.number.empty()) v["number"] = slip.number;
    if (const auto* r = std::get_if<record>(&s))
        add_record(v, *r, c);
    else
        add_round(v, std::get<round>(s), c);
    for (const auto& extra : slip.extra) v[extra.key()] = extra.value();
    return v;
}

}  // namespace motcua::dossier
