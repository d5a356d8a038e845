#include "printers/drivers/escpos/stream_decoder.hpp"

#include <optional>

namespace motcua::printers::escpos {
namespace {

using kind = operation::kind;
constexpr int line_dots = 30;                    // ESC d feeds lines of 1/6 inch at 180 dots
constexpr std::size_t largest_raster = 1 << 23;  // one GS v 0 beyond it is no picture for a roll

struct step {
    std::size_t used = 0;  // 0: more bytes are needed
    std::optional<operation> found;
};

std::size_t at(std::string_view b, std::size_t i) {
    return static_cast<unsigned char>(b[i]);
}

step unknown(std::string_view b) {
    return {1, operation{kind::unknown, static_cast<int>(at(b, 0)), 0, {}}};
}

step after_esc(std::string_view b) {
    if (b.size() < 2) return {};
    if (b[1] == '@') return {2, operation{kind::initialise, 0, 0, {}}};
    if (b[1] != 'd' && b[1] != 'J') return unknown(b);
    if (b.size() < 3) return {};
    const int n = static_cast<int>(at(b, 2));
    return {3, operation{kind::feed, b[1] == 'd' ? n * line_dots : n, 0, {}}};
}

step raster_rows(std::string_view b) {
    if (b.size() < 8) return {};
    const std::size_t stride = at(b, 4) + 256 * at(b, 5), rows = at(b, 6) + 256 * at(b, 7);
    if (b[2] != '0' || stride == 0 || rows == 0) return unknown(b);
    if (stride * rows > largest_raster) return unknown(b);
    const std::size_t size = 8 + stride * rows;
    if (b.size() < size) return {};
    return {size, operation{kind::rows, 0, stride, std::string(b.substr(8, size - 8))}};
}

step cut(std::string_view b) {
    if (b.size() < 3) return {};
    const bool feeds_first = b[2] == 'A' || b[2] == 'B';
    if (feeds_first && b.size() < 4) return {};
    return {feeds_first ? 4U : 3U, operation{kind::cut, 0, 0, {}}};
}

step process_id(std::string_view b) {
    if (b.size() < 7) return {};
    if (at(b, 3) != 6 || at(b, 4) != 0 || b[5] != '0' || b[6] != '0') return unknown(b);
    if (b.size() < 11) return {};
    return {11, operation{kind::process_id, 0, 0, std::string(b.substr(7, 4))}};
}

step after_gs(std::string_view b) {
    if (b.size() < 3) return {};
    if (b[1] == 'v') return raster_rows(b);
    if (b[1] == 'V') return cut(b);
    if (b[1] == 'a') return {3, operation{kind::enable_asb, static_cast<int>(at(b, 2)), 0, {}}};
    if (b[1] == '(' && b[2] == 'H') return process_id(b);
    return unknown(b);
}

step next(std::string_view b) {
    if (b[0] == '\x1B') return after_esc(b);
    if (b[0] == '\x1D') return after_gs(b);
    if (b[0] == '\n') return {1, operation{kind::feed, line_dots, 0, {}}};
    if (b[0] != '\x10') return unknown(b);
    if (b.size() < 3) return {};
    if (b[1] != '\x04') return unknown(b);
    return {3, operation{kind::ask_status, static_cast<int>(at(b, 2)), 0, {}}};
}

}  // namespace

void stream_decoder::feed(std::string_view bytes, const taker& take) {
    held_ += bytes;
    std::size_t from = 0;
    while (from < held_.size()) {
        step s = next(std::string_view(held_).substr(from));
        if (s.used == 0) break;
        from += s.used;
        take(std::move(*s.found));
    }
    held_.erase(0, from);
}

}  // namespace motcua::printers::escpos
