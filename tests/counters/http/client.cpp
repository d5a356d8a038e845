#include "tests/counters/http/client.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "counters/http/message.hpp"

namespace motcua::http::testing {

std::string reply::header(std::string_view name) const {
    std::size_t at = head.find("\r\n");
    while (at != std::string::npos && at + 2 < head.size()) {
        const auto end = head.find("\r\n", at + 2);
        const auto line = head.substr(at + 2, end - at - 2);
        const auto colon = line.find(": ");
        if (colon != std::string::npos && same_name(line.substr(0, colon), name))
            return line.substr(colon + 2);
        at = end;
    }
    return {};
}

client::client(std::uint16_t port, const std::string& address, int room) : port_(port) {
    sockaddr_in four{};
    sockaddr_in6 six{};
    four.sin_family = AF_INET;
    six.sin6_family = AF_INET6;
    four.sin_port = six.sin6_port = htons(port);
    const bool is_six = ::inet_pton(AF_INET6, address.c_str(), &six.sin6_addr) == 1;
    if (!is_six) ::inet_pton(AF_INET, address.c_str(), &four.sin_addr);
    socket_ = ::socket(is_six ? AF_INET6 : AF_INET, SOCK_STREAM, 0);
    const timeval patience{5, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const int at_once = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    if (room > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    const auto* to =
        is_six ? reinterpret_cast<const sockaddr*>(&six) : reinterpret_cast<const sockaddr*>(&four);
    if (::connect(socket_, to, is_six ? sizeof six : sizeof four) != 0) hang_up();
}

client::~client() {
    hang_up();
}

void client::hang_up() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
}

void client::send(std::string_view text) {
    while (!text.empty()) {
        const auto n = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
        if (n <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(n));
    }
}

reply client::get(std::string_view path, std::string_view more_headers) {
    send("GET " + std::string(path) + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) + "\r\n" +
         std::string(more_headers) + "\r\n");
    return read_reply();
}

reply client::post(std::string_view path, std::string_view body, std::string_view more_headers) {
    const bool typed = more_headers.find("Content-Type:") != more_headers.npos;
    send("POST " + std::string(path) + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) + "\r\n" +
         (typed ? "" : "Content-Type: application/json\r\n") + "Content-Length: " +
         std::to_string(body.size()) + "\r\n" + std::string(more_headers) + "\r\n" + std::string(body));
    return read_reply();
}

bool client::fill() {
    char part[8192];
    const auto n = ::recv(socket_, part, sizeof part, 0);
    if (n > 0) seen_.append(part, static_cast<std::size_t>(n));
    return n > 0;
}

reply client::read_reply(bool with_body) {
    reply out;
    std::size_t end;
    while ((end = seen_.find("\r\n\r\n")) == std::string::npos)
        if (!fill()) return out;
    out.head = seen_.substr(0, end + 2);
    seen_.erase(0, end + 4);
    out.status = std::atoi(out.head.c_str() + sizeof("HTTP/1.1"));
    const auto length = static_cast<std::size_t>(std::atoll(out.header("Content-Length").c_str()));
    if (!with_body) return out;
    while (seen_.size() < length)
        if (!fill()) break;
    out.body = seen_.substr(0, length);
    seen_.erase(0, length);
    return out;
}

std::string client::read_until(std::string_view mark) {
    std::size_t at;
    while ((at = seen_.find(mark)) == std::string::npos)
        if (!fill()) return {};
    std::string out = seen_.substr(0, at + mark.size());
    seen_.erase(0, at + mark.size());
    return out;
}

bool client::ended() {
    char byte;
    if (!seen_.empty()) return false;
    const auto n = ::recv(socket_, &byte, 1, 0);
    return n == 0 || (n < 0 && errno == ECONNRESET);
}

}  // namespace motcua::http::testing
