#include "counters/http/grammar.hpp"

#include <algorithm>

namespace motcua::http {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_sub_delimiter(char c) {
    return std::string_view("!$&'()*+,;=").find(c) != std::string_view::npos;
}

bool is_port(std::string_view text) {
    if (text.size() > 5 || !std::all_of(text.begin(), text.end(), is_digit)) return false;
    unsigned value = 0;
    for (char c : text) value = value * 10 + static_cast<unsigned>(c - '0');
    return value <= 65535;
}

bool is_ip_literal(std::string_view inside) {
    return !inside.empty() && std::all_of(inside.begin(), inside.end(),
                                          [](char c) { return hex_value(c) >= 0 || c == ':' || c == '.'; });
}

bool is_registered_name(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_unreserved(text[i]) || is_sub_delimiter(text[i])) continue;
        if (text[i] != '%' || i + 2 >= text.size()) return false;
        if (hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0) return false;
        i += 2;
    }
    return !text.empty();
}

}  // namespace

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

int hex_value(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_token_letter(char c) {
    return is_letter(c) || is_digit(c) ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_token_letter);
}

bool is_field_value(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte >= ' ' && byte != 127) || c == '\t';
    });
}

std::string_view without_blanks(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<header_line> read_header_line(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == text.npos || !is_token(text.substr(0, colon))) return std::nullopt;
    const auto value = without_blanks(text.substr(colon + 1));
    if (!is_field_value(value)) return std::nullopt;
    return header_line{text.substr(0, colon), value};
}

std::vector<std::string_view> list_elements(std::string_view text) {
    std::vector<std::string_view> out;
    while (true) {
        const auto end = text.find(',');
        if (const auto one = without_blanks(text.substr(0, end)); !one.empty()) out.push_back(one);
        if (end == text.npos) return out;
        text.remove_prefix(end + 1);
    }
}

bool is_unreserved(char c) {
    return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

bool is_path_letter(char c) {
    return is_unreserved(c) || is_sub_delimiter(c) || c == ':' || c == '@';
}

bool is_authority(std::string_view text) {
    const bool bracketed = text.starts_with('[');
    const auto end = bracketed ? text.find(']') : text.find(':');
    if (bracketed && end == text.npos) return false;
    const auto host = text.substr(0, bracketed ? end + 1 : end);
    auto rest = text.substr(host.size());
    if (!rest.empty() && rest.front() != ':') return false;
    if (!rest.empty()) rest.remove_prefix(1);
    return is_port(rest) &&
           (bracketed ? is_ip_literal(host.substr(1, host.size() - 2)) : is_registered_name(host));
}

}  // namespace motcua::http
