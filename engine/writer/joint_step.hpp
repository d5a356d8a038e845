// One step of a session together with the steps of all sessions it tells, and of those that these tell:
// taken, settled and journalled together, or undone together. What people order and what happens by itself
// take the same way (writer::step_together). Engine thread; lives for one command.
#pragma once

#include <deque>
#include <utility>

#include "engine/stepping/stepper.hpp"

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

}  // namespace motcua::runtime
