// Whether the sheets that a dossier will owe can be printed from its record: record::check_printable, asked
// before a dossier is opened or accepted. Once it is, nobody can add what its receipt or its apology lacks.
// What a form needs comes from the host's templates; this room only compares. Pure.
#pragma once

#include <string>
#include <vector>

#include "engine/kinds/dossier/record.hpp"

namespace motcua::dossier {

// The forms that the effects of this kind print of a dossier by themselves.
const std::vector<std::string>& own_forms();

}  // namespace motcua::dossier
