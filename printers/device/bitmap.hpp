// A 1-bit picture as thermal heads want it: rows of whole bytes, most significant bit leftmost, 1 is black.
// It belongs to the printers; whoever lays out paper converts into it. Plain value.
#pragma once

#include <cstddef>
#include <string>

namespace motcua::printers {

struct bitmap {
    int width = 0;  // dots
    int rows = 0;
    std::string bits;  // rows × stride() bytes

    bitmap() = default;
    bitmap(int dots, int height);  // white

    std::size_t stride() const { return (static_cast<std::size_t>(width) + 7) / 8; }
    bool black(int x, int y) const;
    void set_black(int x, int y);
    // Sizes agree with `bits`, and no bit is set right of `width`.
    bool well_formed() const;
    bool operator==(const bitmap&) const = default;
};

// A whole PNG file (1 bit grey, uncompressed): for the spool folder and for drawing paper on a page.
std::string to_png(const bitmap& picture);

}  // namespace motcua::printers
