// One version of a catalogue entry: what the law publishes about a procedure, as read from
// workflows/procedures/<field>/<code>.xml. A plain immutable value; nothing here decides (the router and the
// hard rules of engine/kinds/dossier do). `confirmed` says whether the source is official and seen.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/calendar/term.hpp"
#include "engine/procedure/dated.hpp"
#include "engine/procedure/rule_set.hpp"

namespace motcua::procedure {

// unknown: the source does not say, which is never taken for "not offered"; reception asks.
enum class online_level { none, partial, full, unknown };

struct published_basis {
    std::string text;
    validity when;
    bool confirmed = true;
};

struct suspension {
    validity when;
    std::string reason;
};

struct procedure_case {
    std::string code;
    std::string name;
};

// An item of the published list; only such items may be asked for.
struct required_document {
    std::string type;  // national document-type code, or local:name
    std::string name;
    std::string basis;               // what demands it
    std::vector<std::string> cases;  // empty: every case
    bool original = true;
    bool confirmed = true;
    std::string source;
};

struct fee {
    std::string case_code;  // empty: every case
    std::string stream;     // "direct", "online"; empty: both
    validity when;          // of the day of acceptance
    long long amount = 0;   // VND
    bool by_area = false;   // set by the locality; amount is then unknown
    std::string note;
    bool confirmed = true;
    std::string source;
};

// How long the law gives, by case.
struct case_term {
    calendar::term length;
    std::string case_code;  // empty: every case without a term of its own
    bool confirmed = true;
    std::optional<calendar::own_cut_off> cut_off;  // instead of the rule set's
    std::string source;
};

// Another body whose days the procedure needs besides our own.
struct linked_body {
    std::string name;
    int working_days = 0;
    std::string case_code;  // empty: every case
    bool confirmed = true;
};

// The procedure's own set of forms ("residence"); a form that it lacks comes from the set of the rules in
// force.
struct own_forms {
    validity when;
    std::string set;
};

// A condition for the online stream over the answers given at reception.
struct condition {
    std::string id;
    std::string answer;                // name of the answer, or "case"
    std::vector<std::string> accepts;  // values that satisfy it
    std::string otherwise;             // Vietnamese: why the dossier goes direct
    std::string question;              // what reception asks; empty when the answer is the case
};

// What the head allowed in advance for an apology that nobody answered.
struct authorisation {
    validity when;
    standing_authorisation given;
};

struct entry {
    std::string code;  // "1.004222" or "local:seals"
    std::string name;
    std::string field;
    std::string agency;
    std::string unit;  // unit code of the resolving unit
    validity when;
    std::string version;  // sha256 of the file

    std::vector<published_basis> basis;
    online_level level = online_level::none;
    bool level_confirmed = true;
    std::vector<suspension> suspensions;
    int online_reduction = 0;  // promised earlier to the online stream, in the term's unit
    bool online_only = false;
    std::vector<condition> eligibility;

    std::vector<procedure_case> cases;
    std::vector<required_document> documents;
    std::vector<fee> fees;
    std::vector<case_term> terms;
    std::vector<linked_body> linked;
    std::vector<own_forms> forms;
    bool post_in = false;
    bool post_out = false;

    std::vector<authorisation> authorisations;
    int longest_extension = 0;  // working days; 0: as long as its own term
    std::string result;         // what the applicant gets
    std::string chart;
    std::map<std::string, std::string> parameters;

    const procedure_case* find_case(std::string_view code) const;
    // Those of the published list that this case asks for.
    std::vector<const required_document*> documents_for(std::string_view case_code) const;
    const required_document* find_document(std::string_view case_code, std::string_view type) const;
    // The most special fee for case and stream in force on that day; nullptr where none is published, which
    // never means that there is nothing to pay.
    const fee* fee_for(std::string_view case_code, std::string_view stream, local_day day) const;
    std::vector<const linked_body*> linked_for(std::string_view case_code) const;
    // nullptr where no term is published for the case.
    const case_term* term_for(std::string_view case_code) const;
    // The procedure's own set of forms on that day, or empty.
    std::string form_set(local_day day) const;
    // Maximum extension in working days: the dated value, else its own term (at least one day).
    int extension_limit(std::string_view case_code) const;
};

std::string_view to_text(online_level level);

}  // namespace motcua::procedure
