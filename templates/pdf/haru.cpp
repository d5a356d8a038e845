#include "templates/pdf/haru.hpp"

#include <fmt/format.h>
#include <hpdf_catalog.h>
#include <hpdf_doc.h>
#include <hpdf_font.h>
#include <hpdf_fontdef.h>

#include <algorithm>

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

std::string to_unicode_table(const std::vector<bool>& used) {
    std::vector<unsigned> letters;
    for (std::size_t c = 0; c < used.size(); ++c)
        if (used[c]) letters.push_back(static_cast<unsigned>(c));
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
HPDF_Font document::load(face f) {
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
    return HPDF_GetFont(doc_, def->base_font, "UTF-8");
}

HPDF_Font document::font(face f) {
    if (failed()) return nullptr;
    auto& s = fonts_[static_cast<std::size_t>(f)];
    if (!s.font) {
        s.font = load(f);
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

void document::repair_to_unicode() {
    for (const auto& s : fonts_) {
        if (!s.font || failed()) continue;
        HPDF_Dict table = part(s.font, "ToUnicode");
        if (!table || !table->stream) continue;
        const auto text = to_unicode_table(s.used);
        HPDF_MemStream_FreeData(table->stream);
        HPDF_Stream_Write(table->stream, reinterpret_cast<const HPDF_BYTE*>(text.data()),
                          static_cast<HPDF_UINT>(text.size()));
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
