// libharu as this room may see it: one document with its fonts, errors recorded instead of thrown. Its C
// error handler never leaves by an exception; the first error is asked for at the end.
#pragma once

#include <hpdf.h>

#include <array>
#include <string>
#include <vector>

#include "templates/fonts/face.hpp"

namespace motcua::templates::haru {

class document {
public:
    document();
    ~document();
    document(const document&) = delete;
    document& operator=(const document&) = delete;

    HPDF_Doc get() const { return doc_; }
    // Embedded on first use; nullptr once an error is recorded.
    HPDF_Font font(face f);
    // Letters shown in a face, for its tables.
    void note_letters(face f, const std::string& text);

    void set_language(const char* tag);
    // For the noted letters only: the glyphs, the widths, and the table libharu gets wrong (begincidrange),
    // as beginbfchar.
    void write_tables();
    // Empty when an error was recorded.
    std::string save();

    bool failed() const { return error_ != 0; }
    std::string error_text() const;

private:
    static void on_error(HPDF_STATUS error, HPDF_STATUS detail, void* user);
    HPDF_FontDef load(face f);
    HPDF_Font without_tables(HPDF_FontDef definition);

    HPDF_Doc doc_ = nullptr;
    HPDF_STATUS error_ = 0, detail_ = 0;
    struct slot {
        HPDF_FontDef definition = nullptr;
        HPDF_Font font = nullptr;
        std::vector<bool> used;
    };
    std::array<slot, face_count> fonts_;
};

}  // namespace motcua::templates::haru
