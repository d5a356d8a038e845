#include "engine/base/bundle.hpp"

namespace motcua {

read_result<bundle> bundle::read(std::string_view kept, std::string what) {
    auto content = parse_json(kept, what);
    if (!content) return tl::make_unexpected(content.error());
    bundle out;
    out.content_ = std::move(*content);
    out.what_ = std::move(what);
    return out;
}

read_result<std::string> bundle::main_text() const {
    auto text = open(main());
    if (!text) return tl::make_unexpected(faults{{main(), {}, text.error().message}});
    return std::move(*text);
}

result<std::string> bundle::open(const std::string& name) const {
    const json* files = find(content_, "files");
    const json* text = files ? find(*files, name) : nullptr;
    if (!text || !text->is_string()) return fail(failure::kind::not_found, "the " + what_ + " lacks " + name);
    return std::string(text->get_string());
}

}  // namespace motcua
