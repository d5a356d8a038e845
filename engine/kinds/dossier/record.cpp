#include "engine/kinds/dossier/record.hpp"

#include "engine/base/described.hpp"

namespace motcua::dossier {
namespace {

constexpr int record_format = 1;

}  // namespace

template <class A>
void describe(A& a, person& p) {
    a("kind", p.kind)("name", p.name)("id_number", p.id_number)("address", p.address);
    a("phone", p.phone)("email", p.email)("police_staff", p.police_staff);
}

template <class A>
void describe(A& a, received_document& d) {
    a("type", d.type)("name", d.name)("originals", d.originals)("certified", d.certified);
    a("photocopies", d.photocopies)("e_copies", d.e_copies);
}

template <class A>
void describe(A& a, routing& r) {
    a("stream", r.stream)("mode", r.mode)("rule", r.rule)("sentence", r.sentence)("eligible", r.eligible);
    a("override_code", r.override_code)("override_text", r.override_text)("officer", r.officer)("at", r.at);
}

template <class A>
void describe(A& a, identity_answers& i) {
    a("e_identity", i.e_identity)("portal_account", i.portal_account)("guided", i.guided);
}

template <class A>
void describe(A& a, portal_receipt& p) {
    a("code", p.code)("at", p.at);
}

template <class A>
void describe(A& a, charge& c) {
    bool unconfirmed = !c.confirmed;
    a("amount", c.amount)("by_area", c.by_area)("unconfirmed", unconfirmed)("note", c.note)("paid", c.paid);
    a("method", c.method);
    c.confirmed = !unconfirmed;
}

template <class A>
void describe(A& a, return_choice& r) {
    a("mode", r.mode)("address", r.address);
}

template <class A>
void describe(A& a, wanted_document& d) {
    a("type", d.type)("name", d.name)("form", d.form)("note", d.note);
}

template <class A>
void describe(A& a, supplement& s) {
    a("asked", s.asked)("complete", s.complete)("officer", s.officer)("reason", s.reason)("items", s.items);
}

template <class A>
void describe(A& a, apology& p) {
    a("seq", p.seq)("by", p.by)("signer", p.signer)("signer_title", p.signer_title)("on_behalf", p.on_behalf);
    a("reason_code", p.reason_code)("number", p.number)("delivery", p.delivery)("proof", p.proof);
    a("delivered", p.delivered);
}

template <class A>
void describe(A& a, failed_attempt& f) {
    a("at", f.at)("code", f.code)("reason", f.reason);
}

template <class A>
void describe(A& a, parcel& p) {
    a("standing", p.standing)("item", p.item)("round", p.round)("courier", p.courier)("collect", p.collect);
    a("attempts", p.attempts);
}

template <class A>
void describe(A& a, hand_delivery& d) {
    a("at", d.at)("deliverer", d.deliverer)("receiver", d.receiver)("phone", d.phone);
    a("relation", d.relation)("identity_checked", d.identity_checked)("proof", d.proof)("in_person",
                                                                                        d.in_person);
}

template <class A>
void describe(A& a, hand_over& h) {
    a("at", h.at)("from", h.from)("to", h.to)("giver", h.giver)("taker", h.taker)("note", h.note);
}

template <class A>
void describe(A& a, hand_over_clock& c) {
    a("limit", c.limit)("passed_on", c.passed_on);
}

template <class A>
void describe(A& a, holder_since& h) {
    a("at", h.at)("role", h.role);
}

template <class A>
void describe(A& a, note& n) {
    a("at", n.at)("author", n.author)("text", n.text);
}

template <class A>
void describe(A& a, digital_copy& c) {
    a("sha256", c.sha256)("signer", c.signer)("at", c.at);
}

template <class A>
void describe(A& a, closing& c) {
    a("as", c.as)("reason", c.reason)("at", c.at);
}

template <class A>
void describe(A& a, refused_attempt& r) {
    a("rule", r.rule)("count", r.count);
}

template <class A>
void describe(A& a, issued_sheets& s) {
    a("form", s.form)("count", s.count);
}

template <class A>
void describe(A& a, record& r) {
    a.format("format", record_format);
    a("code", r.code)("procedure", r.procedure)("procedure_version", r.procedure_version)("rule_set",
                                                                                          r.rule_set);
    a("case", r.case_code)("office", r.office)("unit", r.unit)("channel", r.channel)("helper", r.helper);
    a("created", r.created)("arrived", r.arrived)("officer", r.officer)("case_officer", r.case_officer);
    a("applicant", r.applicant)("submitter", r.submitter)("route", r.route)("identity", r.identity);
    a("portal", r.portal)("digitally_signed", r.digitally_signed)("documents", r.documents)("copies",
                                                                                            r.copies);
    a("fee", r.fee)("return", r.returning)("supplements", r.supplements)("apologies", r.apologies);
    a("chase_notes", r.chase_notes)("receipt_revision", r.receipt_revision)("stop_reason", r.stop_reason);
    a("parcel", r.post)("delivery", r.delivery)("hand_overs", r.hand_overs)("to_unit", r.to_unit)(
        "holders", r.holders)("digital_copy", r.copy);
    a("closed", r.closed)("notes", r.notes)("refused", r.refused)("sheets", r.sheets);
    a("promise", r.promise);
}

std::string person::addressed() const {
    if (kind == "man") return "Ông " + name;
    if (kind == "woman") return "Bà " + name;
    return kind == "organisation" ? name : "Ông/Bà " + name;
}

json to_json(const person& p) {
    return *parse_json(to_described(p));
}

person person_from_json(const json& v) {
    person p;
    std::string wrong;  // what a client sends wrongly is as if it had sent nothing
    described_reader(v, wrong).object("person", p);
    return p;
}

const received_document* record::find_document(std::string_view type) const {
    for (const auto& d : documents)
        if (d.type == type) return &d;
    return nullptr;
}

std::string encode(const record& r) {
    return to_described(r);
}

result<void> read_record(const json& v, record& out) {
    auto done = read_described(v, "a dossier record", record_format, out);
    if (done && !find(v, "promise"))
        return fail(failure::kind::corrupt, "a dossier record without its promise");
    return done;
}

}  // namespace motcua::dossier
