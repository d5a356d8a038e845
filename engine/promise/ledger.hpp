// The promise of one dossier: budget, start, suspensions, revisions, what was issued and which triggers
// fired. A plain value kept in the session's record and written as JSON; the functions on it are in life.hpp
// (facts that happen), moments.hpp (what comes next) and facts.hpp (what is true now). Lateness is measured
// on the promise.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/time.hpp"
#include "engine/calendar/term.hpp"
#include "engine/procedure/rule_set.hpp"

namespace motcua {
class described_writer;
class described_reader;
}  // namespace motcua

namespace motcua::promise {

inline constexpr int ledger_version = 1;

enum class cause : unsigned char { supplement, other_body, money_due };

struct suspension {
    cause why = cause::supplement;
    instant from;
    std::optional<instant> to;
    bool restarts = false;  // its end begins a new promise instead of prolonging this one
    std::string note;
};

// Each date that was printed: receipt revision n.
struct revision {
    int number = 0;   // of the receipt, from 1
    int promise = 0;  // a restart begins a new promise, a resume or a calendar change moves the same one
    instant due;
    instant made;
    std::string why;  // "accepted", "restart", "resume", "calendar"
    std::string calendar_hash;
};

struct commitment {
    std::string name;
    instant at;
};

// The issued apology: immutable but for `new_date`, which follows a promise that moves.
struct reappointment {
    int sequence = 1;
    instant issued;
    instant planned;  // T2 when it was issued
    bool by_default = false;
    std::string signer;         // the head; empty by default
    std::string authorisation;  // named on the slip when by default
    std::string reason;
    int extension_days = 0;
    instant new_date;
    bool issued_late = false;
    bool recounted = false;  // promise + extension had passed: counted from the day of issue
};

struct linked_body {
    std::string name;
    int working_days = 0;
};

struct step_term {
    int number = 0;
    std::string name;
    instant from;
    calendar::term allowed;
    instant due;
    bool fired = false;
};

// Per promise; a new promise begins with none.
struct fired_triggers {
    bool t1 = false, t2 = false, due = false, reappointed = false, kept = false;
    int chases = 0;
    std::optional<instant> last_chase;
};

struct ledger {
    instant accepted;  // first acceptance
    instant start;     // of the current promise
    calendar::term legal;
    std::optional<calendar::own_cut_off> cut_off;  // of the procedure, instead of the rule set's
    int reduction = 0;                             // online, in the term's unit; never beyond the legal term
    std::vector<linked_body> linked;
    int promise = 0;  // 0: not started
    instant due;      // the promise on the last receipt
    instant legal_due;
    instant local_due;  // without the linked bodies' days
    std::vector<revision> revisions;
    std::vector<suspension> suspensions;  // all of them; those that ended before `start` no longer count
    int supplements = 0;
    std::optional<instant> supplement_asked;  // and not complete yet
    int maximum_extension = 0;                // working days
    procedure::standing_authorisation authorisation;
    std::optional<commitment> committed;
    std::optional<instant> drafted;
    std::vector<reappointment> issued;
    fired_triggers fired;
    std::optional<step_term> step;
    int steps = 0;
    std::optional<instant> done, stopped, collected, kept;

    bool started() const { return promise > 0; }
    bool paused() const;
    bool running() const { return started() && !done && !stopped && !paused(); }
    bool draft_exists() const { return drafted && !done; }
    // The term the promise is made of: legal less reduction.
    calendar::term promised_term() const;
};

// See engine/base/described.hpp.
void describe(described_writer& a, ledger& l);
void describe(described_reader& a, ledger& l);

}  // namespace motcua::promise
