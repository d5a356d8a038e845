// The domain's words in a chart's document (mc: elements and attributes) against what this program knows:
// effects with their arguments, actions with their fields, what states say of themselves. The loader of
// engine/chart takes these words as they come; whoever deploys a chart asks here first. Pure; any thread.
#pragma once

#include "engine/base/result.hpp"
#include "engine/kinds/registry.hpp"
#include "engine/procedure/reasons.hpp"
#include "engine/xml/document.hpp"

namespace motcua::runtime {

// All faults, includes too, each at its element or attribute. `lists`: the choice lists there are; null: not
// known.
faults check_words(const xml::element& root, const procedure::reasons* lists, const kinds::registry& known);

}  // namespace motcua::runtime
