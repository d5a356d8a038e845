// Text at the boundary and in searches. From the boundary inwards every string is valid UTF-8 in NFC.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace motcua {

// Byte offset of the first invalid sequence (overlong forms, surrogates and code points above 10FFFF included).
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

// Composes to NFC. Refuses invalid UTF-8, control characters (but tab and newline) and bidi overrides; the message
// names the place (character, from 1) and the letter.
result<std::string> clean_text(std::string_view text);

// For matching names: no tones and other marks, lower case, letters with a stroke as those without (đ and its
// look-alike ð are d), one space between words; an apostrophe of whatever form parts words too, so that "hen" finds
// H'Hen; every dash is a hyphen. Input must be valid UTF-8.
std::string fold(std::string_view text);

// Code points of valid UTF-8.
std::vector<char32_t> to_code_points(std::string_view text);
void append_utf8(std::string& out, char32_t c);

// File content as text; the failure names the file.
result<std::string> read_file(const std::string& path);
// Writes beside the target, flushes to the disk, then renames: the file is whole or the old one.
result<void> write_file(const std::string& path, std::string_view content);

}  // namespace motcua
