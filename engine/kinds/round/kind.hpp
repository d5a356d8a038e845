// The kind "round", a courier's round of parcels, with its effects, for the registry.
#pragma once

#include "engine/kinds/registry.hpp"

namespace motcua::dossier {

void add_round_kind(kinds::registry& r);
void add_round_effects(kinds::registry& r);

}  // namespace motcua::dossier
