#include "printers/drivers/escpos/encode.hpp"

#include <algorithm>

namespace motcua::printers::escpos {
namespace {

constexpr char esc = '\x1B', gs = '\x1D', dle = '\x10', eot = '\x04';
constexpr int feed_lines = 2;

char low(std::size_t v) {
    return static_cast<char>(v & 0xFFU);
}
char high(std::size_t v) {
    return static_cast<char>((v >> 8) & 0xFFU);
}

}  // namespace

std::string raster(const bitmap& picture) {
    const std::size_t stride = picture.stride();
    std::string out;
    out.reserve(picture.bits.size() + 16 + static_cast<std::size_t>(picture.rows / band_rows) * 8);
    for (int y = 0; y < picture.rows; y += band_rows) {
        const auto rows = static_cast<std::size_t>(std::min(band_rows, picture.rows - y));
        out += {gs, 'v', '0', '\0', low(stride), high(stride), low(rows), high(rows)};
        out.append(picture.bits, static_cast<std::size_t>(y) * stride, rows * stride);
    }
    return out;
}

std::string whole_document(const bitmap& picture, const document_options& how) {
    std::string out{esc, '@'};
    if (how.keep_asb) out += enable_asb();
    const std::string sheet = raster(picture) + std::string{esc, 'd', feed_lines, gs, 'V', 'B', '\0'};
    for (int i = 0; i < how.copies; ++i) out += sheet;
    return out;
}

std::string ask_status(int n) {
    return {dle, eot, static_cast<char>(n)};
}

// Drawer pin aside: on line / off line, errors, paper.
std::string enable_asb() {
    return {gs, 'a', '\x0E'};
}

std::string barrier(std::string_view four_characters) {
    return std::string{gs, '(', 'H', '\x06', '\0', '0', '0'} + std::string(four_characters);
}

std::string barrier_id(std::uint32_t number) {
    std::string id(4, ' ');
    for (char& c : id) {
        c = static_cast<char>('!' + number % 94U);
        number /= 94U;
    }
    return id;
}

}  // namespace motcua::printers::escpos
