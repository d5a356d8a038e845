// A client that says exactly what a test wants on the wire: plain POSIX sockets, blocking, five seconds of
// patience.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace motcua::http::testing {

struct reply {
    int status = 0;
    std::string head;
    std::string body;
    std::string header(std::string_view name) const;
};

class client {
public:
    // `room`: bytes the system takes in before somebody reads them; 0: as many as it likes.
    explicit client(std::uint16_t port, const std::string& address = "127.0.0.1", int room = 0);
    ~client();
    client(const client&) = delete;
    client& operator=(const client&) = delete;

    void send(std::string_view text);
    // GET with Host and keep-alive.
    reply get(std::string_view path, std::string_view more_headers = {});
    reply post(std::string_view path, std::string_view body, std::string_view more_headers = {});
    reply read_reply(bool with_body = true);
    // Reads until `mark` has come; everything up to and including it.
    std::string read_until(std::string_view mark);
    // True when the server ends the connection (now or within the patience) without another byte.
    bool ended();
    void hang_up();

private:
    bool fill();
    int socket_ = -1;
    std::uint16_t port_;
    std::string seen_;
};

}  // namespace motcua::http::testing
