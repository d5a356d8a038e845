// What a binding does with its value before it is printed: Vietnamese dates, times, sums, terms, forms of
// address. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/json.hpp"

namespace motcua::templates {

enum class filter {
    date,         // instant or day → "ngày 05 tháng 02 năm 2026"
    time,         // instant → "08 giờ 05 phút"
    datetime,     // instant → "08 giờ 05 phút, ngày 05 tháng 02 năm 2026"
    day,          // instant or day → "05/02/2026"
    moment,       // instant → "08:05 05/02/2026"
    money,        // 70000 → "70.000 đồng"
    money_words,  // 70000 → "Bảy mươi nghìn đồng"
    number,       // 1234 → "1.234"
    term,         // {"amount": 7, "unit": "working-days"} → "7 ngày làm việc"
    honorific,  // "man" → "Ông", "woman" → "Bà", "organisation" → "Quý cơ quan, tổ chức", else "Ông/Bà"
    upper,        // "Công an" → "CÔNG AN"
    sentence,     // first letter large
    tick,         // true → "X", false → nothing
    alphanumeric  // "H50.01-260318-0042-X" → "H50012603180042X": what a bar code holds
};

std::optional<filter> parse_filter(std::string_view name);
// All names, comma separated, for messages.
std::string filter_names();

// The text, or what was expected instead ("an instant such as 2026-02-27T17:00:00+07:00").
tl::expected<std::string, std::string> apply(filter f, const json& value);

// 70500 → "bảy mươi nghìn năm trăm"; up to 10^15.
std::string in_words(std::int64_t amount);
// Groups of three with points: 1234567 → "1.234.567".
std::string grouped(std::int64_t amount);
std::string to_upper(std::string_view nfc);

}  // namespace motcua::templates
