// The words of a refusal. Inner to this room.
#pragma once

#include "engine/promise/life.hpp"

namespace motcua::promise {

// With the standard sentence of the reason.
tl::unexpected<refusal> refuse(refusal::reason why);
tl::unexpected<refusal> refuse(refusal::reason why, std::string message,
                               std::optional<local_day> offered = {});
// The calendar does not reach.
tl::unexpected<refusal> refuse(const failure& f);

// What every fact of a live promise needs: started, not done, not stopped, not before its start.
verdict live(const ledger& l, instant at);

}  // namespace motcua::promise
