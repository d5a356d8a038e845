// The command `motcua procedures list`: the procedures of a workflows folder and what no official source
// confirms of them. Reads files, writes to the given streams.
#pragma once

#include <ostream>
#include <string>

namespace motcua::counters {

struct procedures_list_options {
    std::string workflows = "workflows";
    std::string day;  // empty: today
    bool unconfirmed = false;
    bool json = false;
};

// 0 done; 2 bad options or files, all faults listed.
int procedures_list(const procedures_list_options& options, std::ostream& out, std::ostream& err);

}  // namespace motcua::counters
