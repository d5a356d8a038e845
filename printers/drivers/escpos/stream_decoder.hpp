// The other end of ESC/POS: a byte stream, cut anywhere, becomes the operations of a receipt printer. Knows
// what our encoder and usual raster encoders send; anything else is reported as unknown, one byte at a time.
// Pure.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace motcua::printers::escpos {

struct operation {
    enum class kind { initialise, rows, feed, cut, enable_asb, ask_status, process_id, unknown };
    kind what = kind::unknown;
    int number = 0;          // ask_status: n; feed: dots; enable_asb: flags; unknown: the byte
    std::size_t stride = 0;  // rows: bytes per row
    std::string bytes;       // rows: the picture; process_id: its four characters
};

class stream_decoder {
public:
    using taker = std::function<void(operation&&)>;
    void feed(std::string_view bytes, const taker& take);
    bool between_commands() const { return held_.empty(); }

private:
    std::string held_;
};

}  // namespace motcua::printers::escpos
