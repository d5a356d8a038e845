// `motcua simulate SCENARIO --out DIR [--seed N] [--json]`: an office on a virtual clock, through the real
// engine and store, its slips as PDF files; what the scenario leaves to chance is drawn from the seed, and
// the same seed gives the same figures and the same files. Exit status: 0 done; 1 something came that the
// scenario does not expect, or the audit found something; 2 faults in files or options; 4 the world failed.
#pragma once

#include <ostream>
#include <string>

namespace motcua::counters {

struct simulate_options {
    std::string scenario;
    std::string out;  // folder: data/, and one PDF per slip
    std::string workflows = "workflows";
    std::string templates = "templates";
    std::uint64_t seed = 1;
    bool json = false;
};

int simulate(const simulate_options& options, std::ostream& out, std::ostream& err);

}  // namespace motcua::counters
