// The strict gate: libxml2's SAX parser looks at the text and builds nothing. Used by document.cpp alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace motcua::xml {

// The first well-formedness or namespace fault, or nothing.
std::optional<fault> first_fault(std::string_view text, const std::string& name);

}  // namespace motcua::xml
