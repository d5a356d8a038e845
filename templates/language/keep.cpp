#include "templates/language/keep.hpp"

#include "engine/base/bundle.hpp"
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
    const auto all = bundle::read(kept, "kept template");
    if (!all) return tl::make_unexpected(all.error());
    auto text = all->main_text();
    if (!text) return tl::make_unexpected(text.error());
    auto f =
        read_form(std::move(*text), all->main(), [&](const std::string& name) { return all->open(name); });
    if (!f) return f;
    f->drawn_by = get_string(all->content(), "drawn_by");
    f->kept = std::make_shared<const std::string>(kept);
    f->hash = sha256(kept);
    return f;
}

}  // namespace motcua::templates
