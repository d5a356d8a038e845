#include "counters/http/server.hpp"

#include <sys/resource.h>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "counters/http/connection.hpp"

namespace motcua::http {
namespace detail {

void core::add(const std::shared_ptr<connection>& c) {
    open.insert(c);
    count = open.size();
}

void core::remove(const std::shared_ptr<connection>& c) {
    open.erase(c);
    count = open.size();
    if (open.empty()) drained.cancel();
}

}  // namespace detail

namespace {

using detail::connection;
using detail::core;
namespace asio = boost::asio;
using boost::system::error_code;

void make_room(core& c) {
    std::shared_ptr<connection> first;
    for (const auto& other : c.open)
        if (other->may_be_dropped() && (!first || other->dropped_before(*first))) first = other;
    if (first) first->close();
}

void accept_next(const std::shared_ptr<core>& c);

// Out of descriptors: trying again at once would only burn the processor.
void accept_after_a_pause(const std::shared_ptr<core>& c) {
    c->pause.expires_after(std::chrono::milliseconds(100));
    c->pause.async_wait([c](error_code cancelled) {
        if (!cancelled && !c->stopping) accept_next(c);
    });
}

void accept_next(const std::shared_ptr<core>& c) {
    c->acceptor.async_accept([c](error_code error, detail::tcp::socket socket) {
        if (c->stopping || error == asio::error::operation_aborted) return;
        if (error) return accept_after_a_pause(c);
        if (c->open.size() >= c->settings.connections) make_room(*c);
        const bool full = c->open.size() >= c->settings.connections;
        auto client = std::make_shared<connection>(c, std::move(socket));
        c->add(client);
        full ? client->refuse() : client->start();
        accept_next(c);
    });
}

// Each connection is an open file; the store and the printers need some of their own.
std::size_t fitting(std::size_t wanted) {
    constexpr rlim_t others = 256;
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return wanted;
    rlimit more = files;
    more.rlim_cur = std::min<rlim_t>(files.rlim_max, std::max<rlim_t>(files.rlim_cur, wanted + others));
    if (more.rlim_cur > files.rlim_cur && ::setrlimit(RLIMIT_NOFILE, &more) == 0) files = more;
    const auto left = files.rlim_cur - std::min(others, files.rlim_cur / 2);
    return static_cast<std::size_t>(std::min<rlim_t>(wanted, left));
}

result<void> listen(core& c) {
    error_code error;
    const auto& given = c.settings.address;
    const auto address = asio::ip::make_address(given == "localhost" ? "127.0.0.1" : given, error);
    if (error)
        return fail(
            failure::kind::bad_input,
            "'" + given + "' is no IP address to listen on; expected one such as 127.0.0.1, 0.0.0.0 or ::1");
    const detail::tcp::endpoint at(address, c.settings.port);
    const std::string where = given + ":" + std::to_string(c.settings.port);
    c.acceptor.open(at.protocol(), error);
    if (!error) c.acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) c.acceptor.bind(at, error);
    if (!error) c.acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error)
        return fail(error == asio::error::address_in_use ? failure::kind::busy : failure::kind::io,
                    "cannot listen on " + where + ": " + error.message() +
                        "; end the program that holds it or choose another port");
    c.port = c.acceptor.local_endpoint(error).port();
    c.guard = origin_guard({address.to_string(), c.port, c.settings.names});
    return {};
}

void stop_accepting(core& c) {
    c.stopping = true;
    error_code ignored;
    c.acceptor.close(ignored);
    c.pause.cancel();
}

void let_all_leave(core& c) {
    const auto now_open = c.open;
    for (const auto& client : now_open) client->leave();
}

void close_all(core& c) {
    const auto left = c.open;
    for (const auto& client : left) client->close();
}

}  // namespace

void event_stream::send(std::string_view event, std::string_view data) const {
    std::string text;
    text.append("event: ").append(event).append("\ndata: ").append(data).append("\n\n");
    if (const auto c = handle_->to.lock()) c->send_event(std::move(text));
}

bool event_stream::open() const {
    const auto c = handle_->to.lock();
    return c && c->streaming();
}

void event_stream::close() const {
    if (const auto c = handle_->to.lock()) c->end_stream();
}

void responder::operator()(response r) const {
    pending_->answer(std::move(r));
}

event_stream responder::stream() const {
    const auto c = pending_->to.lock();
    if (!pending_->answered.exchange(true) && c) c->begin_stream();
    return event_stream(std::make_shared<detail::stream_handle>(pending_->to));
}

server::server(std::shared_ptr<core> c) : core_(std::move(c)) {}

result<std::unique_ptr<server>> server::start(asio::any_io_executor on, options with, handler h) {
    with.connections = fitting(with.connections);
    auto c = std::make_shared<core>(std::move(on), std::move(with), std::move(h));
    if (auto listening = listen(*c); !listening) return tl::make_unexpected(listening.error());
    accept_next(c);
    return std::unique_ptr<server>(new server(c));
}

server::~server() {
    stop_accepting(*core_);
    close_all(*core_);
}

std::uint16_t server::port() const {
    return core_->port;
}

std::size_t server::connections() const {
    return core_->count;
}

asio::awaitable<void> server::drain(std::chrono::milliseconds at_most) {
    const auto c = core_;
    if (!c->stopping) {
        stop_accepting(*c);
        let_all_leave(*c);
    }
    c->drained.expires_after(at_most);
    error_code ended_early;
    auto waited = asio::redirect_error(asio::use_awaitable, ended_early);
    if (!c->open.empty()) co_await c->drained.async_wait(waited);
    close_all(*c);
}

}  // namespace motcua::http
