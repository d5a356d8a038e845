// The strict gate before the tree: libxml2's SAX parser reads the text to its end and builds nothing. What it
// lets pass is well-formed by XML 1.0 and its namespaces, in UTF-8, without DOCTYPE and not too deep. Used by
// document.cpp alone; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/base/result.hpp"

namespace motcua::xml::detail {

// What one parser saw of a file; the gate's and the tree's figures must be equal.
struct figures {
    std::uint64_t elements = 0;
    std::uint64_t attributes = 0;    // without namespace declarations
    std::uint64_t declarations = 0;  // xmlns and xmlns:prefix, but for xmlns:xml, which declares nothing new
    std::uint64_t value_bytes = 0;   // of attributes, references resolved
    std::uint64_t text_bytes = 0;    // of character data, references resolved and line ends as XML wants them

    friend bool operator==(const figures&, const figures&) = default;
};

// The first fault of the text, a DOCTYPE being one, or what the tree must show as well. `name` is the file in
// the fault; `depth_around` is how many elements stand around the text where it is included.
tl::expected<figures, fault> pass(const std::string& text, const std::string& name, std::size_t depth_around);

}  // namespace motcua::xml::detail
