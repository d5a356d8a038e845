// One step of a session together with the steps of all sessions it tells, and of those that these tell:
// taken, settled and journalled together, or undone together; and what a command is answered. What people
// order and what happens by itself take the same way, `step_together`. Engine thread.
#pragma once

#include <deque>
#include <utility>

#include "engine/writer/batch.hpp"

namespace motcua::runtime {

struct joint_step {
    struct part {
        loaded_session* of = nullptr;
        const step_input* in = nullptr;
        kinds::step_requests requests;
        json_object decisions;  // numbers and slips, as the journal keeps them
    };
    enum class ending {
        done,
        untaken,      // the event enables nothing there
        refused,      // by a rule
        broken,       // an incident inside the chart
        parked,       // that session is set aside
        unreachable,  // there is no such session, or it cannot be read
        too_many,     // it would move more sessions than one command may
        world         // the store did not give a number
    };

    std::deque<part> parts;  // the origin first
    std::deque<step_input> told_on;
    // Of what is not done, all is undone already.
    ending what = ending::done;
    std::size_t stopped = 0;  // which part it was
    bool told() const { return stopped > 0; }
    // Vietnamese, with the session's id where it was a told one; of a refusal its rule too.
    kinds::rejection why;
    std::string trouble;  // of an incident, as the chart's own words
};

// Rolled back where it is not done. `may_stay`: an event that enables nothing in the origin is no reason to
// stop.
joint_step step_together(batch& b, loaded_session& origin, const step_input& first, bool may_stay);
// The journal rows of the sessions that were told; the origin's is the caller's.
void journal_told(batch& b, const joint_step& all);
// The same with the journal row and the answer of a command.
outcome step_all(batch& b, loaded_session& origin, const step_input& first, store::cause why,
                 const command_key& key);

// An incident inside a chart: the session whose step it was is set aside, the command did nothing.
outcome broken(batch& b, loaded_session& s, const step_input& in, const std::string& trouble);
// There is no session to count a refusal on: the office's own journal keeps it, without what was handed in.
outcome refused_creation(batch& b, const step_input& in, const kinds::rejection& why, const command_key& key);
// The answer of a command that the journal row says was taken before.
outcome repeated(const store::journal_row& row);
// `decisions` with session, code and phase.
json_object answer_of(const batch& b, const loaded_session& s, json_object decisions);

}  // namespace motcua::runtime
