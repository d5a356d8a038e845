#include "engine/store/list_place.hpp"

#include <charconv>

namespace motcua::store {

namespace {

constexpr std::size_t longest_code = 100;

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return n;
}

std::optional<list_place> read_due(std::string_view text) {
    const auto dot = text.find('.');
    if (dot == text.npos) return std::nullopt;
    list_place place{list_place::order::due};
    if (dot > 0) {
        const auto at = whole_number(text.substr(0, dot));
        if (!at) return std::nullopt;
        place.due = instant{std::chrono::milliseconds{*at}};
    }
    const auto id = whole_number(text.substr(dot + 1));
    if (!id) return std::nullopt;
    place.id = *id;
    return place;
}

}  // namespace

std::string write_place(const list_place& place) {
    std::string text(1, static_cast<char>(place.of));
    if (place.of == list_place::order::code) return text + place.code;
    if (place.due) text += std::to_string(place.due->time_since_epoch().count());
    if (place.of == list_place::order::due) text += '.';
    return text + std::to_string(place.id);
}

std::optional<list_place> read_place(std::string_view text) {
    if (text.empty()) return std::nullopt;
    const auto rest = text.substr(1);
    switch (static_cast<list_place::order>(text.front())) {
        case list_place::order::due:
            return read_due(rest);
        case list_place::order::newest:
            if (const auto id = whole_number(rest)) return list_place{list_place::order::newest, {}, *id};
            return std::nullopt;
        case list_place::order::code:
            if (rest.empty() || rest.size() > longest_code) return std::nullopt;
            return list_place{list_place::order::code, {}, 0, std::string(rest)};
    }
    return std::nullopt;
}

}  // namespace motcua::store
