// A request of arbitrary bytes: read or refused, never a crash; the same however it arrives; and Beast sees
// no other request in what has passed.
#include <cstdint>

#include "tests/counters/http/request_reading.hpp"

using namespace motcua::http::testing;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto at_once = read_in_pieces(text, size + 1);
    if (at_once == read_differently) __builtin_trap();
    if (read_in_pieces(text, 1) != at_once) __builtin_trap();
    return 0;
}
