// The JSON tree of base/json.hpp as a public document and back, without text between them. For code in this
// process that has the tree already or wants it. Pure; any thread.
#pragma once

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/values.hpp"

namespace motcua {

json_document to_document(json tree);

// Parsed once, where it came as text; the failure names the place. Lives as long as `d` or a copy of it.
const result<json>& tree_of(const json_document& d);
// The same, moved out where nobody shares it.
result<json> take_tree(json_document&& d);

}  // namespace motcua
