// What can happen to a promise. Each function checks, then changes the ledger; a refusal changes nothing.
// Pure: time comes in with the fact. Fire the triggers of moments.hpp that are due before applying a command
// of the same instant.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "engine/calendar/calendar.hpp"
#include "engine/procedure/rule_set.hpp"
#include "engine/promise/ledger.hpp"
#include "engine/promise/moments.hpp"

namespace motcua::promise {

struct refusal {
    enum class reason {
        not_started,
        already_started,
        already_done,
        already_stopped,
        is_paused,
        not_paused,
        promise_passed,   // the promised moment lies behind
        draft_exists,     // restarting must not wash lateness away
        supplement_used,  // at most the rule set's number
        apology_owed,     // late, and nothing issued yet
        maximum_reached,  // of reappointments
        already_issued,
        extension_too_short,
        extension_too_long,
        day_off,  // `offered` holds the next working day
        bad_term,
        before_acceptance,
        not_done,
        reason_missing,
        too_early,  // the rule set's T2 has not come
        no_supplement_asked,
        calendar_unknown,
        another_date  // the calendar does not lead to the date that was confirmed
    };
    reason why;
    std::string message;  // Vietnamese: what was expected and the next step
    std::optional<local_day> offered;
};
std::string_view to_text(refusal::reason r);

using verdict = tl::expected<void, refusal>;

struct acceptance {
    instant at;
    calendar::term legal;
    int online_reduction = 0;              // in the term's unit; capped so that one unit remains
    std::vector<linked_body> linked;       // other bodies' days
    std::optional<int> maximum_extension;  // working days; default the term itself
    std::optional<procedure::standing_authorisation>
        authorisation;                             // of the procedure; default the rule set's
    std::optional<calendar::own_cut_off> cut_off;  // the same
};

// The rules and the calendar of the dossier; both outlive the call.
struct measure {
    const procedure::rule_set& rules;
    const calendar::working_calendar& calendar;
};

verdict start(ledger& l, const acceptance& a, const measure& m);

// Supplements by the rule set's policy; at most its number; never after a draft.
verdict request_supplement(ledger& l, instant at, const measure& m);
verdict complete_supplement(ledger& l, instant at, const measure& m);
// Another body, or money due.
verdict pause(ledger& l, cause why, instant at, std::string note, const measure& m);
verdict resume(ledger& l, cause why, instant at, const measure& m);
// Refused, withdrawn, stopped by law: no trigger comes any more.
verdict stop(ledger& l, instant at, const measure& m);

verdict begin_step(ledger& l, std::string name, const calendar::term& allowed, instant at, const measure& m);
verdict end_step(ledger& l);

// Answers to the draft.
verdict draft(ledger& l, instant at);
verdict commit_on_time(ledger& l, std::string name, instant at);
struct new_date {
    std::string reason;
    std::optional<int> extension_days;  // one of the two
    std::optional<local_day> day;       // typed by hand
};
// What issuing would print, for the preview; refuses as issuing does.
tl::expected<reappointment, refusal> preview(const ledger& l, const new_date& n, instant at,
                                             const measure& m);
verdict issue_by_head(ledger& l, std::string signer, const new_date& n, instant at, const measure& m);
verdict issue_by_default(ledger& l, instant at, const measure& m);

// The result is at the desk, ready to be returned.
verdict finish(ledger& l, instant at, const measure& m);
verdict collect(ledger& l, instant at);
verdict keep(ledger& l, instant at);

// A trigger of moments.hpp was delivered. False when it had been already: then nothing else must follow.
bool mark_fired(ledger& l, const wake& w, instant at);

}  // namespace motcua::promise
