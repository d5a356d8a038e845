// Effects that any kind of session may use: tell, an event for another session.
#pragma once

#include "engine/kinds/registry.hpp"

namespace motcua::kinds {

void add_common_effects(registry& r);

}  // namespace motcua::kinds
