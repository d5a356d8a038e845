// The domain record of a dossier session: what the office knows about it besides its place in the chart. A
// plain value, changed only by effects (effects.hpp), stored as JSON text of a numbered format. The engine
// thread owns it; no behaviour.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/time.hpp"
#include "engine/kinds/dossier/person.hpp"
#include "engine/kinds/session_record.hpp"
#include "engine/promise/ledger.hpp"

namespace motcua::dossier {

using namespace kinds;  // a kind speaks the words of all kinds

// A paper handed in: how many of each kind.
struct received_document {
    std::string type;
    std::string name;
    int originals = 0;
    int certified = 0;
    int photocopies = 0;
    int e_copies = 0;  // certified electronic copies
};

struct routing {
    std::string stream;  // "online", "direct"
    std::string mode;
    std::string rule;
    std::string sentence;
    bool eligible = false;
    std::string override_code;  // why direct in spite of eligibility
    std::string override_text;
    std::string officer;
    std::optional<instant> at;
};

// What reception asked: no answer yet, yes, no; and whether the applicant was shown how to register.
struct identity_answers {
    std::optional<bool> e_identity;
    std::optional<bool> portal_account;
    bool guided = false;

    bool asked() const { return e_identity.has_value() && portal_account.has_value(); }
};

// Only with both does the dossier count as received online.
struct portal_receipt {
    std::string code;
    std::optional<instant> at;

    bool recorded() const { return !code.empty() && at.has_value(); }
};

struct charge {
    long long amount = 0;  // VND
    bool by_area = false;
    bool confirmed = true;
    std::string note;
    bool paid = false;
    std::string method;
};

struct return_choice {
    std::string mode = "desk";  // "desk", "post"
    std::string address;        // of delivery, when by post
};

struct wanted_document {
    std::string type;
    std::string name;
    std::string form;  // "paper", "e-copy"
    std::string note;
};

struct supplement {
    instant asked{};
    std::optional<instant> complete;
    std::string officer;
    std::string reason;
    std::vector<wanted_document> items;
};

// What the ledger does not know of an issued apology: who signed as what, its number, how it went out. The
// dates, the reason and the extension are the ledger's.
struct apology {
    int seq = 1;
    std::string by;  // "head", "deputy", "default"
    std::string signer;
    std::string signer_title;
    std::string on_behalf;  // after "KT."; empty for the head
    std::string reason_code;
    std::string number;    // given with the commit
    std::string delivery;  // "desk", "phone", "sms", "e-mail"
    std::string proof;
    std::optional<instant> delivered;
};

struct failed_attempt {
    instant at{};
    std::string code;
    std::string reason;
};

struct parcel {
    std::string standing;  // "", "labelled", "on-manifest", "with-courier", "delivered", "back"
    std::string item;      // item number, given with the commit
    std::uint64_t round = 0;
    std::string courier;
    long long collect = 0;  // VND
    std::vector<failed_attempt> attempts;
};

// Who put the result into whose hands.
struct hand_delivery {
    std::optional<instant> at;
    std::string deliverer;
    std::string receiver;
    std::string phone;
    std::string relation;  // empty: the applicant in person
    bool identity_checked = false;
    std::string proof;       // "signature", "pin", …
    bool in_person = false;  // into the addressee's own hands
};

struct hand_over {
    instant at{};
    std::string from;
    std::string to;
    std::string giver;
    std::string taker;
    std::string note;
};

// The clock of a direct dossier from the desk to the unit: by when it had to be passed on, and when it was.
// Lateness is the desk's, not the unit's.
struct hand_over_clock {
    std::optional<instant> limit;  // nothing: the rule set keeps no such clock, or the dossier came online
    std::optional<instant> passed_on;

