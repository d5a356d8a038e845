#include "engine/deployment/reserved_events.hpp"

#include <algorithm>

namespace motcua::runtime {

faults check_reserved_events(const chart::chart& c) {
    faults found;
    for (const auto& a : c.actions) {
        if (std::find(built_in_events.begin(), built_in_events.end(), a.event) == built_in_events.end())
            continue;
        const auto& where = c.transitions.at(a.transition).where;
        found.push_back(
            {c.files.at(where.file), where.at,
             "the event \"" + a.event +
                 "\" is a command of the engine itself, so this action would never be reached; give "
                 "it another name"});
    }
    return found;
}

}  // namespace motcua::runtime
