#include "engine/xml/tree.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

namespace motcua::xml::detail {

namespace {

constexpr std::string_view xml_namespace = "http://www.w3.org/XML/1998/namespace";

constexpr std::uint64_t in_each_byte(std::uint8_t b) {
    return b * 0x0101010101010101u;
}

std::uint64_t eight_bytes(const char* at) {
    std::uint64_t out;
    std::memcpy(&out, at, sizeof out);
    return out;
}

// In XML no other control characters occur than tab and line ends.
bool is_blank(std::string_view text) {
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8)
        if (const auto x = eight_bytes(text.data() + i);
            ((x | (x + in_each_byte(0x7f - ' '))) & in_each_byte(0x80)) != 0)
            return false;
    return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(i), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

// Counts what the tree shows, and makes the rows, the namespaces and the list of includes on the way.
class walk {
public:
    explicit walk(file& f) : file_(f) {}

    figures over_all() {
        pugi::xml_node n = file_.tree.first_child();
        while (pointer(n) || !open_.empty()) {
            if (!pointer(n)) {
                n = leave();
            } else if (const char* name = n.name(); *name) {
                enter(n, name);
                n = n.first_child();
            } else {
                take_text(n.value());
                n = n.next_sibling();
            }
        }
        file_.tags.push_back(behind_all());
        return seen_;
    }

private:
    struct open_declaration {
        std::uint32_t element;  // its row
        std::string_view prefix;
        scopes::binding outer;
    };

    void enter(pugi::xml_node n, const char* name) {
        ++seen_.elements;
        last_ = file_.offset_of(name) - 1;
        line_ = file_.lines.line_from(line_, last_);
        const auto first = file_.attributes.size();
        bool prefixes = false;
        for (auto a = n.first_attribute(); pointer(a); a = a.next_attribute())
            if (const char* written = a.name(); is_declaration(written))
                declare(written, a.value());
            else
                prefixes |= add(written, a.value());
        if (prefixes) bind_attributes(first);
        const auto [prefix, local] = split(name);
        open_.push_back(static_cast<std::uint32_t>(file_.tags.size()));
        file_.tags.push_back({pointer(n), last_, line_, file_.offset_of(local.data()),
                              static_cast<std::uint32_t>(local.size()), namespace_of(prefix), 0,
                              static_cast<std::uint32_t>(first), false});
        if (includes_ && include_ == no_row) note_include();
    }

    // The next sibling of the element that ends here.
    pugi::xml_node leave() {
        const auto ended = open_.back();
        open_.pop_back();
        auto& r = file_.tags[ended];
        r.behind = static_cast<std::uint32_t>(file_.tags.size());
        for (; !declared_.empty() && declared_.back().element == ended; declared_.pop_back())
            undeclare(declared_.back());
        if (include_ == ended) include_ = no_row;
        return handle(r.node).next_sibling();
    }

    void take_text(const char* value) {
        const std::string_view text = value;
        seen_.text_bytes += text.size();
        if (!is_blank(text) && !open_.empty()) file_.tags[open_.back()].has_text = true;
    }

    // Whether it has a prefix.
    bool add(const char* written, const char* value) {
        const auto [prefix, local] = split(written);
        const auto size = std::strlen(value);
        file_.attributes.push_back({file_.offset_of(written), file_.offset_of(local.data()),
                                    static_cast<std::uint32_t>(local.size()), no_namespace,
                                    file_.offset_of(value), static_cast<std::uint32_t>(size)});
        ++seen_.attributes;
        seen_.value_bytes += size;
        return !prefix.empty();
    }

    void bind_attributes(std::size_t first) {
        for (auto i = first; i < file_.attributes.size(); ++i) {
            auto& a = file_.attributes[i];
            if (a.local > a.name) a.ns = namespace_of(file_.piece(a.name, a.local - a.name - 1));
        }
    }

    namespace_number namespace_of(std::string_view prefix) {
        if (prefix.empty()) return default_;
        if (prefix != prefix_) {
            prefix_ = prefix;
            prefixed_ = file_.scopes.at(prefix, last_).ns;
        }
        return prefixed_;
    }

    void declare(const char* written, std::string_view ns) {
        const std::string_view prefix = written[5] ? written + 6 : "";
        if (prefix == "xml") return;
        ++seen_.declarations;
        if (ns == xinclude_namespace) includes_ = true;
        const auto number =
            ns.empty() ? no_namespace : static_cast<namespace_number>(file_.namespaces.size());
        if (number != no_namespace) file_.namespaces.push_back(ns);
        const auto element = static_cast<std::uint32_t>(file_.tags.size());
        declared_.push_back({element, prefix, file_.scopes.at(prefix, last_)});
        file_.scopes.declare(prefix, number, last_);
        now_means(prefix, number);
    }

