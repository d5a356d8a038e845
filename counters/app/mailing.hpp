// How this office's notices leave, from its file, the options and the data folder. Called once, at the start.
#pragma once

#include "counters/app/inputs.hpp"
#include "counters/app/paper.hpp"
#include "counters/notices/dispatcher.hpp"
#include "engine/engine.hpp"

namespace motcua::app {

// Engine and forms outlive what comes out. In training nobody gets mail, but for --office-printers. The
// failure: what tells its messages from those of every other folder could not be kept.
result<notices::dispatcher_options> dispatcher_options_of(const inputs& given, engine& e, const paper& forms,
                                                          const serve_options& o);

}  // namespace motcua::app
