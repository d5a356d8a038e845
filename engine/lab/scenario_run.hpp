// Plays a scenario through a real engine on a virtual clock, stopping at every legal instant on the way, so
// that what falls due falls due at its own moment. Scenes of one moment come as one batch. Called by `motcua
// simulate` (an office that is shut and opened again) and by the training mode's populated day (one engine);
// one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/clock.hpp"
#include "engine/engine.hpp"
#include "engine/lab/scenario.hpp"
#include "engine/lab/simulated_office.hpp"

namespace motcua::lab {

// The moments on the way to `to` at which the clock stops: each wake-up, and `to` as the last. Whoever goes
// there sets the clock and lets everything due happen before he asks for the next one.
class stops {
public:
    // Both outlive it.
    stops(const engine& e, const virtual_clock& time, instant to) : engine_(e), time_(time), to_(to) {}
    std::optional<instant> next();

private:
    const engine& engine_;
    const virtual_clock& time_;
    const instant to_;
    std::int64_t last_ = -1;
    bool arrived_ = false;
};

// Moves the clock to `to`, from wake-up to wake-up. `before_each` hears of each stop before the clock goes
// there (a persisted clock writes it down first, so that a crash on the way loses no time).
void advance(engine& e, virtual_clock& time, instant to,
             const std::function<void(instant)>& before_each = {});

struct unexpected_answer {
    std::string place;    // of the step, "file:line:column"
    std::string message;  // what came instead of what the scenario expects
};

struct scenario_result {
    std::map<std::string, std::uint64_t> sessions;  // by the scenario's names
    std::size_t commands = 0;
    std::size_t openings = 0;  // of an office: 1 and its restarts
    std::vector<unexpected_answer> unexpected;
    std::vector<std::string> stuck;  // why the office did not open again; the run ended there
};

// Until the scenario's end, or `until` if that comes first. Outages are left out: one engine runs all along.
scenario_result run_scenario(const scenario& s, engine& e, virtual_clock& time,
                             const std::function<void(instant)>& before_each = {},
                             std::optional<instant> until = {});

// With its outages and its printers; the office is left open, nothing owed but what cannot be done.
scenario_result run_scenario(const scenario& s, simulated_office& office);

}  // namespace motcua::lab
