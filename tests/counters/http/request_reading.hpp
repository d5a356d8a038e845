// One request read as a connection reads it, without a socket: what comes of its bytes, in pieces of a given
// size. For tests and the fuzzer.
#pragma once

#include <string>
#include <string_view>

#include "counters/http/body_follower.hpp"
#include "counters/http/request_parser.hpp"

namespace motcua::http::testing {

constexpr std::string_view read_differently = "read differently";

// "more" where the request does not end, "refused" (of several reasons that one counts which is seen first),
// `read_differently` where Beast sees another request; else its size, method, path, body and header lines.
inline std::string read_in_pieces(std::string bytes, std::size_t piece) {
    const framing_limits most{200, 500, 500};
    head_progress head;
    std::size_t known = 0, have = std::min(piece, bytes.size());
    for (;; have = std::min(have + piece, bytes.size())) {
        head = find_head(std::string_view(bytes).substr(0, have), known, most);
        if (head.wrong.status != 0) return "refused";
        if (head.size != 0) break;
        if (have == bytes.size()) return "more";
        known = have;
    }
    const auto asked = read_head(std::string_view(bytes).substr(0, head.size), most);
    if (!asked) return "refused";
    body_follower follower(asked->framing, asked->length, most);
    body_follower::progress body;
    for (;; have = std::min(have + piece, bytes.size())) {
        body = follower.look(std::string_view(bytes).substr(head.size, have - head.size));
        if (body.wrong.status != 0) return "refused";
        if (body.complete) break;
        if (have == bytes.size()) return "more";
    }
    const auto whole = parse_request(bytes.data(), head.size + body.size, head.size, *asked, most);
    if (!whole) return std::string(read_differently);
    std::string out = std::to_string(head.size + body.size) + " " + std::string(to_text(whole->method)) +
                      " " + whole->path + " " + whole->body;
    for (const auto& [name, value] : whole->headers) out += "|" + name + ":" + value;
    return out;
}

}  // namespace motcua::http::testing
