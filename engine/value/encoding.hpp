// Values outside the engine: the exact bytes of a session's row, and JSON for people, events and the web.
// The bytes keep undefined, NaN, ±Infinity, −0, xml, function k, which function k made an object, and absent;
// their first byte is the format version.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/value/value.hpp"

namespace motcua::datamodel {

// Refuses a foreign value anywhere inside (unsupported), naming the path to it, as in "form.date".
result<std::string> encode(const value& v);
// The same without the version byte, behind what `out` already holds: for rows that bring their own version.
result<void> encode_to(std::string& out, const value& v);
// Total: any bytes give a value or `corrupt`.
result<value> decode(std::string_view bytes);
// Takes one value from the front of `bytes`.
result<value> decode_from(std::string_view& bytes);

// Lossy where JSON is: undefined, functions and foreign are left out of objects and null elsewhere; NaN and
// ±Infinity are null; xml is its text; an unpaired surrogate is U+FFFD. Whole numbers up to 2^53 are JSON
// integers.
json to_json(const value& v);
// Fails only (limit) when nested deeper than value::max_depth.
result<value> from_json(const json& j);

}  // namespace motcua::datamodel
