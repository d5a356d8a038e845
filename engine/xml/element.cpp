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
using pugi::xml_attribute;
using pugi::xml_node;

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

// This node or the first sibling behind it that is an element; null where there is none.
xml_node element_from(xml_node n) {
    while (pointer(n) && n.type() != pugi::node_element) n = n.next_sibling();
    return n;
}

// This attribute or the first behind it that is no namespace declaration; null where there is none.
xml_attribute attribute_from(xml_attribute a) {
    while (pointer(a) && detail::is_declaration(a.name())) a = a.next_attribute();
    return a;
}

bool is(const char* written, std::string_view name) {
    for (const char c : name)
        if (*written++ != c) return false;
    return *written == '\0';
}

// Null where it is absent. `written` has its prefix, if it has one.
xml_attribute attribute_written(xml_node n, std::string_view written) {
    auto a = n.first_attribute();
    while (pointer(a) && !is(a.name(), written)) a = a.next_attribute();
    return a;
}

bool is_blank(const char* text) {
    while (*text == ' ' || (*text >= '\t' && *text <= '\r')) ++text;
    return *text == '\0';
}

}  // namespace

std::string_view element::ns() const {
    return file_->ns_of(handle(node_));
}

std::string_view element::name() const {
    return detail::split(handle(node_).name()).local;
}

element::qualified element::qname() const {
    const char* written = handle(node_).name();
    const auto [prefix, local] = detail::split(written);
    return {file_->scopes.at(prefix, file_->offset_of(written) - 1).ns, local};
}

bool element::is(std::string_view ns, std::string_view name) const {
    return file_ && this->name() == name && this->ns() == ns;
}

position element::at() const {
    return file_->lines.at(file_->offset_of(handle(node_)));
}

const std::string& element::file() const {
    return file_->name;
}

fault element::error(std::string message) const {
    return {file(), at(), std::move(message)};
}

fault element::error(const attribute& a, std::string message) const {
    return {file(), at(a), std::move(message)};
}

std::optional<std::string_view> element::view(std::string_view name) const {
    const auto a = attribute_written(handle(node_), name);
    // What is written with a colon has a namespace, or is a declaration as xmlns is.
    if (!pointer(a) || name.find(':') != name.npos || detail::is_declaration(a.name())) return std::nullopt;
    return a.value();
}

std::optional<std::string> element::get(std::string_view name) const {
    const auto v = view(name);
    return v ? std::optional<std::string>(*v) : std::nullopt;
}

std::optional<std::string> element::get(std::string_view ns, std::string_view name) const {
    const xml_node n = handle(node_);
    for (auto a = attribute_from(n.first_attribute()); pointer(a); a = attribute_from(a.next_attribute()))
        if (const auto own = detail::split(a.name());
            own.local == name && !own.prefix.empty() && file_->ns_of(a, n) == ns)
            return a.value();
    return std::nullopt;
}

std::string element::get_or(std::string_view name, std::string_view otherwise) const {
    return std::string(view(name).value_or(otherwise));
}

position element::at(std::string_view attribute_name) const {
    return at(attribute_name, 0);
}

position element::at(std::string_view attribute_name, std::size_t offset) const {
    const auto a = attribute_written(handle(node_), attribute_name);
    if (!pointer(a)) return at();
    const auto byte = behind_references(file_->text, file_->offset_of(a.value()), offset);
    return file_->lines.at(static_cast<std::uint32_t>(byte));
}

position element::at(const attribute& a) const {
    return file_->lines.at(a.offset);
}

element::attribute_list element::attributes() const {
    return {file_, node_, pointer(attribute_from(handle(node_).first_attribute()))};
}

attribute element::attribute_list::iterator::operator*() const {
    const xml_attribute a = handle(at_);
    const auto name = detail::split(a.name());
    const auto ns = name.prefix.empty() ? std::string_view{} : file_->ns_of(a, handle(owner_));
    return {ns, name.local, a.value(), file_->offset_of(name.prefix.data())};
}

element::attribute_list::iterator& element::attribute_list::iterator::operator++() {
    at_ = pointer(attribute_from(handle(at_).next_attribute()));
    return *this;
}

std::size_t element::attribute_list::size() const {
    std::size_t count = 0;
    for (auto a = begin(); a != end(); ++a) ++count;
    return count;
}

element::siblings element::each() const {
    return {file_, pointer(element_from(handle(node_).first_child()))};
}

element element::siblings::iterator::operator*() const {
    if (const auto* inner = file_->instead_of(handle(node_)))
        return {inner, pointer(inner->tree.document_element())};
    return {file_, node_};
}

element::siblings::iterator& element::siblings::iterator::operator++() {
    node_ = pointer(element_from(handle(node_).next_sibling()));
    return *this;
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
    for (auto n = handle(node_).first_child(); pointer(n); n = n.next_sibling())
        if (n.type() != pugi::node_element) out += n.value();
    return out;
}

bool element::has_text() const {
    for (auto n = handle(node_).first_child(); pointer(n); n = n.next_sibling())
        if (n.type() != pugi::node_element && !is_blank(n.value())) return true;
    return false;
}

std::vector<element::piece> element::content() const {
    std::vector<piece> out;
    std::string text;  // comments and CDATA sections divide it in the tree, but not here
    const auto end_text = [&] {
        if (!text.empty()) out.push_back({std::exchange(text, {}), nullptr});
    };
    const auto inside = each();
    auto next = inside.begin();
    for (auto n = handle(node_).first_child(); pointer(n); n = n.next_sibling()) {
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
