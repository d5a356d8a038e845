// The paper of a virtual printer: rows and feeds in, cut sheets out. Not a device; used by one thread. Pure.
#pragma once

#include <cstddef>
#include <string_view>

#include "printers/device/bitmap.hpp"

namespace motcua::printers::escpos {

class paper_roll {
public:
    explicit paper_roll(int dots) { sheet_.width = dots; }

    // `stride` bytes per row; what is wider than the head is lost, as on a real one.
    void print(std::string_view rows, std::size_t stride);
    // Counts only when more is printed below: the feed before a cut is margin.
    void feed(int dots);
    int printed() const { return sheet_.rows; }
    bitmap cut();

private:
    bitmap sheet_;
    int feed_ = 0;
};

}  // namespace motcua::printers::escpos
