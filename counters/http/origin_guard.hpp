// Who may talk to a server: only pages that it served itself. A foreign name in Host is DNS rebinding, a
// foreign Origin on a write is a forged request. Called on the server's executor before any handler; asks the
// system for this machine's addresses only where a server listens on all of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "counters/http/message.hpp"

namespace motcua::http {

// Under what a server is reached, besides 127.0.0.1, localhost and [::1] at any port.
struct reach {
    std::string address{};  // the IP address it listens on; all zero: every address of the machine
    std::uint16_t port = 0;
    // HOST: there, or at the port it listens on; HOST:PORT: at that port. A proxy in front that speaks TLS
    // may be the one who is reached under a name.
    std::vector<std::string> names{};
};

class origin_guard {
public:
    explicit origin_guard(reach by = {});
    // HOST or HOST:PORT, as `reach::names` holds them.
    static bool is_name(std::string_view text);

    // Empty when the request may pass; otherwise one sentence for the answer 421 or 403.
    struct verdict {
        int status = 0;
        std::string_view why;
    };
    verdict judge(const request& r) const;

private:
    struct authority {
        std::string host;
        std::string port;  // empty: the scheme's
    };
    static bool read(std::string_view text, authority& into);
    bool known_host(std::string_view host) const;
    bool is_named(const authority& at) const;
    bool is_address(const authority& at) const;
    bool from_itself(std::string_view origin, std::string_view host) const;

    std::string address_;
    std::string port_;
    std::vector<authority> names_;
};

}  // namespace motcua::http
