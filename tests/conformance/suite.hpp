// Where the W3C documents lie, and which of them are run: those that others invoke are not.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace motcua::conformance {

inline std::filesystem::path suite_folder() {
    const char* set = std::getenv("MOTCUA_SUITES");
    const std::filesystem::path top = set ? set : std::string(MOTCUA_SOURCE_DIR) + "/../shared/suites";
    return top / "w3c-scxml";
}

inline std::vector<std::string> suite_documents() {
    std::vector<std::string> found;
    for (const auto* part : {"mandatory", "optional"}) {
        std::error_code none;
        for (const auto& f : std::filesystem::directory_iterator(suite_folder() / part, none)) {
            const auto name = f.path().filename().string();
            if (f.path().extension() == ".scxml" && name.find("sub") == name.npos)
                found.push_back(f.path().string());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace motcua::conformance
