#include "counters/http/static_files.hpp"

#include <array>

#include "counters/http/conditions.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"

namespace motcua::http {
namespace {

constexpr std::size_t most_bytes = 16u << 20;

std::string type_of(const std::filesystem::path& path) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 10> types = {{
        {".html", "text/html; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".map", "application/json"},
        {".json", "application/json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".txt", "text/plain; charset=utf-8"},
    }};
    const std::string extension = path.extension().string();
    for (const auto& [end, type] : types)
        if (end == extension) return std::string(type);
    return "application/octet-stream";
}

}  // namespace

result<void> static_files::add(const std::filesystem::path& folder, const std::string& prefix) {
    std::error_code error;
    std::filesystem::recursive_directory_iterator at(folder, error);
    if (error)
        return fail(failure::kind::not_found,
                    "the folder " + folder.string() + " of the page cannot be read: " + error.message() +
                        "; build the page (npm run build in counters/web) or name its folder");
    for (; at != std::filesystem::recursive_directory_iterator(); at.increment(error)) {
        if (error) return fail(failure::kind::io, "reading " + folder.string() + ": " + error.message());
        if (!at->is_regular_file(error)) continue;
        auto content = read_file(at->path().string());
        if (!content) return tl::make_unexpected(content.error());
        bytes_ += content->size();
        if (bytes_ > most_bytes)
            return fail(failure::kind::limit,
                        folder.string() + " holds more than 16 MiB; is it the page's folder?");
        file f{nullptr, type_of(at->path()), "\"" + sha256(*content).substr(0, 20) + "\""};
        f.content = std::make_shared<const std::string>(std::move(*content));
        const std::string name = at->path().lexically_relative(folder).generic_string();
        if (at->path().filename() == "index.html")
            files_[prefix + name.substr(0, name.size() - std::string_view("index.html").size())] = f;
        files_[prefix + name] = std::move(f);
    }
    return {};
}

std::optional<response> static_files::find(const request& r) const {
    const auto found = files_.find(r.path);
    if (found == files_.end()) return std::nullopt;
    if (r.method != method::get && r.method != method::head)
        return response{
            405, "text/plain; charset=utf-8", "Trang này chỉ đọc được.\n", {{"Allow", "GET, HEAD"}}, nullptr};
    const file& f = found->second;
    response out;
    out.headers = {{"ETag", f.etag}, {"Cache-Control", "no-cache"}};
    out.content_type = f.content_type;
    out.status = status_under(r, f.etag);
    if (out.status == 200) out.shared = f.content;
    return out;
}

}  // namespace motcua::http
