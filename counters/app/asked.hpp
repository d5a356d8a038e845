// A question to the engine with its answer read. Any thread but the engine's own.
#pragma once

#include <string_view>

#include "engine/base/json.hpp"
#include "engine/engine.hpp"

namespace motcua::app {

// `not_found`: there is nothing like it; `io`: the store could not be read now, asked again later it may be
// there.
result<json> asked(const engine& e, std::string_view question, const json_object& args);

// The same of an answer that has come.
result<json> content_of(engine::reply reply);

}  // namespace motcua::app
