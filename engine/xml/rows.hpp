// What the views of document.hpp ask of a file most, so that they need not call into pugixml or into another
// file of this room for it: rows of names, namespaces and places. Made by tree.cpp, then only read; outside
// this room nothing of it is named.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace pugi {
struct xml_node_struct;
}

namespace motcua::xml::detail {

// A namespace of a file by its number: the same declaration, the same number.
using namespace_number = std::uint32_t;
inline constexpr namespace_number no_namespace = 0, namespace_of_xml = 1;

// Lines and columns of a text. Lines are counted from 0 here, from 1 in a position.
class line_table {
public:
    explicit line_table(std::string_view text = {});
    position at(std::uint32_t offset) const;
    position at(std::uint32_t line, std::uint32_t offset) const {
        return {static_cast<int>(line) + 1, static_cast<int>(offset - starts_[line]) + 1};
    }
    // The line of a byte that stands in `line` or behind it.
    std::uint32_t line_from(std::uint32_t line, std::uint32_t offset) const {
        while (starts_[line + 1] <= offset) ++line;
        return line;
    }

private:
    std::vector<std::uint32_t> starts_;  // of each line, and one behind all text
};

// What the views ask of a start tag most, without a call into pugixml: names as parts of the buffer,
// namespaces as numbers, where it stands. The descendants of an element are the rows behind its own.
struct row {
    pugi::xml_node_struct* node;
    std::uint32_t offset;             // of its <
    std::uint32_t line;               // of that byte
    std::uint32_t local, local_size;  // of its name without prefix
    namespace_number ns;
    std::uint32_t behind;      // the row behind its last descendant
    std::uint32_t attributes;  // its first one; they end where those of the next row begin
    bool has_text;             // directly inside, other than white space
};

// An attribute that is no namespace declaration.
struct attribute_row {
    std::uint32_t name;  // as it is written, with its prefix
    std::uint32_t local, local_size;
    namespace_number ns;
    std::uint32_t value, value_size;
};

struct rows {
    std::string name;             // of the file
    const char* first = nullptr;  // of the buffer that offsets count from
    line_table lines;
    std::vector<std::string_view> namespaces;  // by number
    std::vector<row> tags;                     // in document order, and one behind the last
    std::vector<attribute_row> attributes;     // in document order
    bool has_includes = false;

    std::string_view piece(std::uint32_t from, std::uint32_t size) const { return {first + from, size}; }
    std::string_view name_of(const row& r) const { return piece(r.local, r.local_size); }
    std::string_view name_of(const attribute_row& a) const { return piece(a.local, a.local_size); }
};

// The rows of the file that an xi:include stands for; null for every other element.
const rows* instead_of(const rows& file, const row& element);

}  // namespace motcua::xml::detail
