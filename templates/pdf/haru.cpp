#include "templates/pdf/haru.hpp"

#include <fmt/format.h>
#include <hpdf_catalog.h>
#include <hpdf_doc.h>
#include <hpdf_encoder.h>
#include <hpdf_font.h>
#include <hpdf_fontdef.h>

#include <algorithm>
#include <utility>

#include "engine/base/text.hpp"
#include "templates/fonts/embedded.hpp"

namespace motcua::templates::haru {
namespace {

constexpr std::size_t letters_end = 0x2800;

// "HPDFAA", "HPDFAB", …: the tag that says a font is a subset.
std::string tag_of(face f) {
    return std::string("MOTCU") + static_cast<char>('A' + static_cast<int>(f));
}

HPDF_Dict part(HPDF_Font font, const char* key) {
    return static_cast<HPDF_Dict>(HPDF_Dict_GetItem(font, key, HPDF_OCLASS_DICT));
}

std::vector<unsigned> letters_of(const std::vector<bool>& used) {
    std::vector<unsigned> letters;
    for (std::size_t c = 0; c < used.size(); ++c)
        if (used[c]) letters.push_back(static_cast<unsigned>(c));
    return letters;
}

void replace(HPDF_Dict stream, std::string_view bytes) {
    if (!stream || !stream->stream) return;
    HPDF_MemStream_FreeData(stream->stream);
    HPDF_Stream_Write(stream->stream, reinterpret_cast<const HPDF_BYTE*>(bytes.data()),
                      static_cast<HPDF_UINT>(bytes.size()));
}

// By letter, two bytes each, up to the last one used.
std::string glyph_table(HPDF_FontDef definition, const std::vector<unsigned>& letters) {
    std::string out(letters.empty() ? 2 : 2 * (letters.back() + 1U), '\0');
    for (const auto c : letters) {
        const auto glyph = HPDF_TTFontDef_GetGlyphid(definition, static_cast<HPDF_UINT16>(c));
        out[2 * c] = static_cast<char>(glyph >> 8);
        out[2 * c + 1] = static_cast<char>(glyph & 0xFF);
    }
    return out;
}

// [first [width …] first [width …]], one run for letters side by side.
void add_widths(HPDF_Array to, HPDF_FontDef definition, const std::vector<unsigned>& letters) {
    HPDF_Array run = nullptr;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (i == 0 || letters[i] != letters[i - 1] + 1) {
            HPDF_Array_AddNumber(to, static_cast<HPDF_INT32>(letters[i]));
            run = HPDF_Array_New(to->mmgr);
            if (!run || HPDF_Array_Add(to, run) != HPDF_OK) return;
        }
        const auto glyph = HPDF_TTFontDef_GetGlyphid(definition, static_cast<HPDF_UINT16>(letters[i]));
        HPDF_Array_AddNumber(run, HPDF_TTFontDef_GetGidWidth(definition, glyph));
    }
}

std::string to_unicode_table(const std::vector<unsigned>& letters) {
    std::string out =
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
    constexpr std::size_t most_in_a_block = 100;  // what the format allows
    for (std::size_t i = 0; i < letters.size(); i += most_in_a_block) {
        const auto end = std::min(letters.size(), i + most_in_a_block);
        fmt::format_to(std::back_inserter(out), "{} beginbfchar\n", end - i);
        for (auto k = i; k < end; ++k)
            fmt::format_to(std::back_inserter(out), "<{0:04X}> <{0:04X}>\n", letters[k]);
        out += "endbfchar\n";
    }
    return out + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

}  // namespace

document::document() {
    doc_ = HPDF_New(on_error, this);
    if (!doc_) {
        if (error_ == 0) error_ = HPDF_FAILD_TO_ALLOC_MEM;
        return;
    }
    HPDF_SetCompressionMode(doc_, HPDF_COMP_ALL);
    HPDF_UseUTFEncodings(doc_);
    HPDF_SetCurrentEncoder(doc_, "UTF-8");
}

document::~document() {
    if (doc_) HPDF_Free(doc_);
}

void document::on_error(HPDF_STATUS error, HPDF_STATUS detail, void* user) {
    auto& self = *static_cast<document*>(user);
    if (self.error_ != 0) return;
    self.error_ = error;
    self.detail_ = detail;
}

std::string document::error_text() const {
    return fmt::format("libharu error 0x{:04X}, detail {}", static_cast<unsigned>(error_),
                       static_cast<unsigned>(detail_));
}

// What HPDF_LoadTTFontFromFile does, from memory: libharu's public calls know files only.
HPDF_FontDef document::load(face f) {
    const auto bytes = fonts::embedded(static_cast<int>(f));
    HPDF_Stream stream = HPDF_MemStream_New(doc_->mmgr, static_cast<HPDF_UINT>(bytes.size()));
    if (!stream || HPDF_Stream_Write(stream, bytes.data(), static_cast<HPDF_UINT>(bytes.size())) != HPDF_OK)
        return nullptr;
    HPDF_FontDef def = HPDF_TTFontDef_Load(doc_->mmgr, stream, HPDF_TRUE);  // owns the stream from here on
    if (!def) return nullptr;
    if (HPDF_List_Add(doc_->fontdef_list, def) != HPDF_OK) {
        HPDF_FontDef_Free(def);
        return nullptr;
    }
    auto tag = tag_of(f);
    HPDF_TTFontDef_SetTagName(def, tag.data());
    return def;
}

// libharu looks up all 65,536 letters for its tables when a font is made, which takes longer than the rest of
// a slip. While it does, the encoder says that it is an ordinary one and knows a single letter; write_tables
// makes up for it.
HPDF_Font document::without_tables(HPDF_FontDef definition) {
    const HPDF_Encoder encoder = HPDF_GetEncoder(doc_, "UTF-8");
    if (!encoder) return nullptr;
    auto& letter = static_cast<HPDF_CMapEncoderAttr>(encoder->attr)->cid_map[255][255];
    const auto own = std::exchange(encoder->to_unicode_fn, HPDF_CMapEncoder_ToUnicode);
    letter = 1;
    const auto font = HPDF_GetFont(doc_, definition->base_font, "UTF-8");
    letter = 0;
    encoder->to_unicode_fn = own;
    return font;
}

HPDF_Font document::font(face f) {
    if (failed()) return nullptr;
    auto& s = fonts_[static_cast<std::size_t>(f)];
    if (!s.font) {
        s.definition = load(f);
        if (s.definition) s.font = without_tables(s.definition);
        s.used.assign(letters_end, false);
        if (!s.font && error_ == 0) error_ = HPDF_FAILD_TO_ALLOC_MEM;
    }
    return s.font;
}

void document::note_letters(face f, const std::string& text) {
    auto& used = fonts_[static_cast<std::size_t>(f)].used;
    for (char32_t c : to_code_points(text))
        if (c < used.size()) used[c] = true;
}

void document::set_language(const char* tag) {
    if (failed()) return;
    HPDF_Dict_Add(doc_->catalog, "Lang", HPDF_String_New(doc_->mmgr, tag, nullptr));
}

void document::write_tables() {
    for (const auto& s : fonts_) {
        if (!s.font || failed()) continue;
        const auto letters = letters_of(s.used);
        const auto descendant = static_cast<HPDF_FontAttr>(s.font->attr)->descendant_font;
        replace(part(s.font, "ToUnicode"), to_unicode_table(letters));
        replace(part(descendant, "CIDToGIDMap"), glyph_table(s.definition, letters));
        const auto widths = static_cast<HPDF_Array>(HPDF_Dict_GetItem(descendant, "W", HPDF_OCLASS_ARRAY));
        if (widths) add_widths(widths, s.definition, letters);
    }
}

std::string document::save() {
    if (failed() || HPDF_SaveToStream(doc_) != HPDF_OK) return {};
    std::string out(HPDF_GetStreamSize(doc_), '\0');
    auto size = static_cast<HPDF_UINT32>(out.size());
    HPDF_ResetStream(doc_);
    HPDF_ReadFromStream(doc_, reinterpret_cast<HPDF_BYTE*>(out.data()), &size);
    out.resize(size);
    return out;
}

}  // namespace motcua::templates::haru
