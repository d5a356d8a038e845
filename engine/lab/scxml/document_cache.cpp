#include "engine/lab/scxml/document_cache.hpp"

#include "engine/base/text.hpp"

namespace motcua::lab {

namespace {

chart::load_options reading(datamodel::ecmascript_heap& heap, xml::document::opener open) {
    chart::load_options how;
    how.open = std::move(open);
    how.heap = &heap;
    how.lenient = true;
    return how;
}

}  // namespace

chart::chart_pointer document_cache::at(const std::string& path, faults& found) {
    const auto known = documents_.find(path);
    if (known != documents_.end()) return known->second.compiled;
    auto& d = documents_[path];
    const auto open = [&](const std::string& name) {
        auto text = read_file(name);
        if (text) d.files[name] = *text;
        return text;
    };
    if (auto made = chart::load_file(path, reading(heap_, open)))
        d.compiled = std::move(*made);
    else
        found = std::move(made.error());
    return d.compiled;
}

chart::chart_pointer document_cache::with_hash(std::string_view content_hash) const {
    for (const auto& [path, d] : documents_)
        if (d.compiled && d.compiled->content_hash == content_hash) return d.compiled;
    return nullptr;
}

result<void> document_cache::put_back(const std::string& path, std::map<std::string, std::string> files) {
    const auto open = [&](const std::string& name) -> result<std::string> {
        const auto text = files.find(name);
        if (text != files.end()) return text->second;
        return fail(failure::kind::not_found, name + " was not there when the run began");
    };
    auto made = chart::load_file(path, reading(heap_, open));
    if (!made)
        return fail(failure::kind::corrupt, "the document kept as " + path +
                                                " can no longer be read: " + to_string(made.error().front()));
    documents_[path] = {std::move(files), std::move(*made)};
    return {};
}

}  // namespace motcua::lab
