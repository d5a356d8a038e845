#include "templates/fonts/metrics.hpp"

#include <ft2build.h>

#include <array>
#include <cassert>

#include "engine/base/text.hpp"
#include "templates/fonts/embedded.hpp"
#include FT_FREETYPE_H

namespace motcua::templates::fonts {
namespace {

constexpr char32_t letters_end = 0x2800;  // beyond the last letter of subset.sh

metrics read(FT_Library library, int number) {
    const auto bytes = embedded(number);
    FT_Face open = nullptr;
    [[maybe_unused]] const auto error =
        FT_New_Memory_Face(library, bytes.data(), static_cast<FT_Long>(bytes.size()), 0, &open);
    assert(error == 0);
    metrics m;
    m.unit = 1.0 / open->units_per_EM;
    m.ascent = open->ascender * m.unit;
    m.descent = -open->descender * m.unit;
    m.advance.assign(letters_end, metrics::lacking);
    FT_UInt glyph = 0;
    for (FT_ULong c = FT_Get_First_Char(open, &glyph); glyph != 0; c = FT_Get_Next_Char(open, c, &glyph)) {
        if (c >= letters_end || FT_Load_Glyph(open, glyph, FT_LOAD_NO_SCALE) != 0) continue;
        m.advance[c] = static_cast<std::uint16_t>(open->glyph->metrics.horiAdvance);
    }
    FT_Done_Face(open);
    return m;
}

std::array<metrics, face_count> read_all() {
    FT_Library library = nullptr;
    [[maybe_unused]] const auto error = FT_Init_FreeType(&library);
    assert(error == 0);
    std::array<metrics, face_count> all;
    for (int i = 0; i < face_count; ++i) all[static_cast<std::size_t>(i)] = read(library, i);
    FT_Done_FreeType(library);
    return all;
}

}  // namespace

double metrics::width(std::string_view valid_utf8) const {
    double sum = 0;
    for (char32_t c : to_code_points(valid_utf8)) sum += width(c);
    return sum;
}

const metrics& metrics_of(face f) {
    static const auto all = read_all();
    return all[static_cast<std::size_t>(f)];
}

}  // namespace motcua::templates::fonts
