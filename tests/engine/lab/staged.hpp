// Plays a scenario in a house of its own under the test's folder, printers that only count beside it.
#pragma once

#include <string>

#include "engine/lab/audit.hpp"
#include "engine/lab/printers.hpp"
#include "engine/lab/scenario_run.hpp"

namespace motcua::lab {

struct staged {
    scenario_result what;
    audit found;
    std::string figures;  // what the engine says of itself
    paper_trail paper;
};

// Reads, draws with the seed and plays; test failures where it does not open or surprises.
staged stage(const std::string& scenario_text, std::uint64_t seed,
             const std::string& workflows = "workflows");
std::string shipped(const std::string& path);

// An office of invented staff with this inside its <scenario>.
std::string with_staff(const std::string& inside, const std::string& from, const std::string& to);

}  // namespace motcua::lab
