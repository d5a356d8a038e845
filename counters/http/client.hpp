// One HTTP/1.1 request to somebody else's server, and the status of the answer. Plain blocking sockets on the
// calling thread: for a thread whose only work is to send, never for the server's.
#pragma once

#include <chrono>
#include <string>

#include "engine/base/result.hpp"

namespace motcua::http {

// `raw` is the complete request and should say "Connection: close". The status, such as 200; a failure when
// there was no answer in HTTP within `patience`, which counts for connecting, writing and reading each.
result<int> exchange(const std::string& host, const std::string& port, const std::string& raw,
                     std::chrono::milliseconds patience);

}  // namespace motcua::http
