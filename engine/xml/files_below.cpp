#include "engine/xml/files_below.hpp"

#include <algorithm>
#include <filesystem>

namespace motcua::xml {

namespace fs = std::filesystem;

namespace {

template <class Iterator>
std::error_code list(const std::string& folder, bool charts, std::vector<std::string>& into) {
    std::error_code error, unknown;
    for (Iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        const auto extension = at->path().extension();
        const bool wanted = extension == ".xml" || (charts && extension == ".scxml");
        if (wanted && !at->is_directory(unknown)) into.push_back(at->path().string());
    }
    return error;
}

}  // namespace

read_result<std::vector<std::string>> files_below(const std::string& folder, std::string_view of, walk how) {
    std::vector<std::string> out;
    const auto error = how.subfolders ? list<fs::recursive_directory_iterator>(folder, how.charts, out)
                                      : list<fs::directory_iterator>(folder, how.charts, out);
    if (error)
        return tl::make_unexpected(faults{{folder,
                                           {},
                                           "cannot list this folder of " + std::string(of) + ": " +
                                               error.message() + "; name an existing one"}});
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace motcua::xml
