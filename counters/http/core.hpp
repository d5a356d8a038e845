// The server's inside, seen only by connection.cpp and server.cpp: the io context, the open connections, the
// settings. Everything but `post` and the atomics is touched on the io thread only. Connections keep the core
// alive.
#pragma once

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "counters/http/framing.hpp"
#include "counters/http/origin_guard.hpp"
#include "counters/http/server.hpp"

namespace motcua::http::detail {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

class connection;

struct core {
    core(options with, handler h) : settings(std::move(with)), serve(std::move(h)) {}

    const options settings;
    const framing_limits framing{settings.line_limit, settings.header_limit, settings.body_limit};
    const handler serve;
    origin_guard guard;  // set before anybody is let in
    asio::io_context io{1};
    std::optional<asio::executor_work_guard<asio::io_context::executor_type>> work{io.get_executor()};
    tcp::acceptor acceptor{io};
    asio::steady_timer drain{io};
    asio::steady_timer pause{io};
    std::set<std::shared_ptr<connection>> open;
    std::atomic<std::size_t> count{0};
    bool stopping = false;
    std::uint16_t port = 0;
    std::thread thread;
    std::atomic<std::thread::id> io_thread{};  // asked by any thread, also while `thread` is being joined
    std::mutex gate;                           // orders `post` against the end of the io thread
    bool ended = false;                        // under `gate`

    // Runs `f` on the io thread; dropped when the server has ended.
    template <class F>
    void post(F f) {
        const std::lock_guard lock(gate);
        if (!ended) asio::post(io, std::move(f));
    }
    bool on_io_thread() const { return std::this_thread::get_id() == io_thread; }

    void add(const std::shared_ptr<connection>& c);
    void remove(const std::shared_ptr<connection>& c);
    void end_if_drained();
};

}  // namespace motcua::http::detail
