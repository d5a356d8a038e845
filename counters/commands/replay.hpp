// `motcua replay --data DIR [--workflows DIR]`: every session lived again from the journal and compared with
// the store; the chain verified. The program that owns the folder must be stopped. Exit status: 0 equal; 1
// different, the sessions and first differing places named; 4 the world failed.
#pragma once

#include <ostream>
#include <string>

namespace motcua::counters {

struct replay_options {
    std::string data;
    std::string workflows;                 // empty: what the store has kept
    std::string office = "000.51.01.G01";  // with `workflows`
};

int replay_command(const replay_options& options, std::ostream& out, std::ostream& err);

}  // namespace motcua::counters
