// The fixed columns by which lists, search and counts see a session: a pure function of its record and of
// what the chart says about the states it is in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/kinds/effects.hpp"

namespace motcua::dossier {

// From the annotations of the active states: the innermost of the work region wins.
struct chart_facts {
    std::string phase;        // id of the state whose label the screens show
    std::string holder_role;  // mc:holder
    int national_status = 0;  // mc:status
    std::string step_term;    // mc:step-term: "8 working-hours", "2 working-days"
    std::string apology;      // mc:apology of the promise region: "none", "draft", "issued", "escalated"
};

// What a chart writes in mc:step-term; nothing where it is no term.
std::optional<calendar::term> step_term_of(std::string_view text);

// After a step: hands the dossier to the next holder, begins and ends step terms, and owes the portal the new
// national status. `before` and `after` are the facts of the chart around the step.
refusal follow_chart(subject& s, const chart_facts& before, const chart_facts& after, const step_context& c,
                     step_requests& w);

struct summary {
    std::string code;
    std::string portal_code;
    std::string procedure;
    std::string unit;
    std::string stream;
    std::string channel;
    std::string phase;
    std::string holder_role;
    std::string holder;
    std::string return_mode;
    std::string applicant;
    int national_status = 0;
    bool late = false;
    std::string apology;
    std::optional<instant> received_at;
    std::optional<instant> due_at;
    std::optional<instant> reappointed_at;
    std::optional<instant> done_at;
    std::optional<instant> returned_at;
    std::optional<instant> attention_at;
};

summary summarise(const subject& s, const chart_facts& facts, instant at);

}  // namespace motcua::dossier