    void undeclare(const open_declaration& d) {
        file_.scopes.restore(d.prefix, d.outer, last_);
        now_means(d.prefix, d.outer.ns);
    }

    void now_means(std::string_view prefix, namespace_number ns) {
        if (prefix.empty())
            default_ = ns;
        else
            prefix_ = {};
    }

    // What an xi:include holds itself is not looked at.
    void note_include() {
        const auto& r = file_.tags.back();
        if (file_.piece(r.local, r.local_size) != "include" || file_.namespaces[r.ns] != xinclude_namespace)
            return;
        include_ = open_.back();
        file_.has_includes = true;
        file_.included.push_back({include_, open_.size() - 1, nullptr});
    }

    row behind_all() const {
        const auto end = static_cast<std::uint32_t>(file_.text.size());
        return {nullptr, end, 0, end, 0, no_namespace, 0, static_cast<std::uint32_t>(file_.attributes.size()),
                false};
    }

    static constexpr std::uint32_t no_row = 0xffffffff;

    file& file_;
    figures seen_;
    std::uint32_t last_ = 0;                  // offset of the element entered last
    std::uint32_t line_ = 0;                  // where that stands
    std::vector<std::uint32_t> open_;         // rows of the elements around the node at hand
    std::vector<open_declaration> declared_;  // by those
    namespace_number default_ = no_namespace;
    std::string_view prefix_;  // asked for last, and its namespace
    namespace_number prefixed_ = no_namespace;
    bool includes_ = false;           // the namespace of XInclude was declared
    std::uint32_t include_ = no_row;  // the xi:include around
};

}  // namespace

line_table::line_table(std::string_view text) {
    starts_.reserve(text.size() / 32 + 2);
    starts_.push_back(0);
    for (auto end = text.find('\n'); end != text.npos; end = text.find('\n', end + 1))
        starts_.push_back(static_cast<std::uint32_t>(end + 1));
    starts_.push_back(std::numeric_limits<std::uint32_t>::max());
}

position line_table::at(std::uint32_t offset) const {
    const auto behind = std::upper_bound(starts_.begin(), starts_.end(), offset);
    return at(static_cast<std::uint32_t>(behind - starts_.begin() - 1), offset);
}

scopes::binding scopes::in(const steps& all, std::uint32_t element) {
    if (all.size() == 1 && element >= all.front().from) return all.front().what;
    const auto behind = std::upper_bound(all.begin(), all.end(), element,
                                         [](std::uint32_t at, const step& s) { return at < s.from; });
    return behind == all.begin() ? binding{} : (behind - 1)->what;
}

scopes::binding scopes::at(std::string_view prefix, std::uint32_t element) const {
    if (prefix.empty()) return default_ ? in(*default_, element) : binding{};
    if (prefix == "xml") return {namespace_of_xml, 0};
    const auto found = prefixes_.find(prefix);
    return found == prefixes_.end() ? binding{} : in(found->second, element);
}

void scopes::declare(std::string_view prefix, namespace_number ns, std::uint32_t element) {
    auto& all = prefixes_[prefix];
    if (prefix.empty()) default_ = &all;
    all.push_back({element, {ns, element}});
}

void scopes::restore(std::string_view prefix, binding outer, std::uint32_t last) {
    auto& all = prefixes_[prefix];
    if (all.back().from == last + 1) all.pop_back();  // of a declaration inside that ended at the same place
    all.push_back({last + 1, outer});
}

const rows* instead_of(const rows& f, const row& element) {
    return static_cast<const file&>(f).instead_of(element.offset);
}

const file* file::instead_of(std::uint32_t element) const {
    const auto at = std::lower_bound(
        included.begin(), included.end(), element,
        [&](const inclusion& i, std::uint32_t offset) { return tags[i.row].offset < offset; });
    return at != included.end() && tags[at->row].offset == element ? at->stands_for.get() : nullptr;
}

std::optional<fault> build(file& f, const figures& passed) {
    f.buffer = f.text;
    f.first = f.buffer.data();
    // White space between elements is content; the encoding is given, or pugixml would guess others.
    const auto parsed = f.tree.load_buffer_inplace(
        f.buffer.data(), f.buffer.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
    f.lines = line_table(f.text);
    f.namespaces = {{}, xml_namespace};
    f.tags.reserve(passed.elements + 1);
    f.attributes.reserve(passed.attributes);
    if (!parsed || walk(f).over_all() != passed)
        return fault{
            f.name,
            {},
            "libxml2 and pugixml, the two readers of XML here, read this file differently; write it in "
            "plain UTF-8 and report it"};
    return std::nullopt;
}

}  // namespace motcua::xml::detail
