// The view of one element: reads the tree of its file.
#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "engine/xml/document.hpp"
#include "engine/xml/tree.hpp"

namespace motcua::xml {

namespace {

using detail::handle;
using detail::pointer;

// Bytes that a character reference between & and ; stands for.
std::size_t bytes_of(std::string_view reference) {
    if (!reference.starts_with('#')) return 1;
    const bool hex = reference.starts_with("#x");
    const std::string digits(reference.substr(hex ? 2 : 1));
    const auto code = std::strtoul(digits.c_str(), nullptr, hex ? 16 : 10);
    return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

// Where in the file the byte `offset` of a value stands that begins at `from`.
std::size_t behind_references(std::string_view text, std::size_t from, std::size_t offset) {
    while (offset > 0 && from < text.size()) {
        const auto end = text[from] == '&' ? text.find(';', from) : text.npos;
        const auto bytes = end == text.npos ? 1 : bytes_of(text.substr(from + 1, end - from - 1));
        from = end == text.npos ? from + 1 : end + 1;
        offset -= std::min(offset, bytes);
    }
    return from;
}

// Where the value of the attribute begins that is written with exactly this name, namespace declarations
// included.
std::optional<std::size_t> value_of(const detail::file& f, pugi::xml_node n, std::string_view written) {
    for (auto a = n.first_attribute(); pointer(a); a = a.next_attribute())
        if (a.name() == written) return f.offset_of(a.value());
    return std::nullopt;
}

}  // namespace

bool element::is(std::string_view ns, std::string_view name) const {
    return file_ && this->name() == name && this->ns() == ns;
}

fault element::error(std::string message) const {
    return {file(), at(), std::move(message)};
}

fault element::error(const attribute& a, std::string message) const {
    return {file(), at(a), std::move(message)};
}

// The attribute that is written with exactly this name, its prefix included; null where it is absent.
const detail::attribute_row* element::written(std::string_view name) const {
    const auto all = attributes();
    for (auto a = all.first_; a != all.end_; ++a)
        if (file_->piece(a->name, a->local - a->name + a->local_size) == name) return a;
    return nullptr;
}

std::optional<std::string_view> element::view(std::string_view name) const {
    const auto* a = written(name);
    if (!a || a->ns != detail::no_namespace) return std::nullopt;
    return file_->piece(a->value, a->value_size);
}

std::optional<std::string> element::get(std::string_view name) const {
    const auto v = view(name);
    return v ? std::optional<std::string>(*v) : std::nullopt;
}

std::optional<std::string> element::get(std::string_view ns, std::string_view name) const {
    for (const auto& a : attributes())
        if (a.name == name && !a.ns.empty() && a.ns == ns) return std::string(a.value);
    return std::nullopt;
}

std::string element::get_or(std::string_view name, std::string_view otherwise) const {
    return std::string(view(name).value_or(otherwise));
}

position element::at(std::string_view attribute_name) const {
    return at(attribute_name, 0);
}

position element::at(std::string_view attribute_name, std::size_t offset) const {
    const auto& whole = static_cast<const detail::file&>(*file_);
    const auto value = value_of(whole, handle(row_->node), attribute_name);
    if (!value) return at();
    const auto byte = behind_references(whole.text, *value, offset);
    return file_->lines.at(static_cast<std::uint32_t>(byte));
}

position element::at(const attribute& a) const {
    return file_->lines.at(a.offset);
}

std::vector<element> element::children() const {
    std::vector<element> out;
    for (const auto& c : each()) out.push_back(c);
    return out;
}

std::vector<element> element::children(std::string_view ns, std::string_view name) const {
    std::vector<element> out;
    for (const auto& c : each())
        if (c.is(ns, name)) out.push_back(c);
    return out;
}

element element::child(std::string_view ns, std::string_view name) const {
    for (const auto& e : each())
        if (e.is(ns, name)) return e;
    return {};
}

std::string element::text() const {
    std::string out;
    for (auto n = handle(row_->node).first_child(); pointer(n); n = n.next_sibling())
        if (n.type() != pugi::node_element) out += n.value();
    return out;
}

std::vector<element::piece> element::content() const {
    std::vector<piece> out;
    std::string text;  // comments and CDATA sections divide it in the tree, but not here
    const auto end_text = [&] {
        if (!text.empty()) out.push_back({std::exchange(text, {}), nullptr});
    };
    const auto inside = each();
    auto next = inside.begin();
    for (auto n = handle(row_->node).first_child(); pointer(n); n = n.next_sibling()) {
        if (n.type() != pugi::node_element) {
            text += n.value();
            continue;
        }
        end_text();
        out.push_back({std::nullopt, std::make_shared<element>(*next)});
        ++next;
    }
    end_text();
    return out;
}

}  // namespace motcua::xml
