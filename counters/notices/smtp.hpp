// Sends notices as e-mail through one mail server, with libcurl. What the server says decides: taken, later,
// refused for good. One thread sends; hurry() comes from any. Addresses and texts stay out of logs and
// reasons.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include "counters/notices/carrier.hpp"
#include "counters/notices/letter.hpp"
#include "engine/base/result.hpp"

namespace motcua::notices {

enum class encryption { none, starttls, always };

struct mail_server {
    std::string host;
    int port = 587;
    encryption tls = encryption::starttls;
    std::string user;           // empty: no login
    std::string password_file;  // its first line, read for each letter
    std::string from;
    std::string ca_file;  // empty: the system's authorities
};

class smtp final : public carrier {
public:
    // Makes the letter of a duty; `corrupt` and `not_found` are for good.
    using writer = std::function<result<letter>(const duty&)>;

    smtp(mail_server server, writer write);
    std::string_view name() const override { return "smtp"; }
    delivery deliver(const duty& d) override;
    void hurry() override { hurried_ = true; }

private:
    delivery send(const letter& l) const;

    const mail_server server_;
    const writer write_;
    std::atomic<bool> hurried_ = false;
};

}  // namespace motcua::notices
