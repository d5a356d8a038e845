// Pages → 1-bit bitmaps through FreeType, and bitmaps → PNG. Rows from the top, each `stride` bytes, leftmost
// dot in the highest bit, 1 is black: the order thermal printers take.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "templates/layout/page.hpp"

namespace motcua::templates {

struct bitmap {
    int width = 0, height = 0, stride = 0;
    std::vector<std::uint8_t> rows;

    bool black(int x, int y) const {
        return rows[static_cast<std::size_t>(y) * static_cast<std::size_t>(stride) +
                    static_cast<std::size_t>(x / 8)] >>
                   (7 - x % 8) &
               1;
    }
};

// Holds the opened faces and the glyphs drawn so far. One per thread; keep it for many slips.
class bitmap_painter {
public:
    bitmap_painter();
    ~bitmap_painter();
    bitmap_painter(const bitmap_painter&) = delete;
    bitmap_painter& operator=(const bitmap_painter&) = delete;

    // `dots` is the width of the bitmap: 576 or 384 for rolls, 1654 for A4 at 200 dpi.
    bitmap paint(const page& p, int dots);

private:
    struct faces;
    std::unique_ptr<faces> faces_;
};

// With a painter of its own: for one slip now and then.
bitmap to_bitmap(const page& p, int dots);

// Black on white, 1 bit a dot. The same bitmap gives the same bytes.
result<std::string> to_png(const bitmap& b);

}  // namespace motcua::templates
