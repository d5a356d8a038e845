// A template as it is kept for as long as a slip names it: one JSON text of the file, all files it includes,
// and what draws by it. The SHA-256 of that text is the template's hash. Pure; any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "templates/language/library.hpp"

namespace motcua::templates {

// Which program draws: to be raised when layout, painting or PDF make other bytes of the same template and
// values (tests/templates/drawing_test.cpp notices); with the SHA-256 of the built-in fonts.
inline constexpr int drawing_revision = 2;
const std::string& drawn_by();

// `files` by their names below the folder of `main`.
std::string kept_template(const std::string& main, const std::map<std::string, std::string>& files);
// Of what kept_template made, by any version of the program.
read_result<form> read_kept_template(const std::string& kept);

}  // namespace motcua::templates
