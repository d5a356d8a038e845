// JSON as the rooms speak it among themselves: Boost.JSON under short names, with reading that names the
// place and access that never throws. Not the value of the hot path: see engine/value/value.hpp.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace motcua {

using json = boost::json::value;
using json_object = boost::json::object;
using json_array = boost::json::array;

// `file` only names the place in the fault. Rejects duplicate keys, invalid UTF-8 and trailing text.
read_result<json> parse_json(std::string_view text, const std::string& file);
result<json> parse_json(std::string_view text);

// For text this program wrote itself: no duplicate keys are looked for, and the tree lives and dies with
// `in`.
result<json> parse_own_json(std::string_view text, boost::json::monotonic_resource& in);

// Keys in the order they were put in; no white space.
std::string to_text(const json& v);
std::string to_text(const json_object& v);
// `text` (valid UTF-8) as a JSON string, quotes included.
void append_quoted(std::string& out, std::string_view text);
// Objects by sorted key, for hashing and comparing.
std::string to_canonical_text(const json& v);

// nullptr where `v` is no object or has no such member.
const json* find(const json& v, std::string_view key);
// Dotted path: "applicant.name".
const json* find_path(const json& v, std::string_view path);
// `otherwise` where the member is missing or of another type.
std::string get_string(const json& v, std::string_view key, std::string_view otherwise = {});
std::int64_t get_integer(const json& v, std::string_view key, std::int64_t otherwise = 0);
bool get_bool(const json& v, std::string_view key, bool otherwise = false);

}  // namespace motcua
