#include "templates/fonts/embedded.hpp"

#include <array>
#include <cassert>

#include "engine/base/hash.hpp"
#include "templates/fonts/face.hpp"

// clang-format off
#define MOTCUA_FONT(symbol, file)                                             \
    asm(".section .rodata\n"                                                  \
        ".balign 16\n"                                                        \
        ".global " #symbol "\n.hidden " #symbol "\n"                          \
        ".global " #symbol "_end\n.hidden " #symbol "_end\n"                  \
        #symbol ":\n.incbin \"" MOTCUA_FONT_FOLDER "/" file "\"\n"            \
        #symbol "_end:\n.byte 0\n.previous\n");                               \
    extern "C" [[gnu::visibility("hidden")]] const unsigned char symbol[];    \
    extern "C" [[gnu::visibility("hidden")]] const unsigned char symbol##_end[];
// clang-format on

MOTCUA_FONT(motcua_serif, "motcua-serif.ttf")
MOTCUA_FONT(motcua_serif_bold, "motcua-serif-bold.ttf")
MOTCUA_FONT(motcua_serif_italic, "motcua-serif-italic.ttf")
MOTCUA_FONT(motcua_serif_bold_italic, "motcua-serif-bold-italic.ttf")
MOTCUA_FONT(motcua_sans, "motcua-sans.ttf")
MOTCUA_FONT(motcua_sans_bold, "motcua-sans-bold.ttf")

namespace motcua::templates::fonts {

std::span<const unsigned char> embedded(int number) {
    static const std::array<std::span<const unsigned char>, 6> faces{{
        {motcua_serif, motcua_serif_end},
        {motcua_serif_bold, motcua_serif_bold_end},
        {motcua_serif_italic, motcua_serif_italic_end},
        {motcua_serif_bold_italic, motcua_serif_bold_italic_end},
        {motcua_sans, motcua_sans_end},
        {motcua_sans_bold, motcua_sans_bold_end},
    }};
    assert(number >= 0 && number < 6);
    return faces[static_cast<std::size_t>(number)];
}

std::string identity() {
    std::string all;
    for (int i = 0; i < face_count; ++i) {
        const auto one = embedded(i);
        all += sha256({reinterpret_cast<const char*>(one.data()), one.size()});
    }
    return sha256(all);
}

}  // namespace motcua::templates::fonts
