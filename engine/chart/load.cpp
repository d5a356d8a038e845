#include "engine/chart/load.hpp"

#include <algorithm>
#include <tuple>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "engine/chart/builder.hpp"

namespace motcua::chart {

read_result<chart_pointer> load(const xml::document& document, const load_options& options) {
    builder b(options);
    auto made = b.read(document.root());
    if (!made) {
        auto found = std::move(b.found());
        std::stable_sort(found.begin(), found.end(), [](const fault& x, const fault& y) {
            return std::tie(x.file, x.at.line, x.at.column) < std::tie(y.file, y.at.line, y.at.column);
        });
        return tl::make_unexpected(std::move(found));
    }
    auto hashed = document.all_text();
    hashed += '\0';
    hashed += b.attached();
    made->content_hash = sha256(hashed);
    return chart_pointer(std::move(made));
}

read_result<chart_pointer> load(std::string text, const std::string& name, const load_options& options) {
    auto document = xml::document::parse(std::move(text), name, options.open);
    if (!document) return tl::make_unexpected(document.error());
    return load(*document, options);
}

read_result<chart_pointer> load_file(const std::string& path, const load_options& options) {
    auto text = options.open ? options.open(path) : read_file(path);
    if (!text) return tl::make_unexpected(faults{{path, {}, text.error().message}});
    return load(std::move(*text), path, options);
}

}  // namespace motcua::chart
