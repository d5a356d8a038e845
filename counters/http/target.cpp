#include "counters/http/target.hpp"

#include <algorithm>

#include "counters/http/grammar.hpp"
#include "engine/base/text.hpp"

namespace motcua::http {
namespace {

bool holds_only(std::string_view text, std::string_view besides) {
    return std::all_of(text.begin(), text.end(),
                       [&](char c) { return is_path_letter(c) || besides.find(c) != besides.npos; });
}

// An address has one writing: what needs no escape has none, so that "/%61pi" is "/api" for everybody.
std::string without_needless_escapes(std::string_view path) {
    std::string out;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const char c =
            path[i] != '%' ? '%' : static_cast<char>(hex_value(path[i + 1]) * 16 + hex_value(path[i + 2]));
        if (path[i] == '%' && is_unreserved(c)) {
            out += c;
            i += 2;
        } else {
            out += path[i];
        }
    }
    return out;
}

std::optional<std::vector<field>> parse_query(std::string_view text) {
    if (!holds_only(text, "/?%")) return std::nullopt;
    std::vector<field> out;
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        const auto part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (part.empty()) continue;
        const auto equals = std::min(part.find('='), part.size());
        auto name = percent_decode(part.substr(0, equals), true);
        auto value = percent_decode(part.substr(std::min(equals + 1, part.size())), true);
        if (!name || !value) return std::nullopt;
        out.push_back({std::move(*name), std::move(*value)});
    }
    return out;
}

// Takes "http://HOST" off the front of `text`.
bool take_authority(std::string_view& text, target& into) {
    const auto colon = text.find(':');
    if (colon == text.npos) return false;
    for (std::string_view scheme : {"http", "https"}) {
        if (!same_name(text.substr(0, colon), scheme) || !text.substr(colon).starts_with("://")) continue;
        text.remove_prefix(colon + 3);
        into.scheme = scheme;
        into.authority = text.substr(0, text.find_first_of("/?"));
        text.remove_prefix(into.authority.size());
        return is_authority(into.authority);
    }
    return false;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex_value(text[i + 1]);
            const int low = hex_value(text[i + 2]);
            if (high < 0 || low < 0 || high + low == 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    if (first_invalid_utf8(out)) return std::nullopt;
    return out;
}

std::optional<target> parse_target(std::string_view text) {
    target out;
    if (text == "*") {
        out.path = text;
        return out;
    }
    if (!text.starts_with('/') && !take_authority(text, out)) return std::nullopt;
    const auto mark = std::min(text.find('?'), text.size());
    const auto path = mark == 0 ? std::string_view("/") : text.substr(0, mark);
    auto query = parse_query(text.substr(std::min(mark + 1, text.size())));
    if (!query || !holds_only(path, "/%") || !path_segments(path)) return std::nullopt;
    out.path = without_needless_escapes(path);
    out.query = std::move(*query);
    return out;
}

std::optional<std::vector<std::string>> path_segments(std::string_view path) {
    if (path.empty() || path.front() != '/') return std::nullopt;
    std::vector<std::string> out;
    path.remove_prefix(1);
    while (true) {
        const auto end = std::min(path.find('/'), path.size());
        auto segment = percent_decode(path.substr(0, end), false);
        if (!segment || *segment == "." || *segment == "..") return std::nullopt;
        out.push_back(std::move(*segment));
        if (end == path.size()) return out;
        path.remove_prefix(end + 1);
    }
}

}  // namespace motcua::http
