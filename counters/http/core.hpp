// The server's inside, seen only by connection.cpp and server.cpp: the executor, the open connections, the
// settings. Everything but the atomics is touched on the executor only. Connections keep the core alive.
#pragma once

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <set>

#include "counters/http/framing.hpp"
#include "counters/http/origin_guard.hpp"
#include "counters/http/server.hpp"

namespace motcua::http::detail {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

class connection;

struct core {
    core(asio::any_io_executor where, options with, handler h)
        : on(std::move(where)), settings(std::move(with)), serve(std::move(h)) {}

    const asio::any_io_executor on;  // one handler at a time
    const options settings;
    const framing_limits framing{settings.line_limit, settings.header_limit, settings.body_limit};
    const handler serve;
    origin_guard guard;  // set before anybody is let in
    tcp::acceptor acceptor{on};
    asio::steady_timer drained{on};  // ends early when the last connection has gone
    asio::steady_timer pause{on};
    std::set<std::shared_ptr<connection>> open;
    std::atomic<std::size_t> count{0};
    bool stopping = false;
    std::uint16_t port = 0;

    void add(const std::shared_ptr<connection>& c);
    void remove(const std::shared_ptr<connection>& c);
};

}  // namespace motcua::http::detail
