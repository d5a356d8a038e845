#include "engine/xml/document.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "engine/base/text.hpp"
#include "engine/xml/gate.hpp"

namespace motcua::xml {

namespace detail {

struct file {
    static constexpr std::size_t block = 64;
    std::string name;
    std::string text;    // as read, for places
    std::string buffer;  // pugixml parses in place; names keep their offsets
    pugi::xml_document tree;
    std::vector<std::size_t> line_starts;
    std::vector<std::uint32_t> line_of_block;  // the line in which each 64 bytes begin, from 0
    // Prefix and namespace as the root declares them; used when nothing below it declares any.
    std::vector<std::pair<std::string_view, std::string_view>> declared;
    bool declares_at_root_only = false;
    std::map<const void*, std::shared_ptr<const file>> included;  // by the xi:include node
    std::vector<std::shared_ptr<const file>> in_order;

    void find_lines() {
        line_starts.reserve(text.size() / 48 + 8);
        line_starts.push_back(0);
        for (auto i = text.find('\n'); i != text.npos; i = text.find('\n', i + 1))
            line_starts.push_back(i + 1);
        line_of_block.reserve(text.size() / block + 1);
        std::uint32_t line = 0;
        for (std::size_t at = 0; at <= text.size(); at += block) {
            while (line + 1 < line_starts.size() && line_starts[line + 1] <= at) ++line;
            line_of_block.push_back(line);
        }
    }
    position place(std::size_t offset) const {
        std::size_t line = line_of_block[std::min(offset / block, line_of_block.size() - 1)];
        while (line + 1 < line_starts.size() && line_starts[line + 1] <= offset) ++line;
        return {static_cast<int>(line) + 1, static_cast<int>(offset - line_starts[line]) + 1};
    }
    std::size_t offset_of(const char* in_buffer) const {
        return static_cast<std::size_t>(in_buffer - buffer.data());
    }
};

}  // namespace detail

namespace {

constexpr std::string_view xinclude = "http://www.w3.org/2001/XInclude";
constexpr int deepest_include = 8;

pugi::xml_node node_of(const detail::raw* r) {
    return pugi::xml_node(reinterpret_cast<pugi::xml_node_struct*>(const_cast<detail::raw*>(r)));
}

const detail::raw* raw_of(pugi::xml_node n) {
    return reinterpret_cast<const detail::raw*>(n.internal_object());
}

// Prefix, which may be empty, and local name.
std::pair<std::string_view, std::string_view> split(const char* qualified) {
    const char* name = qualified;
    const char* end = qualified;
    for (; *end; ++end)
        if (*end == ':' && name == qualified) name = end + 1;
    const std::string_view local(name, static_cast<std::size_t>(end - name));
    if (name == qualified) return {{}, local};
    return {{qualified, static_cast<std::size_t>(name - qualified) - 1}, local};
}

bool is_declaration(std::string_view name) {
    return name == "xmlns" || name.substr(0, 6) == "xmlns:";
}

std::string_view resolve(pugi::xml_node n, std::string_view prefix) {
    if (prefix == "xml") return "http://www.w3.org/XML/1998/namespace";
    for (; n; n = n.parent())
        for (auto a : n.attributes()) {
            const std::string_view name = a.name();
            if (prefix.empty() ? name == "xmlns" : name.substr(0, 6) == "xmlns:" && name.substr(6) == prefix)
                return a.value();
        }
    return {};
}

pugi::xml_node root_of(const detail::file& f) {
    return f.tree.document_element();
}

// The namespace of a prefix as used on `n`; most files declare all of them on the root.
std::string_view resolve_in(const detail::file& f, pugi::xml_node n, std::string_view prefix) {
    if (!f.declares_at_root_only) return resolve(n, prefix);
    for (const auto& [known, ns] : f.declared)
        if (known == prefix) return ns;
    return {};
}

// Nothing that looks like a declaration behind the root's start tag: then the root has them all.
bool declares_at_root_only(const detail::file& f) {
    const auto first = root_of(f).first_child();
    const auto inside = f.text.find('>', f.offset_of(root_of(f).name()));
    return !first || f.text.find("xmlns", inside) == f.text.npos;
}

void note_declarations(detail::file& f) {
    f.declares_at_root_only = declares_at_root_only(f);
    f.declared.emplace_back("xml", "http://www.w3.org/XML/1998/namespace");
    for (auto a : root_of(f).attributes())
        if (is_declaration(a.name()))
            f.declared.emplace_back(split(a.name()).first.empty() ? "" : split(a.name()).second, a.value());
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
std::size_t behind_entities(std::string_view text, std::size_t from, std::size_t offset) {
    while (offset > 0 && from < text.size()) {
        const auto end = text[from] == '&' ? text.find(';', from) : text.npos;
        const auto bytes = end == text.npos ? 1 : bytes_of(text.substr(from + 1, end - from - 1));
        from = end == text.npos ? from + 1 : end + 1;
        offset -= std::min(offset, bytes);
    }
    return from;
}

// This node or the first behind it that is an element; null at the end.
pugi::xml_node element_from(pugi::xml_node n) {
    while (n && n.type() != pugi::node_element) n = n.next_sibling();
    return n;
}

struct reading {
    document::opener open;
    std::vector<std::string> chain;  // file names being read, outermost first
};

read_result<std::shared_ptr<detail::file>> read_tree(std::string text, const std::string& name, reading& r);

// Reads what an xi:include names; only whole files beside or below the including one.
read_result<std::shared_ptr<detail::file>> include(const detail::file& from, pugi::xml_node n, reading& r) {
    const auto refuse = [&](std::string message) {
        return tl::make_unexpected(
            faults{{from.name, from.place(from.offset_of(n.name())), std::move(message)}});
    };
    const std::string href = n.attribute("href").value();
    if (href.empty()) return refuse("xi:include needs href");
    for (const char* unsupported : {"xpointer", "fragid"})
        if (n.attribute(unsupported))
            return refuse("xi:include takes whole files only; remove " + std::string(unsupported));
    if (const std::string parse = n.attribute("parse").value(); !parse.empty() && parse != "xml")
        return refuse("xi:include takes parse=\"xml\" only");
    const std::filesystem::path relative(href);
    const bool outside = relative.is_absolute() || href.find("://") != href.npos ||
                         std::find(relative.begin(), relative.end(), "..") != relative.end();
    if (outside) return refuse("xi:include href=\"" + href + "\" must name a file beside or below this one");
    const std::string path = (std::filesystem::path(from.name).parent_path() / relative).string();
    if (std::find(r.chain.begin(), r.chain.end(), path) != r.chain.end())
        return refuse("xi:include of " + path + " includes itself");
    if (r.chain.size() > deepest_include) return refuse("xi:include is nested too deeply");
    auto text = r.open(path);
    if (!text) return refuse("xi:include: " + text.error().message);
    return read_tree(std::move(*text), path, r);
}

void collect_includes(pugi::xml_node n, std::vector<pugi::xml_node>& found) {
    for (auto c : n.children()) {
        if (c.type() != pugi::node_element) continue;
        const auto [prefix, local] = split(c.name());
        if (local == "include" && resolve(c, prefix) == xinclude)
            found.push_back(c);
        else
            collect_includes(c, found);
    }
}

read_result<std::shared_ptr<detail::file>> read_tree(std::string text, const std::string& name, reading& r) {
    if (const auto bad = first_fault(text, name)) return tl::make_unexpected(faults{*bad});
    auto f = std::make_shared<detail::file>();
    f->name = name;
    f->text = std::move(text);
    f->buffer = f->text;
    f->find_lines();
    const auto parsed = f->tree.load_buffer_inplace(
        f->buffer.data(), f->buffer.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
    if (!parsed) return tl::make_unexpected(faults{{name, f->place(parsed.offset), parsed.description()}});

    note_declarations(*f);
    std::vector<pugi::xml_node> includes;
    if (f->text.find(xinclude) != f->text.npos) collect_includes(f->tree, includes);
    r.chain.push_back(name);
    for (auto n : includes) {
        auto inner = include(*f, n, r);
        if (!inner) return tl::make_unexpected(inner.error());
        f->included[n.internal_object()] = *inner;
        f->in_order.push_back(*inner);
    }
    r.chain.pop_back();
    return f;
}

void append_text(const detail::file& f, std::string& out) {
    out += f.text;
    for (const auto& inner : f.in_order) append_text(*inner, out);
}

}  // namespace

std::string_view element::ns() const {
    const auto n = node_of(raw_);
    return resolve_in(*file_, n, split(n.name()).first);
}

element::qualified element::qname() const {
    const auto n = node_of(raw_);
    const auto [prefix, local] = split(n.name());
    return {resolve_in(*file_, n, prefix), local};
}

std::string_view element::name() const {
    return split(node_of(raw_).name()).second;
}

bool element::is(std::string_view ns, std::string_view name) const {
    return raw_ && this->name() == name && this->ns() == ns;
}

position element::at() const {
    return file_->place(file_->offset_of(node_of(raw_).name()) - 1);
}

const std::string& element::file() const {
    return file_->name;
}

fault element::error(std::string message) const {
    return {file(), at(), std::move(message)};
}

fault element::error(const attribute& a, std::string message) const {
    return {file(), a.at, std::move(message)};
}

std::optional<std::string_view> element::view(std::string_view name) const {
    for (auto a = node_of(raw_).first_attribute(); a; a = a.next_attribute())
        if (const char* full = a.name(); full[0] == name.front() &&
                                         std::strncmp(full, name.data(), name.size()) == 0 &&
                                         full[name.size()] == '\0')
            return a.value();
    return std::nullopt;
}

std::optional<std::string> element::get(std::string_view name) const {
    const auto v = view(name);
    return v ? std::optional<std::string>(*v) : std::nullopt;
}

std::optional<std::string> element::get(std::string_view ns, std::string_view name) const {
    const auto n = node_of(raw_);
    for (auto a : n.attributes()) {
        const auto [prefix, local] = split(a.name());
        if (local == name && !prefix.empty() && prefix != "xmlns" && resolve_in(*file_, n, prefix) == ns)
            return a.value();
    }
    return std::nullopt;
}

std::string element::get_or(std::string_view name, std::string_view otherwise) const {
    return std::string(view(name).value_or(otherwise));
}

position element::at(std::string_view attribute_name) const {
    return at(attribute_name, 0);
}

position element::at(std::string_view attribute_name, std::size_t offset) const {
    for (auto a : node_of(raw_).attributes())
        if (attribute_name == a.name() || attribute_name == split(a.name()).second)
            return file_->place(behind_entities(file_->text, file_->offset_of(a.value()), offset));
    return at();
}

std::vector<attribute> element::attributes() const {
    std::vector<attribute> out;
    const auto n = node_of(raw_);
    for (auto a : n.attributes()) {
        if (is_declaration(a.name())) continue;
        const auto [prefix, local] = split(a.name());
        out.push_back({prefix.empty() ? std::string_view{} : resolve_in(*file_, n, prefix), local, a.value(),
                       file_->place(file_->offset_of(a.name()))});
    }
    return out;
}

std::size_t element::plain_names(std::span<std::string_view> into) const {
    std::size_t count = 0;
    for (auto a = node_of(raw_).first_attribute(); a; a = a.next_attribute()) {
        const auto [prefix, name] = split(a.name());
        if (!prefix.empty() || name == "xmlns") continue;
        if (count < into.size()) into[count] = name;
        ++count;
    }
    return std::min(count, into.size());
}

bool element::has_prefixed() const {
    for (auto a = node_of(raw_).first_attribute(); a; a = a.next_attribute())
        if (std::strchr(a.name(), ':') && !is_declaration(a.name())) return true;
    return false;
}

element::siblings element::each() const {
    return {file_, raw_of(element_from(node_of(raw_).first_child()))};
}

element element::siblings::iterator::operator*() const {
    if (!file_->included.empty())
        if (const auto inner = file_->included.find(raw_); inner != file_->included.end())
            return {inner->second.get(), raw_of(root_of(*inner->second))};
    return {file_, raw_};
}

element::siblings::iterator& element::siblings::iterator::operator++() {
    raw_ = raw_of(element_from(node_of(raw_).next_sibling()));
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
    for (auto c : node_of(raw_).children())
        if (c.type() == pugi::node_pcdata || c.type() == pugi::node_cdata) out += c.value();
    return out;
}

bool element::has_text() const {
    for (auto c = node_of(raw_).first_child(); c; c = c.next_sibling()) {
        if (c.type() != pugi::node_pcdata && c.type() != pugi::node_cdata) continue;
        const char* t = c.value();
        while (*t == ' ' || *t == '\n' || *t == '\t' || *t == '\r') ++t;
        if (*t != '\0') return true;
    }
    return false;
}

std::string element::inner_xml() const {
    std::string out;
    for (auto c : node_of(raw_).children()) {
        std::ostringstream written;
        c.print(written, "", pugi::format_raw);
        std::string text = written.str();
        if (c.type() == pugi::node_element) {
            // Declarations in scope that the fragment relies on move onto its root.
            std::set<std::string> prefixes;
            const auto note = [&](std::string_view name) {
                prefixes.insert(std::string(split(name.data()).first));
            };
            struct walker : pugi::xml_tree_walker {
                std::function<void(std::string_view)> note;
                bool for_each(pugi::xml_node& n) override {
                    note(n.name());
                    for (auto a : n.attributes())
                        if (std::string_view(a.name()).find(':') != std::string_view::npos) note(a.name());
                    return true;
                }
            } w;
            w.note = note;
            note(c.name());
            for (auto a : c.attributes())
                if (std::string_view(a.name()).find(':') != std::string_view::npos) note(a.name());
            c.traverse(w);
            std::string declarations;
            for (const auto& p : prefixes) {
                const std::string attribute = p.empty() ? "xmlns" : "xmlns:" + p;
                const auto ns = resolve(c.parent(), p);
                if (p != "xml" && p != "xmlns" && !ns.empty() && !c.attribute(attribute.c_str()))
                    declarations += ' ' + attribute + "=\"" + std::string(ns) + '"';
            }
            text.insert(1 + std::string_view(c.name()).size(), declarations);
        }
        out += text;
    }
    return out;
}

std::vector<element::piece> element::content() const {
    std::vector<piece> out;
    auto inside = children();
    auto next = inside.begin();
    for (auto c : node_of(raw_).children()) {
        if (c.type() == pugi::node_element)
            out.push_back({std::nullopt, std::make_shared<element>(*next++)});
        else if (c.type() == pugi::node_pcdata || c.type() == pugi::node_cdata)
            out.push_back({c.value(), nullptr});
    }
    return out;
}

read_result<document> document::parse(std::string text, const std::string& name, const opener& open) {
    reading r{open ? open : opener(read_file), {}};
    auto f = read_tree(std::move(text), name, r);
    if (!f) return tl::make_unexpected(f.error());
    document d;
    d.file_ = std::move(*f);
    return d;
}

read_result<document> document::read(const std::string& path) {
    auto text = read_file(path);
    if (!text) return tl::make_unexpected(faults{{path, {}, text.error().message}});
    return parse(std::move(*text), path);
}

element document::root() const {
    return element{file_.get(), raw_of(root_of(*file_))};
}

std::string document::all_text() const {
    std::string out;
    append_text(*file_, out);
    return out;
}

}  // namespace motcua::xml
