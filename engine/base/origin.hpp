// Where files were read from. What a store has kept was accepted by the checks of its day: a check that came later
// must not make the dossiers that rest on it unreadable.
#pragma once

namespace motcua {

enum class origin { folder, store };

}  // namespace motcua
