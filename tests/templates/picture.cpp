#include "picture.hpp"

#include <png.h>

#include <algorithm>
#include <cstdlib>

namespace motcua::templates::testing {
namespace {

constexpr int visible = 85;

void write(const std::string& path, int width, int height, png_uint_32 format, const void* dots) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = format;
    png_image_write_to_file(&image, path.c_str(), 0, dots, 0, nullptr);
}

}  // namespace

int grey::ink() const {
    return static_cast<int>(std::count_if(dots.begin(), dots.end(), [](std::uint8_t d) { return d < 128; }));
}

void grey::round_to_four_greys() {
    for (auto& d : dots) d = static_cast<std::uint8_t>((d + 42) / 85 * 85);
}

grey read_png(const std::string& path) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_file(&image, path.c_str())) return {};
    image.format = PNG_FORMAT_GRAY;
    grey g{static_cast<int>(image.width), static_cast<int>(image.height), {}};
    g.dots.resize(PNG_IMAGE_SIZE(image));
    if (!png_image_finish_read(&image, nullptr, g.dots.data(), 0, nullptr)) return {};
    return g;
}

void write_png(const grey& picture, const std::string& path) {
    write(path, picture.width, picture.height, PNG_FORMAT_GRAY, picture.dots.data());
}

int different(const grey& a, const grey& b) {
    int count = 0;
    for (int y = 0; y < std::max(a.height, b.height); ++y)
        for (int x = 0; x < std::max(a.width, b.width); ++x)
            count += std::abs(int(a.at(x, y)) - int(b.at(x, y))) > visible ? 1 : 0;
    return count;
}

void write_difference(const grey& expected, const grey& actual, const std::string& path) {
    const int width = std::max(expected.width, actual.width),
              height = std::max(expected.height, actual.height);
    std::vector<std::uint8_t> dots;
    dots.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const auto e = expected.at(x, y), a = actual.at(x, y);
            dots.push_back(a);  // red where only the expected is dark
            dots.push_back(std::min(e, a));
            dots.push_back(e);  // blue where only the actual is
        }
    write(path, width, height, PNG_FORMAT_RGB, dots.data());
}

}  // namespace motcua::templates::testing
