// Reads the tables of outcomes from README.md, so that what people read is what the tests run.
#pragma once

#include <map>
#include <string>

namespace motcua::printers {

// "abort" / "recorded" → "failed ×0"; "–" where the fault cannot happen. Throws when there is no such table.
std::map<std::string, std::map<std::string, std::string>> outcome_table(const std::string& heading);

}  // namespace motcua::printers
