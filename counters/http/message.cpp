#include "counters/http/message.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace motcua::http {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// Scripts, styles and pictures only from here; blob: for sheets that were fetched with the actor's header.
constexpr std::string_view security_headers =
    "Content-Security-Policy: default-src 'self'; img-src 'self' blob:; frame-src 'self' blob:; object-src "
    "'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";

bool breaks_line(std::string_view text) {
    return text.find_first_of("\r\n") != std::string_view::npos;
}

}  // namespace

std::string_view to_text(method m) {
    constexpr std::array<std::string_view, 7> names = {"GET",   "HEAD",   "POST",   "PUT",
                                                       "PATCH", "DELETE", "OPTIONS"};
    return names.at(static_cast<std::size_t>(m));
}

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view request::header(std::string_view name) const {
    for (const auto& h : headers)
        if (same_name(h.name, name)) return h.value;
    return {};
}

std::optional<std::string> request::parameter(std::string_view name) const {
    for (const auto& p : query)
        if (p.name == name) return p.value;
    return std::nullopt;
}

std::string_view reason_phrase(int status) {
    constexpr std::array<std::pair<int, std::string_view>, 25> phrases = {{
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {304, "Not Modified"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {411, "Length Required"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {421, "Misdirected Request"},
        {422, "Unprocessable Content"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {505, "HTTP Version Not Supported"},
    }};
    for (const auto& [code, phrase] : phrases)
        if (code == status) return phrase;
    return "Status";
}

std::string response_head(const response& r, bool keep_alive, std::string_view date) {
    std::string head;
    head.reserve(768);
    head.append("HTTP/1.1 ").append(std::to_string(r.status)).append(" ").append(reason_phrase(r.status));
    head.append("\r\nDate: ").append(date).append("\r\n");
    if (r.status != 204 && r.status != 304) {
        head.append("Content-Type: ").append(r.content_type);
        head.append("\r\nContent-Length: ").append(std::to_string(r.content().size())).append("\r\n");
    }
    bool caching = false;
    for (const auto& [name, value] : r.headers) {
        if (breaks_line(name) || breaks_line(value)) continue;
        caching = caching || same_name(name, "Cache-Control");
        head.append(name).append(": ").append(value).append("\r\n");
    }
    if (!caching) head.append("Cache-Control: no-store\r\n");
    head.append(security_headers);
    head.append(keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
    return head;
}

}  // namespace motcua::http
