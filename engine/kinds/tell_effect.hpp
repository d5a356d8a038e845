// The effect "tell", which any kind of session may use: an event for another session.
#pragma once

#include "engine/kinds/registry.hpp"

namespace motcua::kinds {

void add_tell_effect(registry& r);

}  // namespace motcua::kinds
