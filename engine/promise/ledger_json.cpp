// The ledger as it stands in a session's record, version 1.
#include <array>

#include "engine/base/described.hpp"
#include "engine/promise/ledger.hpp"

namespace motcua::calendar {

template <class A>
void describe(A& a, term& t) {
    static constexpr std::array<std::string_view, 4> units{"working-days", "working-hours", "calendar-days",
                                                           "at-once"};
    a.choice("unit", t.in, units)("amount", t.amount);
}

template <class A>
void describe(A& a, own_cut_off& c) {
    static constexpr std::array<std::string_view, 3> shifts{"none", "from-clock-time", "before-closing"};
    a.choice("shift", c.how, shifts)("minutes", c.minutes);
}

}  // namespace motcua::calendar

namespace motcua::procedure {

template <class A>
void describe(A& a, standing_authorisation& s) {
    a("name", s.name)("reason", s.reason)("days", s.extension_days);
}

}  // namespace motcua::procedure

namespace motcua::promise {

template <class A>
void describe(A& a, suspension& s) {
    static constexpr std::array<std::string_view, 3> causes{"supplement", "other-body", "money-due"};
    a.choice("cause", s.why, causes)("from", s.from)("to", s.to)("restarts", s.restarts)("note", s.note);
}

template <class A>
void describe(A& a, revision& r) {
    a("number", r.number)("promise", r.promise)("due", r.due)("made", r.made)("why", r.why);
    a("calendar", r.calendar_hash);
}

template <class A>
void describe(A& a, commitment& c) {
    a("name", c.name)("at", c.at);
}

template <class A>
void describe(A& a, linked_body& b) {
    a("name", b.name)("working_days", b.working_days);
}

template <class A>
void describe(A& a, reappointment& r) {
    a("sequence", r.sequence)("issued", r.issued)("planned", r.planned)("reason", r.reason);
    a("extension_days", r.extension_days)("new_date", r.new_date)("by_default", r.by_default);
    a("signer", r.signer)("authorisation", r.authorisation)("issued_late", r.issued_late);
    a("recounted", r.recounted);
}

template <class A>
void describe(A& a, fired_triggers& f) {
    a("t1", f.t1)("t2", f.t2)("due", f.due)("reappointed", f.reappointed)("kept", f.kept);
    a("chases", f.chases)("last_chase", f.last_chase);
}

template <class A>
void describe(A& a, step_term& s) {
    a("number", s.number)("name", s.name)("from", s.from)("allowed", s.allowed)("due", s.due);
    a("fired", s.fired);
}

template <class A>
void describe_all(A& a, ledger& l) {
    a.format("version", ledger_version)("promise", l.promise);
    if (!l.started()) return;
    a("accepted", l.accepted)("start", l.start)("due", l.due)("legal_due", l.legal_due);
    a("local_due", l.local_due)("legal", l.legal)("cut_off", l.cut_off)("reduction", l.reduction)("linked",
                                                                                                  l.linked);
    a("revisions", l.revisions)("suspensions", l.suspensions)("supplements", l.supplements);
    a("supplement_asked", l.supplement_asked)("maximum_extension", l.maximum_extension);
    a("authorisation", l.authorisation)("committed", l.committed)("drafted", l.drafted)("issued", l.issued);
    a("fired", l.fired)("step", l.step)("steps", l.steps)("done", l.done)("stopped", l.stopped);
    a("collected", l.collected)("kept", l.kept);
}

void describe(described_writer& a, ledger& l) {
    describe_all(a, l);
}

void describe(described_reader& a, ledger& l) {
    describe_all(a, l);
}

}  // namespace motcua::promise
