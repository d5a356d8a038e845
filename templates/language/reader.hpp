// Collects the faults of one template while its elements are read, and reads attributes with them. Not for
// callers of the room: read.cpp, read_blocks.cpp and read_text.cpp share it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/xml/document.hpp"
#include "templates/language/tree.hpp"

namespace motcua::templates {

inline constexpr std::string_view template_ns = "urn:motcua:template:1";

struct reader {
    faults found;
    std::vector<std::string> names;  // loop variables in scope
    bool sans = false;               // of the layout being read
    int depth = 0;                   // of nested blocks

    void refuse(const xml::element& e, std::string message) { found.push_back(e.error(std::move(message))); }
    void refuse(const xml::element& e, std::string_view attribute, std::string message) {
        found.push_back({e.file(), e.at(attribute), std::move(message)});
    }
    // Names every attribute that is not in the list.
    void allow(const xml::element& e, std::initializer_list<std::string_view> attributes);
    void no_text(const xml::element& e);

    double number(const xml::element& e, std::string_view name, double otherwise, double least, double most);
    bool yes_no(const xml::element& e, std::string_view name, bool otherwise);
    alignment align(const xml::element& e, alignment otherwise);
    // A dotted path; `required` attributes only.
    std::string path(const xml::element& e, std::string_view name);
    std::string name(const xml::element& e, std::string_view name);
};

// Points per millimetre.
inline constexpr double mm = 72.0 / 25.4;

bool is_path(std::string_view text);

// The content of a paragraph or cell, or the text of an attribute.
inline_text read_inline(reader& r, const xml::element& e);
inline_text read_inline(reader& r, const xml::element& e, std::string_view attribute);
test read_test(reader& r, const xml::element& e);
blocks read_blocks(reader& r, const xml::element& parent);

}  // namespace motcua::templates
