// An XML file in memory: its text as it was, and pugixml's tree over a second copy that pugixml parsed in
// place. In-place parsing shortens strings only at their ends, so the first byte of every name and value
// still stands where it stood in the text: that is where places come from. Beside the tree lies one row for
// each start tag and each attribute, because pugixml's accessors are calls into a library and the gate's
// figures make a walk over all of it necessary anyway. Built once by document.cpp from text that passed the
// gate, then only read, by any thread; known only inside this room, and pugixml only here.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/xml/gate.hpp"
#include "engine/xml/rows.hpp"

namespace motcua::xml::detail {

// Names and values are bytes, and nodes point at them directly: neither mode of pugixml would leave them in
// place.
static_assert(std::is_same_v<pugi::char_t, char>, "pugixml must not be built with PUGIXML_WCHAR_MODE");
#ifdef PUGIXML_COMPACT
#error "pugixml must not be built with PUGIXML_COMPACT"
#endif

inline constexpr std::string_view xinclude_namespace = "http://www.w3.org/2001/XInclude";

// A handle of pugixml is one pointer; made and tested here without a call into its library.
static_assert(sizeof(pugi::xml_node) == sizeof(void*) && sizeof(pugi::xml_attribute) == sizeof(void*));
inline pugi::xml_node handle(pugi::xml_node_struct* n) {
    return std::bit_cast<pugi::xml_node>(n);
}
inline pugi::xml_attribute handle(pugi::xml_attribute_struct* a) {
    return std::bit_cast<pugi::xml_attribute>(a);
}
inline pugi::xml_node_struct* pointer(pugi::xml_node n) {
    return std::bit_cast<pugi::xml_node_struct*>(n);
}
inline pugi::xml_attribute_struct* pointer(pugi::xml_attribute a) {
    return std::bit_cast<pugi::xml_attribute_struct*>(a);
}

struct qualified_name {
    std::string_view prefix, local;
};
inline qualified_name split(const char* written) {
    const char *local = written, *end = written;
    for (; *end; ++end)
        if (*end == ':') local = end + 1;
    const auto prefix = static_cast<std::size_t>(local == written ? 0 : local - written - 1);
    return {{written, prefix}, {local, static_cast<std::size_t>(end - local)}};
}

inline bool is_declaration(const char* attribute) {
    return attribute[0] == 'x' && std::strncmp(attribute, "xmlns", 5) == 0 &&
           (attribute[5] == '\0' || attribute[5] == ':');
}

// What each prefix means at each element. Elements are named by the offsets of their <.
class scopes {
public:
    struct binding {
        namespace_number ns = no_namespace;
        std::uint32_t declared_at = 0;  // the element whose declaration is in force
    };

    binding at(std::string_view prefix, std::uint32_t element) const;

    // In document order: what an element declares, and the end of a declaration behind the element `last`.
    void declare(std::string_view prefix, namespace_number ns, std::uint32_t element);
    void restore(std::string_view prefix, binding outer, std::uint32_t last);

private:
    struct step {
        std::uint32_t from;  // first element it holds for, up to the next step
        binding what;
    };
    using steps = std::vector<step>;
    static binding in(const steps& all, std::uint32_t element);

    std::map<std::string_view, steps> prefixes_;  // nodes of a map stay where they are
    const steps* default_ = nullptr;              // of the empty prefix
};

struct file : rows {
    std::string text;
    std::size_t depth = 0;  // elements that stand around it where it is included
    std::string buffer;     // never changed or moved once it is parsed
    pugi::xml_document tree;
    detail::scopes scopes;

    struct inclusion {
        std::uint32_t row;  // of the xi:include, ascending
        std::size_t depth;  // elements of this file around it
        std::shared_ptr<const file> stands_for;
    };
    std::vector<inclusion> included;

    std::uint32_t offset_of(const char* name_or_value) const {
        return static_cast<std::uint32_t>(name_or_value - buffer.data());
    }
    std::uint32_t offset_of(pugi::xml_node element) const { return offset_of(element.name()) - 1; }
    // The file that stands for the element at this offset; null for every other.
    const file* instead_of(std::uint32_t element) const;
};

// Parses `f.text` and fills what is behind it; `f.included` has no files yet. The fault says that pugixml
// read the text differently from the gate.
std::optional<fault> build(file& f, const figures& passed);

}  // namespace motcua::xml::detail
