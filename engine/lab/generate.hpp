// Draws what a scenario leaves to chance and adds it to the steps: dossiers with their plans, couriers'
// rounds, outages. The same scenario, workflows and seed give the same steps. Before the run, on its thread.
#pragma once

#include <cstdint>
#include <string>

#include "engine/lab/scenario.hpp"

namespace motcua::lab {

// Faults: of the workflows, and of what <generate> names that they do not have. Without <generate> nothing is
// drawn.
read_result<void> generate(scenario& s, const std::string& workflows, std::uint64_t seed);

}  // namespace motcua::lab
