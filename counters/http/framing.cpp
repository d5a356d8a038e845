#include "counters/http/framing.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "counters/http/grammar.hpp"

namespace motcua::http {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr refusal nothing_wrong{};

using lines = std::vector<header_line>;

constexpr refusal bad(std::string_view why) {
    return {400, why};
}

std::size_t count_of(const lines& all, std::string_view name) {
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [&](const header_line& l) { return same_name(l.name, name); }));
}

std::string_view value_of(const lines& all, std::string_view name) {
    for (const auto& l : all)
        if (same_name(l.name, name)) return l.value;
    return {};
}

// Nothing is wrong with what has come of a line's end: CR and LF stand together.
bool ends_well(std::string_view bytes, std::size_t at) {
    if (bytes[at] == '\n') return at > 0 && bytes[at - 1] == '\r';
    return bytes[at] != '\r' || at + 1 == bytes.size() || bytes[at + 1] == '\n';
}

tl::expected<lines, refusal> read_lines(std::string_view text) {
    lines out;
    out.reserve(16);
    while (text != line_end) {
        const auto end = text.find(line_end);
        const auto l = read_header_line(text.substr(0, end));
        if (!l) return tl::make_unexpected(bad("A header line is none: expected NAME: VALUE on one line."));
        out.push_back(*l);
        text.remove_prefix(end + line_end.size());
    }
    return out;
}

struct request_line {
    std::string_view method;
    std::string_view target;
    std::string_view version;
};

tl::expected<request_line, refusal> read_request_line(std::string_view text) {
    const auto first = std::min(text.find(' '), text.size());
    const auto last = std::max(text.rfind(' ') + 1, std::size_t{1}) - 1;
    request_line out{text.substr(0, first), {}, {}};
    if (last > first) out.target = text.substr(first + 1, last - first - 1);
    out.version = text.substr(std::min(last + 1, text.size()));
    const auto v = out.version;
    const bool is_version =
        v.size() == 8 && v.starts_with("HTTP/") && is_digit(v[5]) && v[6] == '.' && is_digit(v[7]);
    if (!is_token(out.method) || out.target.empty() || out.target.find(' ') != text.npos || !is_version)
        return tl::make_unexpected(bad("The request line is none: expected METHOD TARGET HTTP/1.1."));
    if (v[5] != '1') return tl::make_unexpected(refusal{505, "This server speaks HTTP/1.1."});
    return out;
}

std::optional<method> known_method(std::string_view text) {
    for (const auto m : {method::get, method::head, method::post, method::put, method::patch, method::remove,
                         method::options})
        if (to_text(m) == text) return m;
    return std::nullopt;
}

// Section 3.2: exactly one Host, which old clients may leave out.
refusal check_host(const lines& all, int minor) {
    const auto hosts = count_of(all, "Host");
    if (hosts == 0 && minor == 0) return nothing_wrong;
    if (hosts == 0) return bad("Host is missing.");
    if (hosts > 1) return bad("Host stands twice.");
    if (!is_authority(value_of(all, "Host"))) return bad("Host is none: expected HOST or HOST:PORT.");
    return nothing_wrong;
}

refusal check_coding(std::string_view value) {
    if (same_name(value, "chunked")) return nothing_wrong;
    auto codings = list_elements(value);
    const bool last = !codings.empty() && same_name(codings.back(), "chunked");
    if (last) codings.pop_back();
    const bool tokens = std::all_of(codings.begin(), codings.end(), [](std::string_view c) {
        return is_token(c) && !same_name(c, "chunked");
    });
    if (last && tokens && !codings.empty())
        return {501, "Of the transfer codings, this server knows chunked alone."};
    return bad("Transfer-Encoding must be chunked, once and at the end.");
}

// A number of digits that does not fit is in doubt; one that fits may still be too large.
std::optional<std::size_t> read_length(std::string_view text) {
    if (text.empty() || text.size() > 19 || !std::all_of(text.begin(), text.end(), is_digit))
        return std::nullopt;
    std::size_t out = 0;
    for (char c : text) out = out * 10 + static_cast<std::size_t>(c - '0');
    return out;
}

