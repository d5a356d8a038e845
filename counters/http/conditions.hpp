// Conditional requests (RFC 9110 section 13) for what has an ETag and no date. Pure; any thread.
#pragma once

#include <string_view>

#include "counters/http/message.hpp"

namespace motcua::http {

// 200: the request is to be answered; 304 or 412: only that status. `etag` with its quotes.
int status_under(const request& r, std::string_view etag);

}  // namespace motcua::http
