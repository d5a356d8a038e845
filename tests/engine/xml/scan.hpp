// Start tags of well-formed XML, found by looking at the text alone: no parser, no tree, nothing of the room
// under test. For the tests of places.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace motcua::xml_scan {

struct attribute {
    std::string name;                // as written, with its prefix
    std::size_t name_at, value_at;   // bytes from the start of the text
    std::string_view written_value;  // references not resolved
};

struct tag {
    std::string name;
    std::size_t at;  // of the <
    std::size_t depth;
    std::vector<attribute> attributes;  // namespace declarations as well
};

// In document order.
std::vector<tag> start_tags(std::string_view text);

// "line:column" of a byte, both from 1.
std::string place(std::string_view text, std::size_t at);

}  // namespace motcua::xml_scan
