#include "counters/http/origin_guard.hpp"

#include <algorithm>

#include "counters/http/local_addresses.hpp"

namespace motcua::http {
namespace {

bool writes(method m) {
    return m != method::get && m != method::head && m != method::options;
}

bool is_loopback_name(std::string_view host) {
    return host == "127.0.0.1" || host == "[::1]" || same_name(host, "localhost");
}

}  // namespace

origin_guard::origin_guard(reach by) : address_(std::move(by.address)), port_(std::to_string(by.port)) {
    for (const auto& name : by.names)
        if (authority at; read(name, at)) names_.push_back(std::move(at));
}

// HOST, HOST:PORT, [IPv6] or [IPv6]:PORT.
bool origin_guard::read(std::string_view text, authority& into) {
    const bool bracketed = text.starts_with('[');
    const auto end = bracketed ? text.find(']') : text.find(':');
    const auto host = text.substr(0, bracketed && end != text.npos ? end + 1 : end);
    auto rest = text.substr(host.size());
    if (rest.starts_with(':')) rest.remove_prefix(1);
    const bool digits = std::all_of(rest.begin(), rest.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (host.empty() || !digits || (bracketed && end == text.npos)) return false;
    into = {std::string(host), std::string(rest)};
    return true;
}

bool origin_guard::is_name(std::string_view text) {
    authority at;
    const bool plain = text.find_first_of(" /@?#\\\"<>%,") == text.npos;
    return plain && read(text, at) && !text.ends_with(':');
}

bool origin_guard::is_named(const authority& at) const {
    return std::any_of(names_.begin(), names_.end(), [&](const authority& known) {
        if (!same_name(known.host, at.host)) return false;
        return known.port.empty() ? at.port.empty() || at.port == port_ : at.port == known.port;
    });
}

// An IP address in Host cannot be rebound; it is asked for all the same, so that a request for another
// machine is not answered by this one.
bool origin_guard::is_address(const authority& at) const {
    if (!at.port.empty() && at.port != port_) return false;
    const auto bytes = address_bytes(at.host);
    if (bytes.empty()) return false;
    return is_any_address(address_) ? is_own_address(at.host) : bytes == address_bytes(address_);
}

bool origin_guard::known_host(std::string_view host) const {
    authority at;
    return read(host, at) && (is_loopback_name(at.host) || is_named(at) || is_address(at));
}

bool origin_guard::from_itself(std::string_view origin, std::string_view host) const {
    for (std::string_view scheme : {"http://", "https://"}) {
        if (!origin.starts_with(scheme)) continue;
        const auto where = origin.substr(scheme.size());
        authority at;
        return same_name(where, host) || (read(where, at) && is_named(at));
    }
    return false;
}

origin_guard::verdict origin_guard::judge(const request& r) const {
    const auto host = r.header("Host");
    // A browser names the host; who leaves it out speaks HTTP/1.0 and can be no page's victim.
    if (!host.empty() && !known_host(host)) return {421, "Máy chủ này không phục vụ tên máy trong yêu cầu."};
    if (!writes(r.method)) return {};
    const auto origin = r.header("Origin");
    const auto site = r.header("Sec-Fetch-Site");
    const bool same_site = site.empty() || site == "same-origin" || site == "none";
    if ((!origin.empty() && !from_itself(origin, host)) || !same_site)
        return {403, "Yêu cầu ghi đến từ một trang khác nên bị từ chối."};
    return {};
}

}  // namespace motcua::http
