// What stands between the tags of <data>, <assign> and <content>, or comes from `src` or a message: JSON,
// an XML fragment, or else text with its white space normalised (B.2.1). Never evaluates anything.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/value/value.hpp"

namespace motcua::datamodel {

// `text` is the content as written (element::inner_xml() where it has elements, else element::text()).
value content_value(std::string_view text);
// A literal and nothing else: numbers, strings, true, false, null, arrays and objects of these.
std::optional<value> parse_literal(std::string_view text);
// Ends trimmed, every run of white space one space.
std::string normalise_space(std::string_view text);

}  // namespace motcua::datamodel
