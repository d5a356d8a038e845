// One step of one session: the chart's algorithm, then its effects folded into the domain record, then the
// rules that hold whatever the chart says. The same code runs live, in previews and in replay. Knows no store
// and no clock; used by one thread at a time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/deployment/deployment.hpp"
#include "engine/interpreter/step.hpp"
#include "engine/kinds/fields.hpp"
#include "engine/kinds/registry.hpp"
#include "engine/promise/moments.hpp"
#include "engine/stepping/jobs.hpp"

namespace motcua::runtime {

// A session in memory. `encoded` is the machine's row after its last good step: the undo log of the next.
struct loaded_session {
    store::session_row row;  // as committed, without state and record; id 0 before the first commit
    const deployed_chart* chart = nullptr;
    std::optional<interpreter::session> machine;
    kinds::any_record record;
    std::string encoded;
    bool final = false;

    store::session_id id = 0;
};

struct step_input {
    interpreter::cause why = interpreter::cause::external;
    std::string event = {};
    json_object data = {};
    instant at{};
    std::string actor = {};
    std::string counter = {};  // where the actor sits; empty: nowhere in particular
    bool attended = true;      // a person has ordered it and waits for what it prints
};

struct stepped {
    enum class kind {
        done,
        untaken,  // the event enabled nothing: nothing changed
        refused,  // by a rule: the caller undoes what became of the subject
        broken    // an incident: undone like a refusal, and the session must be parked
    };
    kind what = kind::done;
    std::optional<kinds::rejection> why;  // of refused
    std::string trouble;                  // of broken
    kinds::step_requests requests;
};

class stepper {
public:
    // The deployment outlives the stepper, or the time until it works by another.
    explicit stepper(const deployment& d) : deployed_(&d) {}
    void work_by(const deployment& d) { deployed_ = &d; }

    // A session about to take its first step; `data` are the chart's variables.
    result<loaded_session> create(store::session_id id, std::string kind, const deployed_chart& chart,
                                  kinds::any_record record, const json_object& data) const;
    // From a row; `chart` is the one the row names. `corrupt`: the row says nothing this program understands,
    // or names a procedure version that is not there.
    result<loaded_session> wake(store::session_row row, const deployed_chart& chart) const;

    // The machine is where it was unless the step is `done`.
    stepped step(loaded_session& s, const step_input& in);
    // Back to the state before: `encoded` and `record` of an earlier moment.
    void restore(loaded_session& s, std::string encoded, kinds::any_record record) const;

    kinds::step_context context_of(const loaded_session& s, instant at, std::string actor) const;
    // For a session about to be opened; `procedure` is a code, empty for a round.
    kinds::step_context context_of_new(std::string_view procedure, instant at, std::string actor) const;
    std::vector<const chart::action*> offered(loaded_session& s) const;
    kinds::chart_facts facts(const loaded_session& s) const;
    store::summary summary_of(const loaded_session& s, instant at) const;
    // The earliest thing to happen by itself, and its name when it is a legal instant.
    struct next_event {
        instant at{};
        std::optional<promise::wake> legal;
    };
    // `blocked`: filled where the calendar keeps a legal instant from being carried out; it is asked for
    // again after a day.
    std::optional<next_event> next(const loaded_session& s, instant now,
                                   std::optional<kinds::obstacle>* blocked = nullptr) const;

private:
    kinds::refusal fold(loaded_session& s, const interpreter::outcome& o, const kinds::step_context& c,
                        const kinds::chart_facts& seen, kinds::step_requests& w, bool opening) const;
    void restore_machine(loaded_session& s) const;

    const deployment* deployed_;
    interpreter::scratch scratch_;
    interpreter::settings settings_;
    interpreter::no_environment world_;
};

}  // namespace motcua::runtime
