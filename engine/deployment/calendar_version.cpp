#include "engine/deployment/calendar_version.hpp"

#include <filesystem>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "engine/calendar/read.hpp"
#include "engine/xml/files_below.hpp"

namespace motcua::runtime {

read_result<calendar_version> read_calendar_version(const std::string& folder, const std::string& office,
                                                    origin from) {
    const auto paths = xml::files_below(folder, "calendars");
    if (!paths) return tl::make_unexpected(paths.error());
    faults unread;
    std::vector<std::pair<std::string, std::string>> texts;
    for (const auto& path : *paths) {
        if (auto text = read_file(path))
            texts.emplace_back(path, std::move(*text));
        else
            unread.push_back({path, {}, text.error().message});
    }
    if (!unread.empty()) return tl::make_unexpected(std::move(unread));
    const auto source = calendar::read_source(texts, folder, from);
    if (!source) return tl::make_unexpected(source.error());
    calendar_version out{
        std::make_shared<calendar::working_calendar>(calendar::make_calendar(*source, office)), {}};
    for (auto& [path, text] : texts) {
        auto& row = out.files.emplace_back();
        row.hash = sha256(text);
        row.kind = "calendars";
        row.name = "calendars/" + std::filesystem::path(path).lexically_relative(folder).string();
        row.bytes = std::move(text);
    }
    return out;
}

}  // namespace motcua::runtime
