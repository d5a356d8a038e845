#include "engine/value/wtf8.hpp"

namespace motcua::datamodel::wtf8 {
namespace {

bool high(char32_t c) {
    return c >= 0xd800 && c <= 0xdbff;
}
bool low(char32_t c) {
    return c >= 0xdc00 && c <= 0xdfff;
}

// The surrogate coded in the last three bytes, or 0.
char32_t last_surrogate(std::string_view s) {
    if (s.size() < 3 || static_cast<unsigned char>(s[s.size() - 3]) != 0xed) return 0;
    const char32_t c = decode_at(s, s.size() - 3).code;
    return c >= 0xd800 ? c : 0;
}

// The number of bytes of a well-formed character at `i` (surrogates included), or 0.
std::size_t well_formed_at(std::string_view s, std::size_t i) {
    const auto b = static_cast<unsigned char>(s[i]);
    const std::size_t n = b < 0x80 ? 1 : b < 0xc2 ? 0 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 0;
    if (n == 0 || i + n > s.size()) return 0;
    for (std::size_t k = 1; k < n; ++k)
        if ((static_cast<unsigned char>(s[i + k]) & 0xc0) != 0x80) return 0;
    const char32_t c = decode_at(s, i).code;
    if ((n == 3 && c < 0x800) || (n == 4 && (c < 0x10000 || c > 0x10ffff))) return 0;
    return n;
}

}  // namespace

void append(std::string& out, char32_t c) {
    auto put = [&](char32_t b) { out.push_back(static_cast<char>(b)); };
    if (c < 0x80) return put(c);
    if (c < 0x800) return put(0xc0 | c >> 6), put(0x80 | (c & 0x3f));
    if (c < 0x10000) {
        put(0xe0 | c >> 12);
    } else {
        put(0xf0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3f));
    }
    put(0x80 | (c >> 6 & 0x3f));
    put(0x80 | (c & 0x3f));
}

void append_text(std::string& out, std::string_view text) {
    const char32_t left = last_surrogate(out);
    if (high(left) && text.size() >= 3 && static_cast<unsigned char>(text[0]) == 0xed) {
        const char32_t right = decode_at(text, 0).code;
        if (low(right)) {
            out.resize(out.size() - 3);
            append(out, 0x10000 + ((left - 0xd800) << 10) + (right - 0xdc00));
            text.remove_prefix(3);
        }
    }
    out += text;
}

bool valid(std::string_view s) noexcept {
    char32_t before = 0;
    std::size_t i = 0;
    while (i < s.size() && static_cast<unsigned char>(s[i]) < 0x80) ++i;
    while (i < s.size()) {
        const std::size_t n = well_formed_at(s, i);
        if (n == 0) return false;
        const char32_t c = decode_at(s, i).code;
        if (high(before) && low(c)) return false;
        before = c;
        i += n;
    }
    return true;
}

std::string to_cesu8(std::string_view s) {
    std::string out;
    out.reserve(s.size() + s.size() / 2);
    for (std::size_t i = 0; i < s.size();) {
        const auto [c, n] = decode_at(s, i);
        if (n < 4) {
            out.append(s, i, n);
        } else {
            append(out, 0xd800 + ((c - 0x10000) >> 10));
            append(out, 0xdc00 + ((c - 0x10000) & 0x3ff));
        }
        i += n;
    }
    return out;
}

std::string from_cesu8(std::string_view s) {
    std::string out;
    out.reserve(s.size());
    for (std::size_t i = 0; i < s.size();) {
        const std::size_t n = well_formed_at(s, i);
        if (n == 0) {
            append(out, 0xfffd);
            ++i;
            continue;
        }
        append_text(out, s.substr(i, n));
        i += n;
    }
    return out;
}

}  // namespace motcua::datamodel::wtf8
