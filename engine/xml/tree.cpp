#include "engine/xml/tree.hpp"

#include <algorithm>
#include <cstring>

namespace motcua::xml::detail {

namespace {

constexpr std::string_view xml_namespace = "http://www.w3.org/XML/1998/namespace";

// Counts what the tree shows, and notes declarations and includes on the way.
class walk {
public:
    explicit walk(file& f) : file_(f) {}

    figures over_all() {
        pugi::xml_node n = file_.tree.first_child();
        while (pointer(n)) {
            const bool element = n.type() == pugi::node_element;
            if (element) {
                enter(n);
                if (const auto inside = n.first_child(); pointer(inside)) {
                    n = inside;
                    ++depth_;
                    continue;
                }
                leave(n);
            } else {
                seen_.text_bytes += std::strlen(n.value());
            }
            n = behind(n);
        }
        return seen_;
    }

private:
    struct open_declaration {
        pugi::xml_node element;
        std::string_view prefix;
        scopes::binding outer;
    };

    pugi::xml_node behind(pugi::xml_node n) {
        for (;;) {
            if (const auto next = n.next_sibling(); pointer(next)) return next;
            n = n.parent();
            if (pointer(n) == pointer(file_.tree))
                return handle(static_cast<pugi::xml_node_struct*>(nullptr));
            --depth_;
            leave(n);
        }
    }

    void enter(pugi::xml_node n) {
        ++seen_.elements;
        last_ = file_.offset_of(n);
        for (auto a = n.first_attribute(); pointer(a); a = a.next_attribute()) {
            if (is_declaration(a.name())) {
                declare(n, a);
            } else {
                ++seen_.attributes;
                seen_.value_bytes += std::strlen(a.value());
            }
        }
        if (includes_ && !pointer(include_)) note_include(n);
    }

    void declare(pugi::xml_node n, pugi::xml_attribute a) {
        const std::string_view prefix = a.name()[5] ? a.name() + 6 : "";
        if (prefix == "xml") return;
        ++seen_.declarations;
        const std::string_view ns = a.value();
        if (ns == xinclude_namespace) includes_ = true;
        open_.push_back({n, prefix, file_.scopes.at(prefix, last_)});
        file_.scopes.declare(prefix, ns, last_);
    }

    // What an xi:include holds itself is not looked at.
    void note_include(pugi::xml_node n) {
        if (split(n.name()).local != "include" || file_.ns_of(n) != xinclude_namespace) return;
        file_.included.push_back({last_, pointer(n), depth_, nullptr});
        include_ = n;
    }

    void leave(pugi::xml_node n) {
        for (; !open_.empty() && pointer(open_.back().element) == pointer(n); open_.pop_back())
            file_.scopes.restore(open_.back().prefix, open_.back().outer, last_);
        if (includes_ && pointer(include_) == pointer(n)) include_ = {};
    }

    file& file_;
    figures seen_;
    std::uint32_t last_ = 0;              // offset of the element entered last
    std::size_t depth_ = 0;               // elements around the node at hand
    std::vector<open_declaration> open_;  // those of the elements around and of the node at hand
    bool includes_ = false;               // the namespace of XInclude was declared
    pugi::xml_node include_;              // the xi:include around
};

}  // namespace

line_table::line_table(std::string_view text) {
    lines_.reserve(text.size() / block + 1);
    starts_.reserve(text.size() / 32 + 1);
    std::size_t start = 0;
    for (;;) {
        const auto line = static_cast<std::uint32_t>(starts_.size());
        starts_.push_back(static_cast<std::uint32_t>(start));
        const auto end = text.find('\n', start);
        const auto next = end == text.npos ? text.size() : end + 1;
        while (lines_.size() * block < next) lines_.push_back(line);
        if (end == text.npos) return;
        start = next;
    }
}

position line_table::at(std::uint32_t offset) const {
    auto line = lines_[offset / block];
    while (line + 1 < starts_.size() && starts_[line + 1] <= offset) ++line;
    return {static_cast<int>(line) + 1, static_cast<int>(offset - starts_[line]) + 1};
}

scopes::binding scopes::in(const steps& all, std::uint32_t element) {
    if (all.size() == 1 && element >= all.front().from) return all.front().what;
    const auto behind = std::upper_bound(all.begin(), all.end(), element,
                                         [](std::uint32_t at, const step& s) { return at < s.from; });
    return behind == all.begin() ? binding{} : (behind - 1)->what;
}

scopes::binding scopes::at(std::string_view prefix, std::uint32_t element) const {
    if (prefix.empty()) return default_ ? in(*default_, element) : binding{};
    if (prefix == "xml") return {xml_namespace, 0};
    const auto found = prefixes_.find(prefix);
    return found == prefixes_.end() ? binding{} : in(found->second, element);
}

void scopes::declare(std::string_view prefix, std::string_view ns, std::uint32_t element) {
    auto& all = prefixes_[prefix];
    if (prefix.empty()) default_ = &all;
    all.push_back({element, {ns, element}});
}

void scopes::restore(std::string_view prefix, binding outer, std::uint32_t last) {
    auto& all = prefixes_[prefix];
    if (all.back().from == last + 1) all.pop_back();  // of a declaration inside that ended at the same place
    all.push_back({last + 1, outer});
}

std::string_view file::ns_of(pugi::xml_node element) const {
    return scopes.at(split(element.name()).prefix, offset_of(element)).ns;
}

std::string_view file::ns_of(pugi::xml_attribute a, pugi::xml_node owner) const {
    const auto prefix = split(a.name()).prefix;
    return prefix.empty() ? std::string_view{} : scopes.at(prefix, offset_of(owner)).ns;
}

const file* file::included_at(std::uint32_t element) const {
    const auto at = std::lower_bound(included.begin(), included.end(), element,
                                     [](const inclusion& i, std::uint32_t o) { return i.offset < o; });
    return at != included.end() && at->offset == element ? at->stands_for.get() : nullptr;
}

std::optional<fault> build(file& f, const figures& passed) {
    f.buffer = f.text;
    // White space between elements is content; the encoding is given, or pugixml would guess others.
    const auto parsed = f.tree.load_buffer_inplace(
        f.buffer.data(), f.buffer.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
    f.lines = line_table(f.text);
    if (!parsed || walk(f).over_all() != passed)
        return fault{
            f.name,
            {},
            "libxml2 and pugixml, the two readers of XML here, read this file differently; write it in "
            "plain UTF-8 and report it"};
    return std::nullopt;
}

}  // namespace motcua::xml::detail
