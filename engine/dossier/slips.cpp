#include "engine/dossier/slips.hpp"

#include <algorithm>

#include "engine/dossier/code.hpp"
#include "engine/dossier/hard_rules.hpp"
#include "engine/promise/facts.hpp"

namespace motcua::dossier {

namespace {

json_object officer_values(const circumstances& c, std::string_view id) {
    const auto* o = c.office->find_officer(id);
    return {{"id", id},
            {"name", o ? o->name : std::string(id)},
            {"telephone", o ? o->telephone : c.office->telephone}};
}

json_object office_values(const procedure::office& o) {
    return {{"code", o.code},           {"name", o.name},       {"parent", o.parent},
            {"place", o.place},         {"desk", o.desk},       {"address", o.address},
            {"telephone", o.telephone}, {"hotline", o.hotline}, {"look_up", o.look_up}};
}

json_object unit_values(const circumstances& c, std::string_view code) {
    const auto* u = c.office->find_unit(code);
    if (!u) return {{"code", code}, {"name", code}};
    json_object v{{"code", u->code}, {"name", u->name}, {"telephone", u->telephone}};
    if (const auto* head = u->head(day_of(c.at))) {
        v["head_name"] = head->name;
        v["head_title"] = head->title;
    }
    return v;
}

json_object slip_head(const slip_wish& slip, const circumstances& c) {
    return {{"form", slip.form},       {"purpose", slip.purpose}, {"number", slip.number}, {"seq", slip.seq},
            {"max_seq", slip.max_seq}, {"copies", slip.copies},   {"issued", to_iso(c.at)}};
}

json_object procedure_values(const record& r, const circumstances& c) {
    json_object v{{"code", r.procedure}};
    if (!c.procedure) return v;
    const auto& p = *c.procedure;
    v["name"] = p.name;
    v["field"] = p.field;
    v["agency"] = p.agency;
    v["result"] = p.result;
    if (const auto* k = p.find_case(r.case_code)) v["case"] = k->name;
    if (const auto* t = p.term_for(r.case_code)) v["term"] = calendar::in_words(t->length);
    return v;
}

json_object dossier_values(const record& r, const circumstances& c) {
    json_object v{{"code", r.code},
                  {"code_on_paper", with_check(r.code)},
                  {"look_up", c.office->look_up + "?ma=" + r.code},
                  {"copies", r.copies},
                  {"stream", r.route.stream},
                  {"channel", r.channel},
                  {"portal_code", r.portal.code},
                  {"revision", r.receipt_revision}};
    if (const auto dash = r.code.rfind('-'); dash != r.code.npos) v["number"] = r.code.substr(dash + 1);
    if (!r.accepted()) return v;
    v["received"] = to_iso(r.promise.accepted);
    v["due"] = to_iso(r.promise.due);
    v["term"] = calendar::in_words(r.promise.promised_term());
    if (r.promise.done) v["done"] = to_iso(*r.promise.done);
    if (r.supplements.empty() || !r.supplements.back().complete) return v;
    v["completed"] = to_iso(*r.supplements.back().complete);
    return v;
}

json_object person_values(const person& p) {
    json_object v = to_json(p).as_object();
    for (const auto* key : {"form_of_address", "name", "id_number", "address", "telephone", "email"})
        if (!v.contains(key)) v[key] = "";
    v["addressed"] = p.addressed();
    v["kind"] = p.organisation ? "organisation" : "person";
    return v;
}

json_array document_values(const record& r) {
    json_array out;
    for (const auto& d : r.documents)
        out.push_back(json_object{{"name", d.name.empty() ? d.type : d.name},
                                  {"type", d.type},
                                  {"originals", d.originals},
                                  {"certified", d.certified},
                                  {"photocopies", d.photocopies},
                                  {"e_copies", d.e_copies}});
    return out;
}

json_object fee_values(const charge& f) {
    return {{"amount", f.amount}, {"by_area", f.by_area}, {"note", f.note},
            {"paid", f.paid},     {"method", f.method},   {"confirmed", f.confirmed}};
}

json_object supplement_values(const record& r, const circumstances& c) {
    if (r.supplements.empty()) return {};
    const auto& s = r.supplements.back();
    json_array items;
    for (const auto& i : s.items)
        items.push_back(json_object{{"name", i.name}, {"type", i.type}, {"form", i.form}, {"note", i.note}});
    return {{"reason", s.reason},
            {"items", std::move(items)},
            {"asked", to_iso(s.asked)},
            {"officer", officer_values(c, s.officer)}};
}

json_object signer_values(const apology& a) {
    return {{"name", a.signer}, {"title", a.signer_title}, {"on_behalf", a.on_behalf}, {"by", a.by}};
}

json_object apology_values(const record& r) {
    if (r.promise.issued.empty() || r.apologies.empty()) return {};
    const auto& i = r.promise.issued.back();
    const auto& a = r.apologies.back();
    return {{"seq", i.sequence},
            {"reason", i.reason},
            {"reason_code", a.reason_code},
            {"days", i.extension_days},
            {"due", to_iso(r.promise.due)},
            {"reappointed", to_iso(i.new_date)},
            {"issued", to_iso(i.issued)},
            {"issued_late", i.issued_late},
            {"by_default", i.by_default},
            {"authorisation", i.authorisation},
            {"trigger", i.issued_late ? "at-due" : "before-due"},
            {"signer", signer_values(a)}};
}

json_object delivery_values(const record& r, const circumstances& c) {
    const auto& d = r.delivery;
    if (!d.at) return {};
    return {{"at", to_iso(*d.at)},     {"deliverer", officer_values(c, d.deliverer)},
            {"receiver", d.receiver},  {"telephone", d.telephone},
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
    v["documents"] = document_values(r);
    v["fee"] = fee_values(r.fee);
    v["return"] = json_object{{"mode", r.returning.mode}, {"address", r.returning.address}};
    v["supplement"] = supplement_values(r, c);
    v["refusal"] = json_object{{"reason", r.stop_reason}};
    v["apology"] = apology_values(r);
    v["parcel"] = json_object{
        {"item", r.post.item}, {"collect", r.post.collect}, {"by_hand", needs_hand_delivery(r, c)}};
    v["delivery"] = delivery_values(r, c);
    v["hand_overs"] = hand_over_values(r);
    v["chase"] = json_object{{"number", r.chase_notes}};
}

void add_round(json_object& v, const round& r, const circumstances& c) {
    json_array lines;
    for (const auto& p : r.parcels)
        lines.push_back(json_object{{"code", p.code},
                                    {"item", p.item},
                                    {"receiver", p.receiver},
                                    {"address", p.address},
                                    {"telephone", p.telephone},
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
    json_object v{{"slip", slip_head(slip, c)},
                  {"office", office_values(*c.office)},
                  {"officer", officer_values(c, c.actor)}};
    if (const auto* r = std::get_if<record>(&s))
        add_record(v, *r, c);
    else
        add_round(v, std::get<round>(s), c);
    for (const auto& extra : slip.extra) v[extra.key()] = extra.value();
    return v;
}

}  // namespace motcua::dossier
