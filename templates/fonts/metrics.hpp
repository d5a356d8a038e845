// Widths and heights of the embedded faces, read once through FreeType and constant from then on: safe on any
// thread. What a face lacks is asked here, because libharu prints a missing letter as nothing.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "templates/fonts/face.hpp"

namespace motcua::templates::fonts {

struct metrics {
    double ascent = 0, descent = 0;      // per em, both positive
    std::vector<std::uint16_t> advance;  // by code point, in units; `lacking` where there is no glyph
    double unit = 0;                     // em per unit

    static constexpr std::uint16_t lacking = 0xFFFF;
    bool has(char32_t c) const { return c < advance.size() && advance[c] != lacking; }
    // Per em; 0 for a letter the face lacks.
    double width(char32_t c) const { return has(c) ? advance[c] * unit : 0; }
    double width(std::string_view valid_utf8) const;
};

const metrics& metrics_of(face f);

}  // namespace motcua::templates::fonts
