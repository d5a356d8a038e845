// libxml2's SAX parser, strict, filling the tables of one file. No tree of libxml2's is built, no include is
// followed. Used by document.cpp alone; any thread.
#pragma once

#include <optional>

#include "tests/engine/xml/oracle/tree.hpp"

namespace motcua::xml_oracle::detail {

inline constexpr std::string_view xinclude_namespace = "http://www.w3.org/2001/XInclude";

// Reads `f.text`. The first fault, a DOCTYPE being one, or nothing; then the tables are whole and
// `f.included` names the elements to replace, with no file yet.
std::optional<fault> fill(file& f);

}  // namespace motcua::xml_oracle::detail
