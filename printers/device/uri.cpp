#include "printers/device/uri.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace motcua::printers {
namespace {

auto bad(std::string_view text, std::string_view why) {
    return fail(failure::kind::bad_input,
                "printer address \"" + std::string(text) + "\": " + std::string(why));
}

bool is_scheme(std::string_view s) {
    return !s.empty() &&
           std::all_of(s.begin(), s.end(), [](unsigned char c) { return std::islower(c) != 0; });
}

bool read_port(std::string_view digits, int& port) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return error == std::errc{} && end == digits.data() + digits.size() && port >= 1 && port <= 65535;
}

// "host", "host:port", "[v6]:port"
bool read_authority(std::string_view text, device_uri& out) {
    std::string_view port;
    if (text.starts_with('[')) {
        const auto close = text.find(']');
        if (close == text.npos) return false;
        out.host = text.substr(1, close - 1);
        port = text.substr(close + 1);
    } else {
        const auto colon = std::min(text.find(':'), text.size());
        out.host = text.substr(0, colon);
        port = text.substr(colon);
    }
    if (out.host.empty()) return false;
    return port.empty() || (port.starts_with(':') && read_port(port.substr(1), out.port));
}

bool read_options(std::string_view text, device_uri& out) {
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        const std::string_view pair = text.substr(0, end);
        const auto equals = pair.find('=');
        if (equals == pair.npos || equals == 0) return false;
        if (!out.options.emplace(pair.substr(0, equals), pair.substr(equals + 1)).second) return false;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return true;
}

}  // namespace

std::string device_uri::option(std::string_view name, std::string_view otherwise) const {
    const auto found = options.find(name);
    return found == options.end() ? std::string(otherwise) : found->second;
}

result<device_uri> parse_device_uri(std::string_view text) {
    device_uri out;
    out.text = text;
    const auto colon = text.find(':');
    if (colon == text.npos || !is_scheme(text.substr(0, colon)))
        return bad(text,
                   "begins with no scheme; expected for example escpos://10.0.0.7:9100 or spool:/folder");
    if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }))
        return bad(text, "holds a control character");
    out.scheme = text.substr(0, colon);
    std::string_view rest = text.substr(colon + 1);

    if (const auto question = rest.find('?'); question != rest.npos) {
        if (!read_options(rest.substr(question + 1), out))
            return bad(text, "after '?' each option must be written once, as name=value, separated by '&'");
        rest = rest.substr(0, question);
    }
    if (rest.starts_with("//")) {
        rest.remove_prefix(2);
        const auto slash = std::min(rest.find('/'), rest.size());
        if (!read_authority(rest.substr(0, slash), out))
            return bad(text, "expected a host and perhaps a port from 1 to 65535 after '//'");
        rest = rest.substr(slash);
    }
    out.path = rest;
    if (out.host.empty() && out.path.empty()) return bad(text, "names neither a host nor a path");
    return out;
}

result<void> check_options(const device_uri& uri, std::initializer_list<std::string_view> known) {
    for (const auto& [name, value] : uri.options) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        std::string all;
        for (std::string_view k : known) all += (all.empty() ? "" : ", ") + std::string(k);
        return bad(uri.text, "unknown option \"" + name + "\"; " + uri.scheme + " knows " +
                                 (all.empty() ? "none" : all));
    }
    return {};
}

}  // namespace motcua::printers
