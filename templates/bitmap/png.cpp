#include <png.h>

#include <csetjmp>

#include "templates/bitmap/bitmap.hpp"

namespace motcua::templates {
namespace {

void take(png_structp png, png_bytep bytes, png_size_t size) {
    static_cast<std::string*>(png_get_io_ptr(png))->append(reinterpret_cast<const char*>(bytes), size);
}

// Nothing with a destructor lives here: libpng leaves by longjmp.
bool write(png_structp png, png_infop info, const bitmap& b, std::string* out) {
    if (setjmp(png_jmpbuf(png))) return false;
    png_set_write_fn(png, out, take, nullptr);
    png_set_IHDR(png, info, static_cast<png_uint_32>(b.width), static_cast<png_uint_32>(b.height), 1,
                 PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    png_set_invert_mono(png);
    for (int y = 0; y < b.height; ++y)
        png_write_row(png, b.rows.data() + static_cast<std::ptrdiff_t>(y) * b.stride);
    png_write_end(png, info);
    return true;
}

}  // namespace

result<std::string> to_png(const bitmap& b) {
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png ? png_create_info_struct(png) : nullptr;
    std::string out;
    const bool done = info && write(png, info, b, &out);
    png_destroy_write_struct(&png, &info);
    if (!done)
        return fail(failure::kind::limit, "cannot write the picture as PNG; is it larger than the memory?");
    return out;
}

}  // namespace motcua::templates
