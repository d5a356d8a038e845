#include "counters/http/client.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>

namespace motcua::http {

namespace {

class open_socket {
public:
    explicit open_socket(int number) : number_(number) {}
    ~open_socket() {
        if (number_ >= 0) ::close(number_);
    }
    open_socket(const open_socket&) = delete;
    open_socket& operator=(const open_socket&) = delete;

    int number() const { return number_; }
    bool connect(const addrinfo& to, std::chrono::milliseconds patience) const {
        const auto ms = patience.count();
        const timeval limit{static_cast<time_t>(ms / 1000), static_cast<suseconds_t>(ms % 1000 * 1000)};
        if (number_ < 0) return false;
        ::setsockopt(number_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);  // for connect() as well
        ::setsockopt(number_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        return ::connect(number_, to.ai_addr, to.ai_addrlen) == 0;
    }
    bool write(std::string_view text) const {
        while (!text.empty()) {
            const auto n = ::send(number_, text.data(), text.size(), MSG_NOSIGNAL);
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) return false;
            text.remove_prefix(static_cast<std::size_t>(n));
        }
        return true;
    }

private:
    int number_;
};

// The status of the final answer; 0 when there was none.
int read_status(const open_socket& from) {
    std::string seen;
    while (seen.size() < 65536) {
        const auto line_end = seen.find("\r\n");
        const auto head_end = seen.find("\r\n\r\n");
        const bool starts_well = seen.starts_with("HTTP/1.") && line_end != seen.npos && line_end >= 12;
        if (starts_well && seen[9] != '1') return std::atoi(seen.c_str() + 9);
        if (starts_well && head_end != seen.npos) {  // 100 Continue and the like
            seen.erase(0, head_end + 4);
            continue;
        }
        char part[4096];
        const auto n = ::recv(from.number(), part, sizeof part, 0);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return 0;
        seen.append(part, static_cast<std::size_t>(n));
    }
    return 0;
}

}  // namespace

result<int> exchange(const std::string& host, const std::string& port, const std::string& raw,
                     std::chrono::milliseconds patience) {
    const std::string where = host + ":" + port;
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_ADDRCONFIG;
    addrinfo* found = nullptr;
    if (const int error = ::getaddrinfo(host.c_str(), port.c_str(), &wanted, &found); error != 0)
        return fail(failure::kind::not_found, where + " is not known: " + ::gai_strerror(error));
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> all(found, &::freeaddrinfo);
    for (const auto* to = found; to; to = to->ai_next) {
        const open_socket s(::socket(to->ai_family, to->ai_socktype | SOCK_CLOEXEC, to->ai_protocol));
        if (!s.connect(*to, patience)) continue;
        const bool written = s.write(raw);  // an early refusal may be readable even if not
        if (const int status = read_status(s); status != 0) return status;
        return fail(failure::kind::io,
                    where + (written ? " gave no answer in HTTP" : " hung up before it had read everything"));
    }
    return fail(failure::kind::io, "nobody answers at " + where + ": " + std::strerror(errno));
}

}  // namespace motcua::http
