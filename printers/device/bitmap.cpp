#include "printers/device/bitmap.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace motcua::printers {
namespace {

constexpr std::array<std::uint32_t, 256> crc_table = [] {
    std::array<std::uint32_t, 256> t{};
    for (std::uint32_t n = 0; n < 256; ++n) {
        std::uint32_t c = n;
        for (int k = 0; k < 8; ++k) c = (c & 1U) ? 0xEDB88320U ^ (c >> 1) : c >> 1;
        t[n] = c;
    }
    return t;
}();

std::uint32_t crc_of(std::string_view bytes) {
    std::uint32_t c = 0xFFFFFFFFU;
    for (unsigned char b : bytes) c = crc_table[(c ^ b) & 0xFFU] ^ (c >> 8);
    return ~c;
}

std::uint32_t adler_of(std::string_view bytes) {
    std::uint32_t a = 1, b = 0;
    for (unsigned char c : bytes) {
        a = (a + c) % 65521U;
        b = (b + a) % 65521U;
    }
    return (b << 16) | a;
}

void put_be32(std::string& out, std::uint32_t v) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((v >> shift) & 0xFFU);
}

void put_chunk(std::string& out, std::string_view type, std::string_view data) {
    put_be32(out, static_cast<std::uint32_t>(data.size()));
    std::string body(type);
    body += data;
    out += body;
    put_be32(out, crc_of(body));
}

// zlib with stored blocks: no compressor needed, a slip stays below 100 kB.
std::string stored(std::string_view data) {
    std::string out("\x78\x01", 2);
    std::size_t at = 0;
    do {
        const std::size_t n = std::min<std::size_t>(data.size() - at, 65535);
        out += static_cast<char>(at + n == data.size());
        for (std::size_t v : {n, ~n}) {
            out += static_cast<char>(v & 0xFFU);
            out += static_cast<char>((v >> 8) & 0xFFU);
        }
        out += data.substr(at, n);
        at += n;
    } while (at < data.size());
    put_be32(out, adler_of(data));
    return out;
}

}  // namespace

bitmap::bitmap(int dots, int height) : width(dots), rows(height) {
    bits.assign(stride() * static_cast<std::size_t>(height), '\0');
}

bool bitmap::black(int x, int y) const {
    const auto byte = static_cast<unsigned char>(
        bits[static_cast<std::size_t>(y) * stride() + static_cast<std::size_t>(x) / 8]);
    return (byte >> (7 - x % 8)) & 1U;
}

void bitmap::set_black(int x, int y) {
    char& byte = bits[static_cast<std::size_t>(y) * stride() + static_cast<std::size_t>(x) / 8];
    byte = static_cast<char>(static_cast<unsigned char>(byte) | (0x80U >> (x % 8)));
}

bool bitmap::well_formed() const {
    if (width <= 0 || rows < 0 || bits.size() != stride() * static_cast<std::size_t>(rows)) return false;
    const int spare = static_cast<int>(stride()) * 8 - width;
    const auto mask = static_cast<unsigned char>((1U << spare) - 1U);
    for (int y = 0; spare > 0 && y < rows; ++y)
        if (static_cast<unsigned char>(bits[static_cast<std::size_t>(y + 1) * stride() - 1]) & mask)
            return false;
    return true;
}

std::string to_png(const bitmap& picture) {
    std::string header;
    put_be32(header, static_cast<std::uint32_t>(picture.width));
    put_be32(header, static_cast<std::uint32_t>(picture.rows));
    header += std::string_view("\x01\x00\x00\x00\x00", 5);  // one bit, grey, no interlace

    std::string lines;  // PNG's 1 is white
    lines.reserve((picture.stride() + 1) * static_cast<std::size_t>(picture.rows));
    for (int y = 0; y < picture.rows; ++y) {
        lines += '\0';
        const std::size_t from = static_cast<std::size_t>(y) * picture.stride();
        for (std::size_t i = 0; i < picture.stride(); ++i)
            lines += static_cast<char>(~picture.bits[from + i]);
    }
    std::string out("\x89PNG\r\n\x1a\n", 8);
    put_chunk(out, "IHDR", header);
    put_chunk(out, "IDAT", stored(lines));
    put_chunk(out, "IEND", {});
    return out;
}

}  // namespace motcua::printers
