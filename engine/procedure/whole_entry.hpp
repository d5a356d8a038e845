// What a catalogue entry must say as a whole before an office may work by it: every case has a term and a fee
// where others have one, and nothing that is looked up by a key stands twice. Called when files are read from
// a folder; a version that the store kept was accepted by the checks of its day and is not judged again.
#pragma once

#include "engine/base/result.hpp"
#include "engine/procedure/entry.hpp"
#include "engine/xml/document.hpp"

namespace motcua::procedure {

// `root` is the <procedure> that `e` was read from; each fault is added with its place.
void check_whole(const entry& e, xml::element root, faults& found);

}  // namespace motcua::procedure
