#include "engine/kinds/dossier/effect_sets.hpp"

#include <algorithm>

#include "engine/kinds/code.hpp"
#include "engine/kinds/dossier/hard_rules.hpp"
#include "engine/kinds/sheet.hpp"
#include "engine/promise/facts.hpp"

namespace motcua::dossier {

namespace {

json_object unit_values(const step_context& c, std::string_view code) {
    const auto* u = c.office->find_unit(code);
    if (!u) return {{"code", code}, {"name", c.office->name}, {"phone", c.office->phone}};
    return {{"code", u->code}, {"name", u->name}, {"phone", u->phone}};
}

json_object procedure_values(const record& r, const step_context& c) {
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

// The date of return holds the days of other bodies besides the term.
json_array days_of_others(const record& r) {
    json_array out;
    for (const auto& b : r.promise.linked)
        out.push_back(json_object{{"name", b.name}, {"working_days", b.working_days}});
    return out;
}

json_object dossier_values(const record& r, const step_context& c) {
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
    if (auto others = days_of_others(r); !others.empty()) v["linked"] = std::move(others);
    if (r.promise.done) v["done_at"] = to_iso(*r.promise.done);
    return v;
}

json_object person_values(const person& p) {
    json_object v = to_json(p).as_object();
    v["addressed"] = p.addressed();
    return v;
}

// Marked where somebody hands in for the applicant: form 01 names both.
json_object submitter_values(const record& r) {
    json_object v = person_values(r.submitter);
    if (!r.submitter.name.empty() && r.submitter.name != r.applicant.name) v["authorised"] = true;
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

// On the request the table lists what is wanted, in the columns in which it is wanted.
json_array wanted_values(const supplement& s) {
    json_array out;
    for (const auto& i : s.items) {
        json_object v{{"name", i.form == "e-copy" ? i.name + " (bản điện tử)" : i.name}, {"type", i.type}};
        v[i.form == "certified" ? "certified" : i.form == "photocopy" ? "copies" : "originals"] = 1;
        if (!i.note.empty()) v["note"] = i.note;
        out.push_back(std::move(v));
    }
    return out;
}

json_object supplement_values(const supplement& s, const step_context& c) {
    return {{"reason", s.reason}, {"asked_at", to_iso(s.asked)}, {"officer", officer_values(c, s.officer)}};
}

// Who signs for the unit; by default nobody did: the sheet names the standing authorisation instead.
json_object signer_values(const record& r, const step_context& c) {
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
    constexpr std::string_view prefix = "ủy quyền thường trực ";  // the form says these words itself
    const std::string& authority = r.promise.issued.back().authorisation;
    v["authority"] = authority.starts_with(prefix) ? authority.substr(prefix.size()) : authority;
    return v;
}

json_object apology_values(const record& r, const step_context& c) {
    if (r.promise.issued.empty()) return {};
    const auto& i = r.promise.issued.back();
    json_object v{{"unit", unit_name(c, r.unit)},
                  {"seq", i.sequence},
                  {"reason", i.reason},
                  {"days", i.extension_days},
                  {"new_due_at", to_iso(i.new_date)},
                  {"issued_at", to_iso(i.issued)},
                  {"copies_to", json_array{json(c.rules->copy_to)}}};
    v["return_place"] =
        r.returning.mode == "post" ? "trả tận tay qua dịch vụ bưu chính công ích" : department(*c.office);
    if (i.issued_late) v["issued_late"] = true;
    if (i.by_default) v["by_default"] = true;
    return v;
}

json_object delivery_values(const record& r, const step_context& c) {
    const auto& d = r.delivery;
    if (!d.at) return {};
    json_object v{
        {"at", to_iso(*d.at)}, {"deliverer", officer_values(c, d.deliverer)}, {"recipient", d.receiver}};
    if (!d.phone.empty()) v["phone"] = d.phone;
    if (!d.relation.empty()) v["relation"] = d.relation;
    if (c.procedure)
        v["results"] = json_array{json_object{{"kind", c.procedure->result}, {"summary", c.procedure->name}}};
    return v;
}

json_object chase_values(const record& r, const step_context& c) {
    if (r.chase_notes == 0) return {};
    json_object v{{"round", r.chase_notes},
                  {"to", unit_name(c, r.unit)},
                  {"copies_to", json_array{json(c.rules->copy_to)}}};
    const auto days = c.calendar->working_days_between(day_of(r.promise.due), day_of(c.at));
    v["overdue_days"] = days.value_or(0);
    if (!r.promise.issued.empty()) v["reappointed_at"] = to_iso(r.promise.issued.back().new_date);
    const auto next_day = c.calendar->add_working_days(day_of(c.at), 1);
    if (const auto closing = next_day ? c.calendar->closing(*next_day) : result<instant>(c.at))
        v["answer_by"] = to_iso(*closing);
    return v;
}

// Role and place names of a control sheet's rows.
std::string place_of(const record& r, const step_context& c, const std::string& role) {
    if (role == "reception") return department(*c.office);
    if (role == "head") return "Lãnh đạo " + unit_name(c, r.unit);
    if (role == "case_officer") return unit_name(c, r.unit);
    return role == "courier" ? "Bưu chính công ích" : role;
}

json_object control_values(const record& r, const step_context& c) {
    json_array rows;
    for (const auto& h : r.hand_overs) {
        json_object v{{"at", to_iso(h.at)},
                      {"from", place_of(r, c, h.from)},
                      {"to", place_of(r, c, h.to)},
                      {"giver", get_string(officer_values(c, h.giver), "name")}};
        if (!h.taker.empty()) v["taker"] = h.taker;
        if (!h.note.empty()) v["note"] = h.note;
        if (r.accepted())
            v["result"] = h.at > r.promise.due ? "Quá hạn" : h.at < r.promise.due ? "Trước hạn" : "Đúng hạn";
        rows.push_back(std::move(v));
    }
    json_object v{{"unit", unit_name(c, r.unit)}, {"handovers", std::move(rows)}};
    std::string partners;
    for (const auto& b : r.promise.linked) partners += (partners.empty() ? "" : "; ") + b.name;
    if (!partners.empty()) v["partners"] = std::move(partners);
    return v;
}

json_object parcel_values(const record& r, const step_context& c) {
    json_object v{{"item_number", r.post.item}, {"collect", r.post.collect}};
    if (needs_hand_delivery(r, c)) v["hand_delivery"] = true;
    return v;
}

void add_record(json_object& v, const slip_request& slip, const record& r, const step_context& c) {
    v["unit"] = unit_values(c, r.unit);
    v["procedure"] = procedure_values(r, c);
    v["dossier"] = dossier_values(r, c);
    v["applicant"] = person_values(r.applicant);
    v["submitter"] = submitter_values(r);
    v["recipient"] =
        json_object{{"name", r.applicant.addressed()},
                    {"address", r.returning.address.empty() ? r.applicant.address : r.returning.address},
                    {"phone", r.applicant.phone}};
    v["fee"] = fee_values(r.fee);
    v["refusal"] = json_object{{"reason", r.stop_reason}};
    v["stop"] = json_object{{"reason", r.stop_reason}, {"from", to_iso(day_of(c.at))}};
    v["apology"] = apology_values(r, c);
    v["signer"] = signer_values(r, c);
    v["delivery"] = delivery_values(r, c);
    v["control"] = control_values(r, c);
    v["chase"] = chase_values(r, c);
    v["parcel"] = parcel_values(r, c);
    if (!r.supplements.empty()) v["supplement"] = supplement_values(r.supplements.back(), c);
    if (!r.supplements.empty() && slip.form == "supplement_request")
        v["dossier"].as_object()["documents"] = wanted_values(r.supplements.back());
    if (const auto dash = r.code.rfind('-'); dash != r.code.npos)
        v["book"] = json_object{{"serial", r.code.substr(dash + 1)}};
}

}  // namespace

json_object record::slip_values(const slip_request& slip, const step_context& c) const {
    json_object v = sheet_values(slip, c);
    add_record(v, slip, *this, c);
    for (const auto& extra : slip.extra) v[extra.key()] = extra.value();
    return v;
}

}  // namespace motcua::dossier
