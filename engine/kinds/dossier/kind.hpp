// The kind "dossier" with its effects, for the registry.
#pragma once

#include "engine/kinds/registry.hpp"

namespace motcua::dossier {

void add_dossier_kind(kinds::registry& r);

}  // namespace motcua::dossier
