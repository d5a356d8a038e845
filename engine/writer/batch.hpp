// One batch while it is made: the jobs of one moment and what was due, in one draft, which becomes one
// transaction. The functions of this room that make it (commands, steps, timers, paper, adopting) take it as
// their first argument. Nothing of it lasts if it is not committed. Engine thread only.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "engine/stepping/judged_clock.hpp"
#include "engine/writer/office_state.hpp"

namespace motcua::runtime {

struct batch {
    struct new_calendar {
        std::shared_ptr<const deployment> deployed;
        adoption what;
    };

    batch(office_state& office, const clock_reading& seen, instant at)
        : of(office),
          clock(seen),
          now(at),
          d(office.door, *office.deployed, office.steps, office.sessions, office.ids, at) {}

    // The writer takes nothing further once this batch has ended; false, for whoever returns it.
    bool stop(const std::string& why) {
        if (of.stopped.empty()) of.stopped = why;
        return false;
    }

    office_state& of;
    const clock_reading clock;
    const instant now;
    draft d;
    std::vector<std::pair<on_outcome, outcome>> answers{};
    std::vector<std::pair<std::function<void(bool)>, bool>> reports{};
    std::optional<new_calendar> calendar{};   // in force once this is committed
    std::optional<adoption> adopted_early{};  // the adoption with who was moved before its turn in this batch
};

}  // namespace motcua::runtime
