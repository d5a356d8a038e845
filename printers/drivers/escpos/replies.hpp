// What comes back from a receipt printer: DLE EOT bytes, status blocks (ASB) and process ids, mixed in one
// stream and cut anywhere. Never trusts the printer: unknown bytes are counted and skipped. Pure; one object
// per connection.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "printers/status/reasons.hpp"

namespace motcua::printers::escpos {

struct realtime_status {
    std::uint8_t byte = 0;
};
struct status_block {
    std::array<std::uint8_t, 4> bytes{};
};
struct process_id {
    std::string id;
};
using reply = std::variant<realtime_status, status_block, process_id>;

class reply_reader {
public:
    // Complete replies in the order they came; the rest is kept for the next call.
    std::vector<reply> feed(std::string_view bytes);
    std::size_t skipped() const { return skipped_; }

private:
    void take(std::uint8_t byte, std::vector<reply>& out);
    void begin(std::uint8_t byte, std::vector<reply>& out);

    enum class inside { nothing, block, answer };
    inside where_ = inside::nothing;
    std::string held_;
    std::size_t skipped_ = 0;
};

// The answer to DLE EOT n; an n we never ask gives nothing.
reason_set decode_status(int n, std::uint8_t byte);
reason_set decode_block(const status_block& block);
// A known cause says more than "off line".
reason_set without_vague(reason_set all);

}  // namespace motcua::printers::escpos
