// Vietnamese number words as money is written: "mốt" and "lăm" after tens, "linh" for an empty ten, "không
// trăm" inside.
#include <array>
#include <string>

#include "templates/language/filters.hpp"

namespace motcua::templates {
namespace {

constexpr std::array<const char*, 10> digits{"không", "một", "hai", "ba",  "bốn",
                                             "năm",   "sáu", "bảy", "tám", "chín"};

void add(std::string& out, const char* word) {
    if (!out.empty()) out += ' ';
    out += word;
}

void add_ones(std::string& out, unsigned tens, unsigned ones) {
    if (ones == 0) return;
    if (ones == 1 && tens > 1)
        add(out, "mốt");
    else if (ones == 5 && tens > 0)
        add(out, "lăm");
    else
        add(out, digits[ones]);
}

// 0…999; `inner`: a larger group stands before it, so hundreds are said even when they are none.
void add_group(std::string& out, unsigned n, bool inner) {
    const unsigned hundreds = n / 100, tens = n / 10 % 10, ones = n % 10;
    if (hundreds > 0 || inner) {
        add(out, digits[hundreds]);
        add(out, "trăm");
        if (tens == 0 && ones > 0) add(out, "linh");
    }
    if (tens == 1) add(out, "mười");
    if (tens > 1) {
        add(out, digits[tens]);
        add(out, "mươi");
    }
    add_ones(out, tens, ones);
}

void add_below_billion(std::string& out, std::int64_t n, bool inner) {
    const auto said_before = [&] { return inner || !out.empty(); };
    if (n >= 1'000'000) {
        add_group(out, static_cast<unsigned>(n / 1'000'000), said_before());
        add(out, "triệu");
    }
    if (n / 1000 % 1000 > 0) {
        add_group(out, static_cast<unsigned>(n / 1000 % 1000), said_before());
        add(out, "nghìn");
    }
    if (n % 1000 > 0) add_group(out, static_cast<unsigned>(n % 1000), said_before());
}

}  // namespace

std::string in_words(std::int64_t amount) {
    if (amount <= 0) return "không";
    std::string out;
    const auto billions = amount / 1'000'000'000;
    if (billions > 0) {
        add_below_billion(out, billions, false);
        add(out, "tỷ");
    }
    if (const auto rest = amount % 1'000'000'000; rest > 0) add_below_billion(out, rest, billions > 0);
    return out;
}

std::string grouped(std::int64_t amount) {
    std::string out = std::to_string(amount);
    const std::size_t first = amount < 0 ? 1 : 0;
    for (std::size_t i = out.size(); i > first + 3; i -= 3) out.insert(i - 3, 1, '.');
    return out;
}

}  // namespace motcua::templates
