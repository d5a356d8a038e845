// Reading the attributes of one element into values while every fault is collected with its place. Used by
// the readers of this room; lives for one file.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/calendar/term.hpp"
#include "engine/procedure/dated.hpp"
#include "engine/xml/document.hpp"

namespace motcua::procedure {

inline constexpr std::string_view xml_namespace = "urn:motcua:1";

class attributes {
public:
    // Attributes and children not named here are faults, so that a typing error is never silently a default.
    attributes(xml::element e, faults& to, std::initializer_list<std::string_view> known,
               std::initializer_list<std::string_view> known_children = {});

    std::string required(std::string_view name);
    std::string text(std::string_view name, std::string_view otherwise = {}) const;
    bool yes(std::string_view name, bool otherwise);
    long long number(std::string_view name, long long otherwise, long long least, long long most);
    std::optional<local_day> day(std::string_view name);
    validity when();  // attributes from, until
    std::vector<std::string> words(std::string_view name) const;
    // Attributes cut-off="HH:MM" or "none", or cut-off-before-closing in minutes.
    std::optional<calendar::own_cut_off> cut_off();
    // One of `allowed`, else a fault that lists them.
    std::string choice(std::string_view name, std::initializer_list<std::string_view> allowed,
                       std::string_view otherwise);
    // Character data without white space around it; a fault when empty.
    std::string content();

    void fault(std::string_view attribute, std::string message);

private:
    xml::element element_;
    faults& faults_;
};

std::string trimmed(std::string_view text);

}  // namespace motcua::procedure
