// Where a request begins and ends on the wire, and whether it may be read at all. Everything stands here that
// RFC 9112 and RFC 9110 say a server must refuse; Beast's parser, lenient in places, reads only what has
// passed. What is in doubt is refused and its connection closed, so that no two readers of the same bytes can
// see different requests. Pure; called on the server's executor. Each rule is a row of
// tests/counters/http/must_rules_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "counters/http/message.hpp"
#include "counters/http/target.hpp"

namespace motcua::http {

// Why a request is not handed on; `why` is one sentence for whoever wrote the client.
struct refusal {
    int status = 0;  // 0: nothing is wrong
    std::string_view why{};
};

struct framing_limits {
    std::size_t line = 8000;     // bytes of the request line; more is 414
    std::size_t head = 16384;    // of the whole head, of a chunk's line, of all trailers; more is 431
    std::size_t body = 1 << 20;  // of the content; more is 413
};

// How far the head has come in `bytes`, of which the first `known` were looked at before.
struct head_progress {
    std::size_t size = 0;  // with the empty line that ends it; 0: more bytes must come
    refusal wrong{};
};
head_progress find_head(std::string_view bytes, std::size_t known, const framing_limits& most);

enum class body_framing { none, length, chunked };

struct request_head {
    http::method method = method::get;
    target where{};
    int minor_version = 1;  // of HTTP/1.x
    body_framing framing = body_framing::none;
    std::size_t length = 0;  // where it was given
    bool keep_alive = true;
    bool expects_continue = false;
};
// `head` is what find_head found.
tl::expected<request_head, refusal> read_head(std::string_view head, const framing_limits& most);

}  // namespace motcua::http
