#include "templates/language/filters.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

#include "engine/base/text.hpp"
#include "engine/base/time.hpp"

namespace motcua::templates {
namespace {

using text_or_wish = tl::expected<std::string, std::string>;

constexpr std::array<std::pair<std::string_view, filter>, 14> names{{{"date", filter::date},
                                                                     {"time", filter::time},
                                                                     {"datetime", filter::datetime},
                                                                     {"day", filter::day},
                                                                     {"moment", filter::moment},
                                                                     {"money", filter::money},
                                                                     {"money_words", filter::money_words},
                                                                     {"number", filter::number},
                                                                     {"term", filter::term},
                                                                     {"honorific", filter::honorific},
                                                                     {"upper", filter::upper},
                                                                     {"sentence", filter::sentence},
                                                                     {"tick", filter::tick},
                                                                     {"alphanumeric", filter::alphanumeric}}};

std::string long_date(local_day d) {
    const std::chrono::year_month_day ymd{d};
    const auto day = static_cast<unsigned>(ymd.day()), month = static_cast<unsigned>(ymd.month());
    // Two digits for day and for January and February, as official papers have it.
    return fmt::format("ngày {:02} tháng {}{} năm {}", day, month < 3 ? "0" : "", month,
                       static_cast<int>(ymd.year()));
}

std::string short_date(local_day d) {
    const std::chrono::year_month_day ymd{d};
    return fmt::format("{:02}/{:02}/{}", static_cast<unsigned>(ymd.day()), static_cast<unsigned>(ymd.month()),
                       static_cast<int>(ymd.year()));
}

text_or_wish of_day(const json& v, std::string (*write)(local_day)) {
    if (const auto* s = v.if_string()) {
        if (const auto d = parse_day(*s)) return write(*d);
        if (const auto t = parse_instant(*s)) return write(day_of(*t));
    }
    return tl::make_unexpected("a day such as 2026-02-27 or an instant such as 2026-02-27T17:00:00+07:00");
}

text_or_wish of_instant(filter f, const json& v) {
    const auto* s = v.if_string();
    const auto t = s ? parse_instant(*s) : std::nullopt;
    if (!t) return tl::make_unexpected("an instant such as 2026-02-27T17:00:00+07:00");
    const auto local = to_local(*t);
    const auto minutes =
        std::chrono::duration_cast<std::chrono::minutes>(local - local_instant{day_of(local)}).count();
    if (f == filter::moment)
        return fmt::format("{:02}:{:02} {}", minutes / 60, minutes % 60, short_date(day_of(local)));
    const auto time = fmt::format("{:02} giờ {:02} phút", minutes / 60, minutes % 60);
    return f == filter::time ? time : fmt::format("{}, {}", time, long_date(day_of(local)));
}

text_or_wish of_number(filter f, const json& v) {
    constexpr std::int64_t most = 1'000'000'000'000'000;
    const bool whole = v.is_int64() || (v.is_uint64() && v.get_uint64() < static_cast<std::uint64_t>(most));
    const auto n = whole ? v.to_number<std::int64_t>() : most;
    if (n >= most || n <= -most) return tl::make_unexpected("a whole number below 10^15");
    if (f == filter::number) return grouped(n);
    if (n < 0) return tl::make_unexpected("a sum of at least 0 đồng");
    if (f == filter::money) return grouped(n) + " đồng";
    return *apply(filter::sentence, json(in_words(n) + " đồng"));
}

text_or_wish of_term(const json& v) {
    const auto amount = find(v, "amount");
    const auto unit = get_string(v, "unit");
    if (unit == "at-once") return "trong ngày làm việc";
    const auto word = unit == "working-days"    ? "ngày làm việc"
                      : unit == "working-hours" ? "giờ làm việc"
                      : unit == "calendar-days" ? "ngày"
                                                : "";
    if (!amount || !*word || !(amount->is_int64() || amount->is_double()))
        return tl::make_unexpected(
            R"(a term such as {"amount": 7, "unit": "working-days"} (or working-hours, calendar-days, at-once))");
    if (amount->is_int64()) return fmt::format("{} {}", amount->get_int64(), word);
    auto text = fmt::format("{} {}", amount->get_double(), word);
    if (const auto point = text.find('.'); point != std::string::npos) text[point] = ',';
    return text;
}

std::string honorific(std::string_view kind) {
    if (kind == "man") return "Ông";
    if (kind == "woman") return "Bà";
    if (kind == "organisation") return "Quý cơ quan, tổ chức";
    return "Ông/Bà";
}

std::string letters_and_digits(std::string_view text) {
    std::string out;
    for (const char c : text)
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) out += c;
    return out;
}

char32_t large(char32_t c) {
    if ((c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7)) return c - 0x20;
    const bool pairs = (c >= 0x100 && c <= 0x137) || (c >= 0x168 && c <= 0x177) ||
                       (c >= 0x1EA0 && c <= 0x1EF9) || c == 0x1A1;
    if (c == 0x1B0) return 0x1AF;
    if (c == 0x1A1) return 0x1A0;
    return pairs && c % 2 == 1 ? c - 1 : c;
}

}  // namespace

std::optional<filter> parse_filter(std::string_view name) {
    for (const auto& [text, f] : names)
        if (text == name) return f;
    return std::nullopt;
}

std::string filter_names() {
    std::string all;
    for (const auto& [text, f] : names) all += (all.empty() ? "" : ", ") + std::string(text);
    return all;
}

std::string to_upper(std::string_view nfc) {
    std::string out;
    for (char32_t c : to_code_points(nfc)) append_utf8(out, large(c));
    return out;
}

tl::expected<std::string, std::string> apply(filter f, const json& v) {
    switch (f) {
        case filter::date:
            return of_day(v, long_date);
        case filter::day:
            return of_day(v, short_date);
        case filter::time:
        case filter::datetime:
        case filter::moment:
            return of_instant(f, v);
        case filter::money:
        case filter::money_words:
        case filter::number:
            return of_number(f, v);
        case filter::term:
            return of_term(v);
        case filter::tick:
            if (!v.is_bool()) return tl::make_unexpected("true or false");
            return v.get_bool() ? "X" : "";
        default:
            break;
    }
    const auto* s = v.if_string();
    if (!s) return tl::make_unexpected("a text");
    if (f == filter::honorific) return honorific(*s);
    if (f == filter::upper) return to_upper(*s);
    if (f == filter::alphanumeric) return letters_and_digits(*s);
    const auto letters = to_code_points(*s);
    std::string out;
    for (std::size_t i = 0; i < letters.size(); ++i)
        append_utf8(out, i == 0 ? large(letters[i]) : letters[i]);
    return out;
}

}  // namespace motcua::templates
