#include "engine/calendar/term.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace motcua::calendar {
namespace {

constexpr std::array<std::string_view, 4> unit_names{"working-days", "working-hours", "calendar-days",
                                                     "at-once"};
constexpr int hours_of_half_day = 4;

std::optional<int> whole(std::string_view text) {
    int n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return n;
}

}  // namespace

std::string_view to_text(unit u) {
    return unit_names[static_cast<std::size_t>(u)];
}

std::optional<unit> parse_unit(std::string_view text) {
    for (std::size_t i = 0; i < unit_names.size(); ++i)
        if (unit_names[i] == text) return static_cast<unit>(i);
    return std::nullopt;
}

std::optional<term> term_of_halves(unit u, int halves) {
    if (u == unit::at_once) return halves == 0 ? std::optional<term>{at_once()} : std::nullopt;
    if (halves < 1 || halves > 2 * longest_term) return std::nullopt;
    if (halves % 2 == 0) return term{u, halves / 2};
    if (u != unit::working_days) return std::nullopt;
    const int in_hours = halves * hours_of_half_day;
    return in_hours <= longest_term ? std::optional<term>{working_hours(in_hours)} : std::nullopt;
}

std::optional<term> parse_term(std::string_view amount, unit u) {
    if (u == unit::at_once)
        return amount.empty() || amount == "0" ? std::optional<term>{at_once()} : std::nullopt;
    const auto mark = amount.find_first_of(".,");
    const auto n = whole(amount.substr(0, mark));
    if (!n || *n < 0 || *n > longest_term) return std::nullopt;
    if (mark == amount.npos) return term_of_halves(u, 2 * *n);
    if (amount.substr(mark + 1) != "5") return std::nullopt;
    return term_of_halves(u, 2 * *n + 1);
}

std::string in_words(const term& t) {
    switch (t.in) {
        case unit::working_days:
            return fmt::format("{} ngày làm việc", t.amount);
        case unit::working_hours:
            return fmt::format("{} giờ làm việc", t.amount);
        case unit::calendar_days:
            return fmt::format("{} ngày", t.amount);
        case unit::at_once:
            break;
    }
    return "giải quyết ngay";
}

counting with(counting rules, const std::optional<own_cut_off>& own) {
    if (!own) return rules;
    const std::chrono::minutes length{own->minutes};
    rules.cut_off_on = rules.at_once_cut_off_on = own->how != own_cut_off::shift::none;
    if (own->how == own_cut_off::shift::from_clock_time) rules.cut_off = length;
    rules.before_closing = own->how == own_cut_off::shift::before_closing ? length : std::chrono::minutes{0};
    return rules;
}

json to_json(const term& t) {
    return json_object{{"unit", to_text(t.in)}, {"amount", t.amount}};
}

std::optional<term> term_from_json(const json& v) {
    const auto u = parse_unit(get_string(v, "unit"));
    const auto n = get_integer(v, "amount", -1);
    if (!u || n < 0 || n > longest_term) return std::nullopt;
    return term{*u, static_cast<int>(n)};
}

}  // namespace motcua::calendar
