#include "counters/http/origin_guard.hpp"

#include <algorithm>

namespace motcua::http {
namespace {

std::string_view without_port(std::string_view host) {
    if (!host.empty() && host.front() == '[') return host.substr(0, host.find(']') + 1);
    return host.substr(0, host.find(':'));
}

bool writes(method m) {
    return m != method::get && m != method::head && m != method::options;
}

}  // namespace

origin_guard::origin_guard(std::vector<std::string> names) : names_(std::move(names)) {
    for (const char* local : {"127.0.0.1", "localhost", "[::1]"}) names_.emplace_back(local);
}

bool origin_guard::known_host(std::string_view host) const {
    const auto name = without_port(host);
    return std::any_of(names_.begin(), names_.end(),
                       [&](const std::string& known) { return same_name(known, name); });
}

origin_guard::verdict origin_guard::judge(const request& r) const {
    const auto host = r.header("Host");
    if (!known_host(host)) return {421, "Máy chủ này không phục vụ tên máy trong yêu cầu."};
    if (!writes(r.method)) return {};
    const auto origin = r.header("Origin");
    const bool same_origin = origin.empty() || same_name(origin, "http://" + std::string(host)) ||
                             same_name(origin, "https://" + std::string(host));
    const auto site = r.header("Sec-Fetch-Site");
    const bool same_site = site.empty() || site == "same-origin" || site == "none";
    if (!same_origin || !same_site) return {403, "Yêu cầu ghi đến từ một trang khác nên bị từ chối."};
    return {};
}

}  // namespace motcua::http
