// Text as it stands in an XML document. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace motcua::xml {

// `in_attribute`: between double quotes.
void append_escaped(std::string& out, std::string_view text, bool in_attribute);

}  // namespace motcua::xml