// Sections 6.1 to 6.3: one way to tell where the body ends, and no second one beside it.
refusal read_framing(const lines& all, const framing_limits& most, request_head& into) {
    const auto codings = count_of(all, "Transfer-Encoding");
    const auto lengths = count_of(all, "Content-Length");
    if (codings + lengths == 0) return nothing_wrong;
    if (codings + lengths > 1) return bad("The length of the body is said twice.");
    if (codings == 1) {
        if (into.minor_version == 0) return bad("HTTP/1.0 has no Transfer-Encoding.");
        into.framing = body_framing::chunked;
        return check_coding(value_of(all, "Transfer-Encoding"));
    }
    const auto length = read_length(value_of(all, "Content-Length"));
    if (!length) return bad("Content-Length is no number.");
    if (*length > most.body) return {413, "The content is too large."};
    into.framing = *length == 0 ? body_framing::none : body_framing::length;
    into.length = *length;
    return nothing_wrong;
}

refusal read_connection(const lines& all, request_head& into) {
    bool ends = false, stays = false;
    for (const auto& l : all) {
        const bool of_a_proxy = same_name(l.name, "Proxy-Connection");  // was never one, and means nothing
        if (!of_a_proxy && !same_name(l.name, "Connection")) continue;
        for (const auto option : list_elements(l.value)) {
            if (!is_token(option)) return bad("Connection holds what is no option.");
            if (of_a_proxy) continue;
            ends = ends || same_name(option, "close");
            stays = stays || same_name(option, "keep-alive");
        }
    }
    into.keep_alive = !ends && (into.minor_version > 0 || stays);
    return nothing_wrong;
}

// Section 3.2, and RFC 9110 section 7.4: a resource of https is none that plain text may speak of.
refusal read_target(std::string_view text, request_head& into) {
    auto where = parse_target(text);
    if (!where) return bad("The target is none: expected /PATH?QUERY or http://HOST/PATH?QUERY.");
    if (where->scheme == "https") return {421, "This server speaks no TLS."};
    if (where->path == "*" && into.method != method::options) return bad("The target * is for OPTIONS.");
    into.where = std::move(*where);
    return nothing_wrong;
}

// RFC 9110 sections 10.1.1 and 8.4.
refusal read_expectations(const lines& all, request_head& into) {
    const bool has_body = into.framing != body_framing::none;
    for (const auto& l : all) {
        if (same_name(l.name, "Expect") && into.minor_version > 0) {
            if (!same_name(l.value, "100-continue"))
                return {417, "Of the expectations, this server knows 100-continue."};
            into.expects_continue = has_body;
        }
        if (same_name(l.name, "Content-Encoding") && has_body && !same_name(l.value, "identity"))
            return {415, "This server reads content that has no Content-Encoding."};
    }
    return nothing_wrong;
}

}  // namespace

head_progress find_head(std::string_view bytes, std::size_t known, const framing_limits& most) {
    if (bytes.empty()) return {};
    if (!is_token_letter(bytes.front())) return {0, bad("This is no HTTP.")};
    for (std::size_t i = known > 0 ? known - 1 : 0; i < std::min(bytes.size(), most.head); ++i) {
        if (bytes[i] != '\r' && bytes[i] != '\n') continue;
        if (!ends_well(bytes, i))
            return {0, bad("A line must end with CR and LF, which stand nowhere else.")};
        if (i >= 3 && bytes.substr(i - 3, 4) == "\r\n\r\n") return {i + 1, {}};
    }
    const auto line = bytes.substr(0, most.line + line_end.size());
    if (line.size() == most.line + line_end.size() && line.find('\n') == line.npos)
        return {0, {414, "The request line is too long."}};
    if (bytes.size() >= most.head) return {0, {431, "The header lines are too long."}};
    return {};
}

tl::expected<request_head, refusal> read_head(std::string_view head, const framing_limits& most) {
    const auto end = head.find(line_end);
    if (end > most.line) return tl::make_unexpected(refusal{414, "The request line is too long."});
    const auto first = read_request_line(head.substr(0, end));
    if (!first) return tl::make_unexpected(first.error());
    const auto all = read_lines(head.substr(end + line_end.size()));
    if (!all) return tl::make_unexpected(all.error());
    request_head out;
    out.minor_version =
        first->version.back() == '0' ? 0 : 1;  // RFC 9110 section 2.5: a later one is read as 1.1
    auto wrong = check_host(*all, out.minor_version);
    if (wrong.status == 0) wrong = read_framing(*all, most, out);
    if (wrong.status == 0) wrong = read_connection(*all, out);
    const auto method = known_method(first->method);
    if (wrong.status == 0 && !method) wrong = {501, "This server does not know the method."};
    out.method = method.value_or(method::get);
    if (wrong.status == 0) wrong = read_target(first->target, out);
    if (wrong.status == 0) wrong = read_expectations(*all, out);
    if (wrong.status != 0) return tl::make_unexpected(wrong);
    return out;
}

}  // namespace motcua::http
