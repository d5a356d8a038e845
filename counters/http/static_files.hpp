// The page's files, read once at start and served from memory with an ETag: no path of a request ever reaches
// the file system. Built by the program before the server starts; read-only afterwards, any thread.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "counters/http/message.hpp"
#include "engine/base/result.hpp"

namespace motcua::http {

class static_files {
public:
    // Adds all files below `folder` under `prefix` ("/" or "/app/"); "index.html" also answers for its
    // folder. not_found when the folder is missing; limit above 16 MiB in all.
    result<void> add(const std::filesystem::path& folder, const std::string& prefix);

    // Nothing when no such file is held; 304, 405 or 412 where the request asks for it.
    std::optional<response> find(const request& r) const;

private:
    struct file {
        std::shared_ptr<const std::string> content;
        std::string content_type;
        std::string etag;
    };
    std::map<std::string, file, std::less<>> files_;  // by path, decoded
    std::size_t bytes_ = 0;
};

}  // namespace motcua::http
