// The request target taken apart: path and query, percent-encoding undone. Pure; called on the server's
// executor.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "counters/http/message.hpp"

namespace motcua::http {

struct target {
    std::string path;          // still encoded, but only where it must be; "*" for the whole server
    std::vector<field> query;  // decoded
    std::string scheme;        // of an absolute target, in small letters: "http", "https"; else empty
    std::string authority;     // of an absolute target: HOST or HOST:PORT; else empty
};

// "/path?query", "http://HOST/path?query" or "*". Nothing for anything else: a fragment, a letter that no
// address may hold, a segment "." or "..", an escape that is none or stands for NUL, text that is not UTF-8.
std::optional<target> parse_target(std::string_view text);

// "%C4%91" → "đ"; '+' is a space where `plus_is_space`. Nothing for a broken escape, a NUL, or invalid UTF-8.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);

// The path's segments, each decoded by itself, so that an encoded '/' separates nothing. "." and ".." are
// refused.
std::optional<std::vector<std::string>> path_segments(std::string_view path);

}  // namespace motcua::http
