// The view of one element: reads the rows of its file.
#include <algorithm>
#include <cstdlib>

#include "tests/engine/xml/oracle/document.hpp"
#include "tests/engine/xml/oracle/tree.hpp"

namespace motcua::xml_oracle {

namespace {

std::span<const detail::attribute_row> attributes_of(const detail::file& f, const detail::node& n) {
    return {f.attributes.data() + n.first, n.attributes};
}

position place_from(const detail::file& f, const detail::node& n, std::size_t offset) {
    position p = n.at;
    for (auto i = n.offset; i < offset; ++i) {
        ++p.column;
        if (f.text[i] == '\n') p = {p.line + 1, 1};
    }
    return p;
}

struct written_attribute {
    std::string_view name;          // with its prefix
    std::size_t name_at, value_at;  // in the file's text
};

// The attributes of a start tag as they stand in the text, declarations included. The text is well-formed.
std::vector<written_attribute> written_in(const detail::file& f, const detail::node& n) {
    constexpr std::string_view blank = " \t\r\n";
    const std::string_view text = f.text;
    std::vector<written_attribute> out;
    auto i = text.find_first_of(" \t\r\n/>", n.offset);
    for (;;) {
        i = text.find_first_not_of(blank, i);
        if (text[i] == '/' || text[i] == '>') return out;
        const auto end = text.find_first_of(" \t\r\n=", i);
        const auto quote = text.find_first_of("\"'", end);
        out.push_back({text.substr(i, end - i), i, quote + 1});
        i = text.find(text[quote], quote + 1) + 1;
    }
}

bool is_declaration(std::string_view name) {
    return name == "xmlns" || name.starts_with("xmlns:");
}

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

// This row or the first behind it that is an element; `end` where there is none.
detail::row element_from(const detail::file& f, detail::row at, detail::row end) {
    while (at < end && f.nodes[at].is_text()) ++at;
    return at;
}

}  // namespace

const detail::node& element::node() const {
    return file_->nodes[row_];
}

std::string_view element::ns() const {
    return file_->names[node().name].ns;
}

std::string_view element::name() const {
    return file_->names[node().name].local;
}

element::qualified element::qname() const {
    const auto& n = file_->names[node().name];
    return {n.ns, n.local};
}

bool element::is(std::string_view ns, std::string_view name) const {
    return file_ && this->name() == name && this->ns() == ns;
}

position element::at() const {
    return node().at;
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
    for (const auto& a : attributes_of(*file_, node()))
        if (const auto& own = file_->names[a.name]; own.local == name && own.prefix.empty()) return a.value;
    return std::nullopt;
}

std::optional<std::string> element::get(std::string_view name) const {
    const auto v = view(name);
    return v ? std::optional<std::string>(*v) : std::nullopt;
}

std::optional<std::string> element::get(std::string_view ns, std::string_view name) const {
    for (const auto& a : attributes_of(*file_, node()))
        if (const auto& own = file_->names[a.name]; own.local == name && !own.prefix.empty() && own.ns == ns)
            return std::string(a.value);
    return std::nullopt;
}

std::string element::get_or(std::string_view name, std::string_view otherwise) const {
    return std::string(view(name).value_or(otherwise));
}

position element::at(std::string_view attribute_name) const {
    return at(attribute_name, 0);
}

position element::at(std::string_view attribute_name, std::size_t offset) const {
    for (const auto& a : written_in(*file_, node())) {
        const auto local = a.name.substr(a.name.find(':') + 1);
        if (attribute_name == a.name || attribute_name == local)
            return place_from(*file_, node(), behind_references(file_->text, a.value_at, offset));
    }
    return at();
}

position element::at(const attribute& wanted) const {
    std::uint32_t ordinal = 0;
    for (const auto& a : written_in(*file_, node()))
        if (!is_declaration(a.name) && ordinal++ == wanted.ordinal)
            return place_from(*file_, node(), a.name_at);
    return at();
}

element::attribute_list element::attributes() const {
    return {file_, node().first, node().attributes};
}

attribute element::attribute_list::iterator::operator*() const {
    const auto& a = file_->attributes[row_];
    const auto& name = file_->names[a.name];
    return {name.ns, name.local, a.value, ordinal_};
}

element::siblings element::each() const {
    return {file_, element_from(*file_, row_ + 1, node().end), node().end};
}

element element::siblings::iterator::operator*() const {
    if (const auto* inner = file_->instead_of(row_)) return {inner, 0};
    return {file_, row_};
}

element::siblings::iterator& element::siblings::iterator::operator++() {
    row_ = element_from(*file_, file_->nodes[row_].end, end_);
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
    for (auto i = row_ + 1; i < node().end; i = file_->nodes[i].end)
        if (const auto& n = file_->nodes[i]; n.is_text()) out += file_->texts[n.first];
    return out;
}

bool element::has_text() const {
    return node().has_text;
}

std::vector<element::piece> element::content() const {
    std::vector<piece> out;
    const auto inside = each();
    auto next = inside.begin();
    for (auto i = row_ + 1; i < node().end; i = file_->nodes[i].end) {
        if (const auto& n = file_->nodes[i]; n.is_text()) {
            out.push_back({std::string(file_->texts[n.first]), nullptr});
        } else {
            out.push_back({std::nullopt, std::make_shared<element>(*next)});
            ++next;
        }
    }
    return out;
}

}  // namespace motcua::xml_oracle
