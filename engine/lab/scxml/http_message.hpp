// The Basic HTTP event I/O processor of the Recommendation, as bytes: what an event looks like as a POST
// request and back. No sockets here; whoever has them calls these two.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/interpreter/step.hpp"
#include "engine/lab/scxml/io_port.hpp"

namespace motcua::lab {

inline constexpr std::string_view http_processor = "http://www.w3.org/TR/scxml/#BasicHTTPEventProcessor";

// "http://host[:port]/path"; nullopt for anything else.
struct http_address {
    std::string host, port, path;
};
std::optional<http_address> parse_address(std::string_view url);

// Percent-encoded, as in a form.
void append_encoded(std::string& out, std::string_view text);
std::string to_request(const interpreter::outgoing& message, const http_address& to);
// nullopt when it is no complete request; then more bytes may help.
std::optional<interpreter::event> from_request(std::string_view raw);
// The same from a request already taken apart. `content` is the body and, behind it, the query's parameters;
// `raw` becomes _event.raw.
interpreter::event to_event(std::string_view method, std::string_view content, std::string raw);
// error.communication for whoever sent `message`.
arrival lost_message(const interpreter::outgoing& message, const std::string& why);
// The ordinal in "?session=3" of a request line; 0 without.
std::uint32_t machine_of(std::string_view raw);

}  // namespace motcua::lab
