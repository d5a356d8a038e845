#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/value/conversion.hpp"
#include "engine/value/wtf8.hpp"

namespace motcua::datamodel {
namespace {

unsigned char at(std::string_view s, std::size_t i) {
    return static_cast<unsigned char>(s[i]);
}

// The code units of the characters from byte `i` on: one unit, or two for a character beyond U+FFFF.
char32_t first_unit(std::string_view s, std::size_t i) {
    const char32_t c = wtf8::decode_at(s, i).code;
    return c > 0xffff ? 0xd800 + ((c - 0x10000) >> 10) : c;
}

void append_unit(std::string& out, char32_t unit) {
    wtf8::append(out, unit);
}

}  // namespace

std::size_t utf16_length(std::string_view text) noexcept {
    std::size_t units = 0;
    for (const char c : text) {
        const auto b = static_cast<unsigned char>(c);
        units += (b & 0xc0) != 0x80;
        units += b >= 0xf0;
    }
    return units;
}

std::string utf16_slice(std::string_view text, std::size_t from, std::size_t to) {
    std::string out;
    std::size_t unit = 0;
    for (std::size_t i = 0; i < text.size() && unit < to;) {
        const auto [c, bytes] = wtf8::decode_at(text, i);
        if (c <= 0xffff) {
            if (unit >= from) out.append(text, i, bytes);
        } else {
            const bool high = unit >= from, low = unit + 1 >= from && unit + 1 < to;
            if (high && low)
                out.append(text, i, bytes);
            else if (high)
                append_unit(out, 0xd800 + ((c - 0x10000) >> 10));
            else if (low)
                append_unit(out, 0xdc00 + ((c - 0x10000) & 0x3ff));
            ++unit;
        }
        ++unit;
        i += bytes;
    }
    return out;
}

int compare_utf16(std::string_view a, std::string_view b) noexcept {
    const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (x == a.end() || y == b.end()) return static_cast<int>(y == b.end()) - static_cast<int>(x == a.end());
    const auto p = static_cast<unsigned char>(*x), q = static_cast<unsigned char>(*y);
    // Only where one side is beyond U+FFFF do units and bytes disagree, and then the leading bytes differ.
    if (p < 0xee && q < 0xee) return p < q ? -1 : 1;
    std::size_t i = static_cast<std::size_t>(x - a.begin());
    while (i > 0 && (at(a, i) & 0xc0) == 0x80 && (at(b, i) & 0xc0) == 0x80) --i;
    const char32_t u = first_unit(a, i), v = first_unit(b, i);
    if (u != v) return u < v ? -1 : 1;
    return p < q ? -1 : 1;
}

std::string concatenate(std::string_view a, std::string_view b) {
    std::string out;
    out.reserve(a.size() + b.size());
    out = a;
    wtf8::append_text(out, b);
    return out;
}

}  // namespace motcua::datamodel
