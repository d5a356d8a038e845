// UTF-8 that may hold unpaired surrogates (each as three bytes), since ECMAScript's strings may. A pair is
// always one character of four bytes, so equal texts are equal bytes. Private to this room.
#pragma once

#include <string>
#include <string_view>

namespace motcua::datamodel::wtf8 {

struct character {
    char32_t code;
    std::size_t bytes;
};

// Of valid text, at the first byte of a character.
inline character decode_at(std::string_view s, std::size_t i) noexcept {
    auto b = [&](std::size_t k) { return static_cast<char32_t>(static_cast<unsigned char>(s[i + k])); };
    if (b(0) < 0x80) return {b(0), 1};
    if (b(0) < 0xe0) return {(b(0) & 0x1f) << 6 | (b(1) & 0x3f), 2};
    if (b(0) < 0xf0) return {(b(0) & 0x0f) << 12 | (b(1) & 0x3f) << 6 | (b(2) & 0x3f), 3};
    return {(b(0) & 0x07) << 18 | (b(1) & 0x3f) << 12 | (b(2) & 0x3f) << 6 | (b(3) & 0x3f), 4};
}

// Any code point or surrogate, as it is.
void append(std::string& out, char32_t c);
// A high surrogate at the end of `out` and a low one at the start of `text` join.
void append_text(std::string& out, std::string_view text);

// Well-formed, shortest forms, no pair left apart.
bool valid(std::string_view s) noexcept;
// What Duktape keeps (CESU-8: a character beyond U+FFFF as two surrogates) and back. Bytes Duktape should not
// have become U+FFFD.
std::string to_cesu8(std::string_view s);
std::string from_cesu8(std::string_view s);
inline bool plain(std::string_view s) noexcept {  // the same in both
    for (const char c : s)
        if (static_cast<unsigned char>(c) >= 0xed) return false;
    return true;
}

}  // namespace motcua::datamodel::wtf8
