// An XML file in memory: its text, and rows in document order, one for each element and each run of character
// data. Rows name each other by position, strings are views into the text, or into `kept` where references
// had to be resolved. Filled once by the parser, then read by the element view; known only inside this room.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"

namespace motcua::xml_oracle::detail {

using row = std::uint32_t;  // a position in one of the tables below

struct qualified_name {
    std::string_view ns, prefix, local;
};

struct attribute_row {
    row name;
    std::string_view value;  // references resolved
};

// xmlns or xmlns:prefix, in scope of the element `node` and what is inside.
struct declaration {
    row node;
    std::string_view prefix, ns;
};

struct node {
    static constexpr row text = 0xffffffff;
    row name = text;  // of an element in `names`; or it is character data
    row end = 0;      // one past its last descendant
    row first = 0;    // an element's own in `attributes`; character data's in `texts`
    std::uint32_t attributes = 0;
    bool has_text = false;   // directly inside, other than white space
    position at;             // of the <
    std::size_t offset = 0;  // the same in the text

    bool is_text() const { return name == text; }
};

struct file {
    std::string name;
    std::string text;
    std::size_t depth = 0;  // elements that stand around it where it is included
    std::pmr::monotonic_buffer_resource kept;
    std::vector<qualified_name> names;  // each once
    std::vector<node> nodes;            // the root first
    std::vector<attribute_row> attributes;
    std::vector<std::string_view> texts;
    std::vector<declaration> declarations;
    // The xi:include elements, ascending, and the files that stand for them.
    std::vector<std::pair<row, std::shared_ptr<const file>>> included;

    // The file that stands for this element; null for every other.
    const file* instead_of(row element) const {
        const auto at = std::lower_bound(included.begin(), included.end(), element,
                                         [](const auto& i, row r) { return i.first < r; });
        return at != included.end() && at->first == element ? at->second.get() : nullptr;
    }
    std::string_view keep(std::string_view s) {
        if (s.empty()) return {};
        auto* copy = static_cast<char*>(kept.allocate(s.size(), 1));
        return {copy, s.copy(copy, s.size())};
    }
};

}  // namespace motcua::xml_oracle::detail
