// Grey pictures for comparing papers: read from PNG or PGM, compared with a tolerance, differences shown in
// colour.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace motcua::templates::testing {

struct grey {
    int width = 0, height = 0;
    std::vector<std::uint8_t> dots;  // 0 is black

    std::uint8_t at(int x, int y) const {
        return x < width && y < height ? dots[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                              static_cast<std::size_t>(x)]
                                       : 255;
    }
    int ink() const;             // dots darker than half
    void round_to_four_greys();  // what is stored: a quarter of the bytes, and small differences vanish
};

grey read_png(const std::string& path);  // empty if it cannot be read
void write_png(const grey& picture, const std::string& path);

// Dots whose grey differs by more than a third; sizes may differ, what lies outside counts as white.
int different(const grey& a, const grey& b);
// Expected only: red. Actual only: blue. Both: black.
void write_difference(const grey& expected, const grey& actual, const std::string& path);

}  // namespace motcua::templates::testing
