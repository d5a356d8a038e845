// Which XML files a folder holds: the one walk behind calendars, rule sets, procedures, charts and forms.
// Reads no file. Any thread; never throws.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace motcua::xml {

struct walk {
    bool subfolders = false;
    bool charts = false;  // .scxml as well as .xml
};

// Their paths in the order of their bytes, the same on every machine. One fault when the folder or one below
// it cannot be listed; `of` says what was expected there, such as "calendars".
read_result<std::vector<std::string>> files_below(const std::string& folder, std::string_view of,
                                                  walk how = {});

}  // namespace motcua::xml
