// A request whose framing has passed (framing.hpp, body_follower.hpp) taken apart by Beast's parser. Pure;
// called on the server's executor.
#pragma once

#include <optional>

#include "counters/http/framing.hpp"

namespace motcua::http {

// `bytes` hold exactly one request, whose head is `head_size` long and was read as `head`; its version is
// written over where it is later than 1.1. Nothing where Beast sees another request than read_head and
// body_follower did: what two readers read differently, nobody gets.
std::optional<request> parse_request(char* bytes, std::size_t size, std::size_t head_size, request_head head,
                                     const framing_limits& most);

}  // namespace motcua::http