    bool late(instant now) const { return limit && passed_on.value_or(now) > *limit; }
};

// From when on the dossier lay with whom: who held it how many working hours.
struct holder_since {
    instant at{};
    std::string role;
};

struct note {
    instant at{};
    std::string author;
    std::string text;
};

// The digital copy of the result, when there is one.
struct digital_copy {
    std::string sha256;
    std::string signer;
    std::optional<instant> at;
};

struct closing {
    std::string as;  // "returned", "refused", "withdrawn", "stopped", "kept"
    std::string reason;
    std::optional<instant> at;
};

struct refused_attempt {
    std::string rule;
    int count = 0;
};

// How many sheets of a form were issued that no other part of the record counts: the next one's number.
struct issued_sheets {
    std::string form;
    int count = 0;
};

struct record final : kinds::session_record {
    std::string code;  // given with the commit of acceptance
    std::string procedure;
    std::string procedure_version;
    std::string rule_set;  // of the day on which it was opened; from acceptance on, of that day
    std::string case_code;
    std::string office;
    std::string unit;
    std::string channel;  // "counter", "portal", "post"
    std::string helper;   // who helped to submit
    instant created{};
    std::optional<instant> arrived;  // complete at the office: through the portal, by post, or at the counter
    std::string officer;             // who accepted
    std::string case_officer;

    person applicant;
    person submitter;
    routing route;
    identity_answers identity;
    portal_receipt portal;
    bool digitally_signed = false;
    std::vector<received_document> documents;
    int copies = 1;  // sets handed in
    charge fee;
    return_choice returning;

    motcua::promise::ledger promise;
    std::vector<supplement> supplements;
    std::vector<apology> apologies;
    int chase_notes = 0;
    int receipt_revision = 0;
    std::string stop_reason;

    parcel post;
    hand_delivery delivery;
    std::vector<hand_over> hand_overs;
    hand_over_clock to_unit;
    std::vector<holder_since> holders;
    digital_copy copy;
    closing closed;
    std::vector<note> notes;
    std::vector<refused_attempt> refused;
    std::vector<issued_sheets> sheets;

    bool accepted() const override { return promise.started(); }
    bool received() const { return accepted() || !officer.empty(); }  // the term may start later, with a fee
    bool done() const { return promise.done.has_value(); }            // the result is at the desk
    const received_document* find_document(std::string_view type) const;

    // As a session (session.cpp).
    std::unique_ptr<kinds::session_record> clone() const override { return std::make_unique<record>(*this); }
    std::string encode() const override;
    kinds::summary summarise(const kinds::chart_facts& facts, const kinds::step_context& c) const override;
    std::string_view known_as() const override { return code; }
    std::string printed_as() const override;
    std::string_view owning_unit() const override { return unit; }
    std::string_view desk_officer() const override { return officer; }
    // Acceptance fixes the law; until then that of the day holds.
    std::string_view kept_rule_set() const override { return received() ? rule_set : std::string_view{}; }
    std::pair<std::string_view, std::string_view> kept_procedure() const override {
        return {procedure, procedure_version};
    }
    std::string_view kept_case() const override { return case_code; }
    const motcua::promise::ledger* promise_ledger() const override { return &promise; }
    kinds::refusal check_step(bool accepted_before, const kinds::step_requests& w) const override;
    kinds::refusal check_printable(const kinds::step_requests& w, const std::vector<std::string>& forms,
                                   const kinds::step_context& c,
                                   const kinds::needs_finder& needs) const override;
    kinds::refusal follow_chart(const kinds::chart_facts& before, const kinds::chart_facts& after,
                                const kinds::step_context& c, kinds::step_requests& w) override;
    kinds::outlook look_ahead(const kinds::step_context& c) const override;
    bool mark_fired(const motcua::promise::wake& w, const kinds::step_context& c) override;
    json_object timer_data(const motcua::promise::wake& w, const kinds::step_context& c) const override;
    kinds::refusal move_promise(const motcua::promise::moved_date& to, const kinds::step_context& c,
                                kinds::step_requests& w) override;
    std::string assign(kinds::step_requests& w, const kinds::number_request& request, long long number,
                       const kinds::step_context& c) override;
    json_object print_context() const override { return {{"officer", officer}, {"stream", route.stream}}; }
    json_object slip_values(const kinds::slip_request& slip, const kinds::step_context& c) const override;
    void count_refusal(const kinds::rejection& why) override;
};

// What a chart writes in mc:step-term, "2 working-days"; nothing where it is no term.
std::optional<calendar::term> step_term_of(std::string_view text);

// Format 1. Reading refuses a newer format; an older one is brought up.
std::string encode(const record& r);
result<void> read_record(const json& v, record& out);

}  // namespace motcua::dossier
