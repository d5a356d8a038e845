#include "engine/lab/scxml/http_message.hpp"

#include <vector>

#include "engine/base/json.hpp"
#include "engine/value/conversion.hpp"
#include "engine/value/encoding.hpp"

namespace motcua::lab {

namespace {

using datamodel::value;

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape =
            text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0;
        if (escape)
            out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2])), i += 2;
        else
            out += text[i] == '+' ? ' ' : text[i];
    }
    return out;
}

std::string text_of(const value& v) {
    return v.is_container() ? to_text(datamodel::to_json(v)) : datamodel::to_string(v);
}

std::string body_of(const interpreter::event& e) {
    std::string body;
    const auto field = [&](std::string_view name, const std::string& text) {
        if (!body.empty()) body += '&';
        append_encoded(body, name);
        body += '=';
        append_encoded(body, text);
    };
    if (!e.name.empty()) field("_scxmleventname", e.name);
    if (e.data.is(value::kind::object))
        for (const auto& m : e.data.members()) field(m.key.as_string(), text_of(m.of));
    else if (!e.data.is(value::kind::undefined))
        append_encoded(body += body.empty() ? "" : "&", text_of(e.data));
    return body;
}

struct form {
    std::string name;
    std::vector<datamodel::member> fields;
    std::string plain;  // a piece without "="
};

form read_form(std::string_view body) {
    form f;
    while (!body.empty()) {
        const auto end = std::min(body.find('&'), body.size());
        const auto piece = body.substr(0, end);
        body.remove_prefix(std::min(end + 1, body.size()));
        const auto equals = piece.find('=');
        if (equals == piece.npos) {
            f.plain = decoded(piece);
            continue;
        }
        const auto name = decoded(piece.substr(0, equals));
        const auto text = decoded(piece.substr(equals + 1));
        if (name == "_scxmleventname")
            f.name = text;
        else
            f.fields.push_back({value::string(name), value::string(text)});
    }
    return f;
}

}  // namespace

void append_encoded(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
        if (is_plain(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
}

std::optional<http_address> parse_address(std::string_view url) {
    if (!url.starts_with("http://")) return std::nullopt;
    url.remove_prefix(7);
    const auto slash = std::min(url.find('/'), url.size());
    const auto authority = url.substr(0, slash);
    const auto colon = authority.rfind(':');
    http_address a;
    a.host = authority.substr(0, colon);
    a.port = colon == authority.npos ? "80" : std::string(authority.substr(colon + 1));
    a.path = slash < url.size() ? std::string(url.substr(slash)) : "/";
    if (a.host.empty() || a.port.empty() || a.path.find_first_of(" \r\n") != a.path.npos) return std::nullopt;
    return a;
}

std::string to_request(const interpreter::outgoing& message, const http_address& to) {
    const auto body = body_of(message.what);
    return "POST " + to.path + " HTTP/1.1\r\nHost: " + to.host + ":" + to.port +
           "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

std::optional<interpreter::event> from_request(std::string_view raw) {
    const auto head_end = raw.find("\r\n\r\n");
    if (head_end == raw.npos) return std::nullopt;
    const auto head = raw.substr(0, head_end);
    const auto body = raw.substr(head_end + 4);
    constexpr std::string_view length = "\r\nContent-Length: ";
    std::size_t wanted = 0;
    if (const auto at = head.find(length); at != head.npos)
        for (auto i = at + length.size();
             i < head.size() && head[i] >= '0' && head[i] <= '9' && wanted < 1u << 24; ++i)
            wanted = wanted * 10 + static_cast<std::size_t>(head[i] - '0');
    if (body.size() < wanted) return std::nullopt;

    return to_event(head.substr(0, head.find(' ')), body.substr(0, wanted),
                    std::string(raw.substr(0, head_end + 4 + wanted)));
}

interpreter::event to_event(std::string_view method, std::string_view content, std::string raw) {
    auto f = read_form(content);
    interpreter::event e;
    e.name = f.name.empty() ? "HTTP." + std::string(method) : f.name;
    if (!f.fields.empty())
        e.data = value::object(std::move(f.fields));
    else if (!f.plain.empty())
        e.data = value::string(f.plain);
    interpreter::event_origin from;
    from.origintype = http_processor;
    from.raw = std::move(raw);
    e.from = std::make_shared<interpreter::event_origin>(std::move(from));
    return e;
}

arrival lost_message(const interpreter::outgoing& message, const std::string& why) {
    arrival lost{{}, message.machine, true};
    lost.what.name = "error.communication";
    lost.what.data = value::string(why);
    interpreter::event_origin from;
    from.sendid = message.what.origin().sendid;
    lost.what.from = std::make_shared<interpreter::event_origin>(std::move(from));
    return lost;
}

std::uint32_t machine_of(std::string_view raw) {
    const auto line = raw.substr(0, std::min(raw.find("\r\n"), raw.size()));
    constexpr std::string_view mark = "?session=";
    const auto at = line.find(mark);
    std::uint32_t ordinal = 0;
    if (at != line.npos)
        for (auto i = at + mark.size();
             i < line.size() && line[i] >= '0' && line[i] <= '9' && ordinal < 1'000'000; ++i)
            ordinal = ordinal * 10 + static_cast<std::uint32_t>(line[i] - '0');
    return ordinal;
}

}  // namespace motcua::lab
