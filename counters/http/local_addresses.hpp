// IP addresses as a browser writes them in Host, and those of this machine's interfaces, asked of the system
// each time, since a network may come and go while a server runs. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace motcua::http {

// "10.0.0.5", "::1" or "[::1]" as its bytes; empty for what is no IP address.
std::string address_bytes(std::string_view literal);
// All zero: every address of the machine.
bool is_any_address(std::string_view literal);
bool is_loopback_address(std::string_view literal);
bool is_own_address(std::string_view literal);
// As they stand in a URL, loopback first; without those that need the name of an interface (IPv6 link-local).
std::vector<std::string> own_addresses();
// As it stands in a URL: an IPv6 address in brackets.
std::string in_url(const std::string& address);

}  // namespace motcua::http
