#include "printers/drivers/escpos/paper_roll.hpp"

#include <algorithm>
#include <utility>

namespace motcua::printers::escpos {
namespace {

constexpr int longest_feed = 4096, longest_sheet = 200000;  // dots: half a metre, 25 metres

}  // namespace

void paper_roll::feed(int dots) {
    feed_ = std::min(feed_ + dots, longest_feed);
}

void paper_roll::print(std::string_view rows, std::size_t stride) {
    if (sheet_.rows > longest_sheet) return;
    const std::size_t width = sheet_.stride(), copied = std::min(width, stride);
    sheet_.bits.append(width * static_cast<std::size_t>(feed_), '\0');
    sheet_.rows += std::exchange(feed_, 0);
    for (std::size_t at = 0; at < rows.size(); at += stride) {
        sheet_.bits.append(rows.substr(at, copied));
        sheet_.bits.append(width - copied, '\0');
        ++sheet_.rows;
    }
}

bitmap paper_roll::cut() {
    feed_ = 0;
    bitmap fresh;
    fresh.width = sheet_.width;
    return std::exchange(sheet_, std::move(fresh));
}

}  // namespace motcua::printers::escpos
