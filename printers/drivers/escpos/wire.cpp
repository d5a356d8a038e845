#include "printers/drivers/escpos/wire.hpp"

#include <fcntl.h>
#include <linux/sockios.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace motcua::printers::escpos {
namespace {

using namespace std::chrono_literals;
constexpr auto slice = 50ms;  // how late a stop request may be noticed
constexpr int our_buffer =
    65536;  // small, so that a printer that stalls or goes away is noticed while writing
constexpr std::size_t most_kept = 65536;  // a printer that talks without end is not listened to

// The events that came, 0 when the time is over or somebody asked to stop.
short wait_for(int fd, short events, wire::clock::time_point until, const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - wire::clock::now());
        pollfd p{fd, events, 0};
        const auto turn = std::clamp<std::chrono::milliseconds>(left, 0ms, slice);
        const int n = ::poll(&p, 1, static_cast<int>(turn.count()));
        if (n > 0) return p.revents;
        if (n < 0 && errno != EINTR) return POLLERR;
        if (left <= 0ms) return 0;
    }
    return 0;
}

bool connected(int fd, const addrinfo& to, wire::clock::time_point until, const std::stop_token& stop) {
    if (::connect(fd, to.ai_addr, to.ai_addrlen) == 0) return true;
    if (errno != EINPROGRESS || wait_for(fd, POLLOUT, until, stop) == 0) return false;
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

int connect_to(const std::string& host, int port, wire::clock::time_point until,
               const std::stop_token& stop) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) return -1;
    int fd = -1;
    for (const addrinfo* a = found; a && fd < 0 && !stop.stop_requested(); a = a->ai_next) {
        fd = ::socket(a->ai_family, a->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, a->ai_protocol);
        if (fd < 0) continue;
        if (connected(fd, *a, until, stop)) break;
        ::close(fd);
        fd = -1;
    }
    ::freeaddrinfo(found);
    return fd;
}

// Without the right to read it, a printer can still be written to; it then answers nothing.
int open_path(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd >= 0 || errno != EACCES) return fd;
    return ::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

}  // namespace

std::unique_ptr<wire> wire::reach(const device_uri& where, const patience& wait, std::stop_token stop) {
    if (where.host.empty()) {
        const int fd = open_path(where.path);
        return fd < 0 ? nullptr : std::unique_ptr<wire>(new wire(fd, false));
    }
    const int port = where.port == 0 ? 9100 : where.port;
    const int fd = connect_to(where.host, port, clock::now() + wait.connect, stop);
    if (fd < 0) return nullptr;
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    ::setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &our_buffer, sizeof our_buffer);
    return std::unique_ptr<wire>(new wire(fd, true));
}

wire::~wire() {
    ::close(fd_);
}

wire::heard wire::read_now() {
    char buffer[512];
    const ssize_t n = ::read(fd_, buffer, sizeof buffer);
    if (n > 0) {
        if (waiting_.size() < most_kept) waiting_.append(buffer, static_cast<std::size_t>(n));
        return heard::something;
    }
    if (n == 0 && !socket_) return heard::nothing;  // usblp says 0 for "nothing now"
    if (n < 0 && (errno == EAGAIN || errno == EINTR || errno == EBADF)) return heard::nothing;
    closed_ = true;
    return heard::closed;
}

bool wire::alive() {
    while (!closed_) {
        pollfd p{fd_, POLLIN, 0};
        if (::poll(&p, 1, 0) <= 0) return true;
        if (p.revents & (POLLERR | POLLNVAL))
            closed_ = true;
        else if (read_now() == heard::nothing)
            return (p.revents & POLLHUP) == 0;
    }
    return false;
}

wire::sent wire::write(std::string_view bytes, std::chrono::milliseconds stall) {
    sent so_far;
    auto limit = clock::now() + stall;
    while (so_far.accepted < bytes.size()) {
        const auto left = bytes.substr(so_far.accepted);
        const ssize_t n = socket_ ? ::send(fd_, left.data(), left.size(), MSG_NOSIGNAL)
                                  : ::write(fd_, left.data(), left.size());
        if (n > 0) {
            so_far.accepted += static_cast<std::size_t>(n);
            limit = clock::now() + stall;
            continue;
        }
        if (n < 0 && errno != EAGAIN && errno != EINTR) return {so_far.accepted, reason::connection_lost};
        const short events = wait_for(fd_, POLLOUT | POLLIN, limit, {});
        if (events == 0) return {so_far.accepted, reason::stalled};
        if ((events & POLLIN) && read_now() == heard::closed)
            return {so_far.accepted, reason::connection_lost};
        if ((events & (POLLERR | POLLHUP)) && !(events & POLLOUT))
            return {so_far.accepted, reason::connection_lost};
    }
    return so_far;
}

wire::heard wire::listen(std::string& into, clock::time_point until, std::stop_token stop) {
    while (waiting_.empty()) {
        if (closed_) return heard::closed;
        const short events = wait_for(fd_, POLLIN, until, stop);
        if (events == 0) return heard::nothing;
        if (read_now() != heard::nothing) continue;
        if (events & (POLLERR | POLLHUP | POLLNVAL)) closed_ = true;
        ::poll(nullptr, 0, 5);  // a device file may call itself readable and have nothing
    }
    into += waiting_;
    waiting_.clear();
    return heard::something;
}

bool wire::flushed(clock::time_point until) {
    while (socket_) {
        int outstanding = 0;
        if (!alive() || ::ioctl(fd_, SIOCOUTQ, &outstanding) != 0) return false;
        if (outstanding == 0) break;
        if (clock::now() >= until) return false;
        pollfd p{fd_, 0, 0};
        ::poll(&p, 1, 5);
    }
    return true;
}

}  // namespace motcua::printers::escpos
