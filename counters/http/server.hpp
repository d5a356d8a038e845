// An HTTP/1.1 server for one office: requests in, responses or event streams out. It knows nothing of
// dossiers, has no TLS, and listens on loopback unless told otherwise. It has no thread: the program's
// executor runs every handler, so a handler must not block: it keeps the responder and answers later, from
// any thread. Beast stays in three .cpp files of this room.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "counters/http/message.hpp"
#include "engine/base/result.hpp"

namespace motcua::http {

namespace detail {
struct core;
struct pending;
struct stream_handle;
}  // namespace detail

struct options {
    std::string address =
        "127.0.0.1";            // an IP address of this machine, 0.0.0.0 or :: for all, or "localhost"
    std::uint16_t port = 8080;  // 0: any free one, see server::port
    // HOST or HOST:PORT: other names under which clients may reach it (origin_guard.hpp).
    std::vector<std::string> names;
    std::size_t body_limit = 1u << 20;  // bytes; more is answered 413
    std::size_t header_limit = 16384;   // bytes; more is answered 431
    std::size_t line_limit = 8000;      // bytes of the request line; more is answered 414
    // At once; the next one replaces the one that has been silent longest, or is answered 503 where all of
    // them wait for an answer. The process is allowed as many open files, or else there are fewer
    // connections.
    std::size_t connections = 1024;
    std::chrono::milliseconds idle{60'000};       // between requests
    std::chrono::milliseconds transfer{15'000};   // for one whole request, and for each write
    std::chrono::milliseconds linger{2'000};      // for a client to take the last answer in and close
    std::chrono::milliseconds heartbeat{15'000};  // a comment on every event stream
    std::size_t stream_backlog = 256u << 10;      // bytes a stream may owe a slow reader before it is cut
};

// Server-sent events to one client. Copies share the stream; it ends with the client or the server, and
// sending into a closed one does nothing. Any thread.
class event_stream {
public:
    void send(std::string_view event, std::string_view data) const;
    bool open() const;
    void close() const;

private:
    friend class responder;
    explicit event_stream(std::shared_ptr<detail::stream_handle> h) : handle_(std::move(h)) {}
    std::shared_ptr<detail::stream_handle> handle_;
};

// The duty to answer one request. Copies share it; the first answer counts. Dropping the last copy unanswered
// answers 500. Any thread; it may outlive the server.
class responder {
public:
    explicit responder(std::shared_ptr<detail::pending> p) : pending_(std::move(p)) {}
    void operator()(response r) const;
    // Answers 200 with text/event-stream and leaves it open.
    event_stream stream() const;

private:
    std::shared_ptr<detail::pending> pending_;
};

using handler = std::function<void(request, responder)>;

class server {
public:
    // Listens and serves as soon as `on` runs; it runs one handler at a time (a context with one thread, a
    // strand). busy when the port is taken, bad_input for an address that is none.
    static result<std::unique_ptr<server>> start(boost::asio::any_io_executor on, options with, handler h);
    // Closes what is open; the handler is not called any more. On the executor, or where nobody runs it.
    ~server();
    server(const server&) = delete;
    server& operator=(const server&) = delete;

    std::uint16_t port() const;
    std::size_t connections() const;  // open now; any thread

    // Stops accepting, tells the event streams ("event: bye"), closes idle connections, lets running requests
    // finish for at most so long, then closes what is left. Awaited on the server's executor. Twice is
    // allowed.
    boost::asio::awaitable<void> drain(std::chrono::milliseconds at_most = std::chrono::seconds(5));

private:
    explicit server(std::shared_ptr<detail::core> core);
    std::shared_ptr<detail::core> core_;
};

}  // namespace motcua::http
