#include "templates/bitmap/bitmap.hpp"

#include <ft2build.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <unordered_map>

#include "engine/base/text.hpp"
#include "templates/fonts/embedded.hpp"
#include FT_FREETYPE_H

namespace motcua::templates {
namespace {

struct glyph {
    int left = 0, top = 0, width = 0, rows = 0, stride = 0;
    double advance = 0;  // dots
    std::vector<std::uint8_t> bits;
};

void set_dots(bitmap& b, int x0, int x1, int y) {
    x0 = std::max(x0, 0);
    x1 = std::min(x1, b.width);
    auto* row = b.rows.data() + static_cast<std::ptrdiff_t>(y) * b.stride;
    for (int x = x0; x < x1; ++x) row[x / 8] |= static_cast<std::uint8_t>(0x80 >> x % 8);
}

void fill(bitmap& b, int x0, int y0, int x1, int y1) {
    for (int y = std::max(y0, 0); y < std::min(y1, b.height); ++y) set_dots(b, x0, x1, y);
}

void draw(bitmap& b, const glyph& g, int x0, int y0) {
    for (int y = 0; y < g.rows; ++y) {
        const int row = y0 - g.top + y;
        if (row < 0 || row >= b.height) continue;
        for (int x = 0; x < g.width; ++x) {
            const int column = x0 + g.left + x;
            const bool black = g.bits[static_cast<std::size_t>(y * g.stride + x / 8)] >> (7 - x % 8) & 1;
            if (black && column >= 0 && column < b.width)
                b.rows[static_cast<std::size_t>(row) * static_cast<std::size_t>(b.stride) +
                       static_cast<std::size_t>(column / 8)] |= static_cast<std::uint8_t>(0x80 >> column % 8);
        }
    }
}

int nearest(double v) {
    return static_cast<int>(std::lround(v));
}

// Edges go to the nearest dot, but a rule is never thinner than one.
void draw(bitmap& b, const rule& r, double scale) {
    const int x = nearest(r.x * scale), y = nearest(r.y * scale);
    fill(b, x, y, std::max(x + 1, nearest((r.x + r.width) * scale)),
         std::max(y + 1, nearest((r.y + r.height) * scale)));
}

// Modules become equally many whole dots where they can, so that scanners find even bars.
double even(double exact) {
    return exact >= 1 && std::abs(exact - std::round(exact)) < 0.05 ? std::round(exact) : exact;
}

void draw(bitmap& b, const picture& p, double scale) {
    const double module = even(p.width * scale / p.columns);
    const double high = even(p.height * scale / p.rows);
    const int x0 = nearest(p.x * scale), y0 = nearest(p.y * scale);
    for (int y = 0; y < p.rows; ++y)
        for (int x = 0; x < p.columns; ++x)
            if (p.modules[static_cast<std::size_t>(y * p.columns + x)])
                fill(b, x0 + nearest(x * module), y0 + nearest(y * high), x0 + nearest((x + 1) * module),
                     y0 + nearest((y + 1) * high));
}

}  // namespace

struct bitmap_painter::faces {
    FT_Library library = nullptr;
    std::array<FT_Face, face_count> open{};
    std::unordered_map<std::uint64_t, glyph> drawn;  // by face, size and letter

    faces() {
        [[maybe_unused]] const auto error = FT_Init_FreeType(&library);
        assert(error == 0);
        for (int i = 0; i < face_count; ++i) {
            const auto bytes = fonts::embedded(i);
            [[maybe_unused]] const auto bad =
                FT_New_Memory_Face(library, bytes.data(), static_cast<FT_Long>(bytes.size()), 0,
                                   &open[static_cast<std::size_t>(i)]);
            assert(bad == 0);
        }
    }
    ~faces() {
        for (auto* f : open) FT_Done_Face(f);
        FT_Done_FreeType(library);
    }
    faces(const faces&) = delete;
    faces& operator=(const faces&) = delete;

    // `size` in 1/64 dot.
    const glyph& letter(face f, int size, char32_t c) {
        const auto key = static_cast<std::uint64_t>(f) << 60 | static_cast<std::uint64_t>(size) << 24 | c;
        if (const auto it = drawn.find(key); it != drawn.end()) return it->second;
        constexpr std::size_t most = 20000;
        if (drawn.size() >= most) drawn.clear();
        return drawn[key] = render(f, size, c);
    }

    glyph render(face f, int size, char32_t c) {
        FT_Face face = open[static_cast<std::size_t>(f)];
        FT_Set_Char_Size(face, 0, size, 72, 72);
        glyph g;
        constexpr auto flags = FT_LOAD_RENDER | FT_LOAD_TARGET_MONO | FT_LOAD_NO_HINTING;
        if (FT_Load_Char(face, c, flags) != 0) return g;
        const auto& slot = *face->glyph;
        g.left = slot.bitmap_left;
        g.top = slot.bitmap_top;
        g.width = static_cast<int>(slot.bitmap.width);
        g.rows = static_cast<int>(slot.bitmap.rows);
        g.stride = slot.bitmap.pitch;
        g.advance = static_cast<double>(slot.linearHoriAdvance) / 65536;
        g.bits.assign(slot.bitmap.buffer,
                      slot.bitmap.buffer + static_cast<std::ptrdiff_t>(g.rows) * g.stride);
        return g;
    }
};

bitmap_painter::bitmap_painter() : faces_(std::make_unique<faces>()) {}
bitmap_painter::~bitmap_painter() = default;

bitmap bitmap_painter::paint(const page& p, int dots) {
    const double scale = dots / p.width;
    bitmap b;
    b.width = dots;
    b.height = std::max(1, nearest(p.height * scale));
    b.stride = (dots + 7) / 8;
    b.rows.assign(static_cast<std::size_t>(b.stride) * static_cast<std::size_t>(b.height), 0);
    for (const auto& r : p.rules) draw(b, r, scale);
    for (const auto& c : p.pictures) draw(b, c, scale);
    for (const auto& t : p.texts) {
        const int size = nearest(t.size * scale * 64), y = nearest(t.y * scale);
        double x = t.x * scale;
        for (char32_t c : to_code_points(t.text)) {
            const auto& g = faces_->letter(t.font, size, c);
            draw(b, g, nearest(x), y);
            x += g.advance;
        }
    }
    return b;
}

bitmap to_bitmap(const page& p, int dots) {
    return bitmap_painter().paint(p, dots);
}

}  // namespace motcua::templates
