#include "templates/language/keep.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json.hpp"
#include "templates/fonts/embedded.hpp"
#include "templates/language/reader.hpp"

namespace motcua::templates {

const std::string& drawn_by() {
    static const std::string name = std::to_string(drawing_revision) + "-" + fonts::identity();
    return name;
}

std::string kept_template(const std::string& main, const std::map<std::string, std::string>& files) {
    json_object all;
    for (const auto& [name, text] : files) all[name] = text;
    return to_canonical_text(
        json_object{{"main", main}, {"files", std::move(all)}, {"drawn_by", drawn_by()}});
}

read_result<form> read_kept_template(const std::string& kept) {
    const auto content = parse_json(kept, "kept template");
    if (!content) return tl::make_unexpected(content.error());
    const json* files = find(*content, "files");
    const auto main = get_string(*content, "main");
    const auto open = [&](const std::string& name) -> result<std::string> {
        const json* text = files ? find(*files, name) : nullptr;
        if (!text || !text->is_string())
            return fail(failure::kind::not_found, "the kept template lacks " + name);
        return std::string(text->get_string());
    };
    auto text = open(main);
    if (!text) return tl::make_unexpected(faults{{main, {}, text.error().message}});
    auto f = read_form(std::move(*text), main, open);
    if (!f) return f;
    f->drawn_by = get_string(*content, "drawn_by");
    f->kept = std::make_shared<const std::string>(kept);
    f->hash = sha256(kept);
    return f;
}

}  // namespace motcua::templates
