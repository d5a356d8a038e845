// Who may talk to a server on loopback: only pages that it served itself. A foreign name in Host is DNS
// rebinding, a foreign Origin on a write is a forged request. Pure; called on the io thread before any
// handler.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "counters/http/message.hpp"

namespace motcua::http {

class origin_guard {
public:
    // `names`: host names besides 127.0.0.1, localhost and [::1] under which the server is reached.
    explicit origin_guard(std::vector<std::string> names = {});

    // Empty when the request may pass; otherwise one sentence for the answer 421 or 403.
    struct verdict {
        int status = 0;
        std::string_view why;
    };
    verdict judge(const request& r) const;

private:
    bool known_host(std::string_view host) const;
    std::vector<std::string> names_;
};

}  // namespace motcua::http
