// What a client sent, made safe: JSON within limits, every string clean NFC text, the shapes of reception
// checked. Pure; runs on the root thread, so that the engine sees only what is well formed.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "counters/api/answers.hpp"
#include "engine/base/json.hpp"

namespace motcua::api {

// An object out of a request body; the problem to answer otherwise (400 no JSON object, 422 text that may not
// be).
tl::expected<json, http::response> read_body(std::string_view text);

// The parts of a reception that no procedure can do without. What a procedure itself demands the engine
// checks.
std::vector<field_fault> check_reception(const json& body);

// "applicant" and "name" → "applicant.name".
std::string inside(const std::string& path, std::string_view name);

// A positive whole number that names a session, slip or job.
std::optional<std::uint64_t> parse_id(std::string_view text);

}  // namespace motcua::api
