#include "counters/http/local_addresses.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>

#include <algorithm>

namespace motcua::http {
namespace {

const void* numbers_of(const sockaddr& a) {
    if (a.sa_family == AF_INET) return &reinterpret_cast<const sockaddr_in&>(a).sin_addr;
    if (a.sa_family == AF_INET6) return &reinterpret_cast<const sockaddr_in6&>(a).sin6_addr;
    return nullptr;
}

std::vector<std::string> interfaces() {
    std::vector<std::string> out;
    ifaddrs* all = nullptr;
    if (::getifaddrs(&all) != 0) return out;
    for (const auto* at = all; at; at = at->ifa_next) {
        char text[INET6_ADDRSTRLEN];
        const void* numbers = at->ifa_addr ? numbers_of(*at->ifa_addr) : nullptr;
        if (numbers && ::inet_ntop(at->ifa_addr->sa_family, numbers, text, sizeof text))
            out.emplace_back(text);
    }
    ::freeifaddrs(all);
    return out;
}

}  // namespace

std::string address_bytes(std::string_view literal) {
    if (literal.size() > 2 && literal.front() == '[' && literal.back() == ']')
        literal = literal.substr(1, literal.size() - 2);
    const std::string text(literal);
    in_addr four{};
    if (::inet_pton(AF_INET, text.c_str(), &four) == 1)
        return {reinterpret_cast<const char*>(&four), sizeof four};
    in6_addr six{};
    if (::inet_pton(AF_INET6, text.c_str(), &six) == 1)
        return {reinterpret_cast<const char*>(&six), sizeof six};
    return {};
}

bool is_any_address(std::string_view literal) {
    const auto bytes = address_bytes(literal);
    return !bytes.empty() && bytes.find_first_not_of('\0') == bytes.npos;
}

bool is_loopback_address(std::string_view literal) {
    const auto bytes = address_bytes(literal);
    return bytes.size() == sizeof(in_addr) ? bytes.front() == 127 : bytes == address_bytes("::1");
}

bool is_own_address(std::string_view literal) {
    const auto bytes = address_bytes(literal);
    if (bytes.empty()) return false;
    // The whole of 127.0.0.0/8 is this machine.
    if (is_loopback_address(literal)) return true;
    const auto all = interfaces();
    return std::any_of(all.begin(), all.end(), [&](const auto& own) { return address_bytes(own) == bytes; });
}

std::vector<std::string> own_addresses() {
    std::vector<std::string> out;
    for (const auto& a : interfaces())
        if (!a.starts_with("fe80:")) out.push_back(in_url(a));
    std::stable_partition(out.begin(), out.end(), [](const auto& a) { return is_loopback_address(a); });
    return out;
}

std::string in_url(const std::string& address) {
    return address.find(':') == address.npos || address.front() == '[' ? address : "[" + address + "]";
}

}  // namespace motcua::http
