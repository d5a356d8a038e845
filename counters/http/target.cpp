#include "counters/http/target.hpp"

#include "engine/base/text.hpp"

namespace motcua::http {
namespace {

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
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
            const int high = digit(text[i + 1]);
            const int low = digit(text[i + 2]);
            if (high < 0 || low < 0 || high + low == 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    if (first_invalid_utf8(out)) return std::nullopt;
    return out;
}

std::optional<target> parse_target(std::string_view text) {
    if (text.empty() || text.front() != '/') return std::nullopt;
    target out;
    const auto mark = text.find('?');
    out.path = text.substr(0, mark);
    if (mark == std::string_view::npos) return out;
    std::string_view rest = text.substr(mark + 1);
    while (!rest.empty()) {
        const auto end = std::min(rest.find('&'), rest.size());
        const auto part = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (part.empty()) continue;
        const auto equals = std::min(part.find('='), part.size());
        auto name = percent_decode(part.substr(0, equals), true);
        auto value = percent_decode(part.substr(std::min(equals + 1, part.size())), true);
        if (!name || !value) return std::nullopt;
        out.query.push_back({std::move(*name), std::move(*value)});
    }
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
