#include "tests/printers/cutting_proxy.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace motcua::printers {
namespace {

sockaddr_in loopback(int port) {
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_port = htons(static_cast<std::uint16_t>(port));
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return a;
}

void close_with_reset(int fd) {
    const linger now{1, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    ::close(fd);
}

void ring(int bell) {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t n = ::write(bell, &one, sizeof one);
}

}  // namespace

cutting_proxy::cutting_proxy(int printer_port, std::size_t bytes_per_connection)
    : printer_port_(printer_port), limit_(bytes_per_connection) {
    bell_ = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in here = loopback(0);
    socklen_t size = sizeof here;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&here), size) != 0 || ::listen(listener_, 8) != 0)
        throw std::runtime_error("the proxy has no port");
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&here), &size);
    port_ = ntohs(here.sin_port);
    thread_ = std::thread([this] { run(); });
}

cutting_proxy::~cutting_proxy() {
    stopping_ = true;
    ring(bell_);
    thread_.join();
    ::close(listener_);
    ::close(bell_);
}

bool cutting_proxy::waits_for_cut() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [this] { return holding_; });
}

void cutting_proxy::cut_orderly() {
    orderly_ = true;
    ring(bell_);
}

void cutting_proxy::run() {
    while (!stopping_) {
        pollfd p[2] = {{listener_, POLLIN, 0}, {bell_, POLLIN, 0}};
        ::poll(p, 2, -1);
        if (!(p[0].revents & POLLIN)) continue;
        const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client >= 0) serve(client);
    }
}

void cutting_proxy::serve(int client) {
    const int printer = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in there = loopback(printer_port_);
    if (::connect(printer, reinterpret_cast<const sockaddr*>(&there), sizeof there) != 0)
        return close_with_reset(client);
    std::size_t passed = 0;
    bool reset = false;
    while (!stopping_ && !orderly_.exchange(false)) {
        const bool full = passed >= limit_;
        if (full) {
            const std::lock_guard lock(mutex_);
            holding_ = true;
            changed_.notify_all();
        }
        pollfd p[3] = {
            {client, static_cast<short>(full ? 0 : POLLIN), 0}, {printer, POLLIN, 0}, {bell_, POLLIN, 0}};
        ::poll(p, 3, -1);
        std::uint64_t rings = 0;
        [[maybe_unused]] const ssize_t ignored = ::read(bell_, &rings, sizeof rings);
        reset = (p[0].revents & (POLLERR | POLLHUP)) != 0;
        if (reset) break;
        char buffer[16384];
        if (p[0].revents & POLLIN) {
            const ssize_t n = ::recv(client, buffer, std::min(sizeof buffer, limit_ - passed), 0);
            reset = n < 0;
            if (n <= 0) break;
            passed += static_cast<std::size_t>(n);
            if (::send(printer, buffer, static_cast<std::size_t>(n), MSG_NOSIGNAL) < 0) break;
        }
        if (p[1].revents) {
            const ssize_t n = ::recv(printer, buffer, sizeof buffer, 0);
            if (n <= 0 || ::send(client, buffer, static_cast<std::size_t>(n), MSG_NOSIGNAL) < 0) break;
        }
    }
    ::close(client);
    if (reset) return close_with_reset(printer);
    ::shutdown(printer, SHUT_WR);
    char last[1024];
    pollfd p{printer, POLLIN, 0};
    if (::poll(&p, 1, 5000) > 0) (void)!::recv(printer, last, sizeof last, 0);  // its answer to the half
    ::close(printer);
}

}  // namespace motcua::printers
