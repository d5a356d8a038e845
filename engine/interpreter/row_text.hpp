// The small change of a row: numbers in base 128, texts with their length. Reading never leaves the bytes it
// was given; after the first shortage everything reads as zero and ok() is false.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace motcua::interpreter {

inline void write_number(std::string& out, std::uint64_t n) {
    for (; n >= 0x80; n >>= 7) out += static_cast<char>(n | 0x80);
    out += static_cast<char>(n);
}

inline void write_text(std::string& out, std::string_view text) {
    write_number(out, text.size());
    out += text;
}

// Small for small distances from zero in either direction.
inline void write_signed(std::string& out, std::int64_t n) {
    write_number(out, (static_cast<std::uint64_t>(n) << 1) ^ static_cast<std::uint64_t>(n >> 63));
}

class row_reader {
public:
    explicit row_reader(std::string_view bytes) : rest_(bytes) {}

    bool ok() const { return ok_; }
    bool at_end() const { return rest_.empty(); }
    std::string_view& rest() { return rest_; }
    void spoil() { ok_ = false, rest_ = {}; }

    std::uint64_t number() {
        std::uint64_t n = 0;
        for (int shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            n |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (!(byte & 0x80)) return n;
        }
        spoil();
        return 0;
    }
    std::int64_t signed_number() {
        const auto n = number();
        return static_cast<std::int64_t>(n >> 1) ^ -static_cast<std::int64_t>(n & 1);
    }
    std::string_view text() {
        const auto size = number();
        if (size > rest_.size()) return spoil(), std::string_view{};
        const auto t = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return t;
    }
    // A count of things that take at least one byte each.
    std::size_t count() {
        const auto n = number();
        if (n > rest_.size()) return spoil(), 0;
        return n;
    }

private:
    std::string_view rest_;
    bool ok_ = true;
};

}  // namespace motcua::interpreter
