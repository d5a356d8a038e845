// The plan of executors for the whole program. `root` has one thread, the one that called `serve`: sockets,
// timers, signals and what the engine tells are handled there, and nothing there waits for a disk or a
// device. What may wait is run on `blocking`; what takes the processor for long, such as the layout of a
// sheet, on `rendering`. Made once, in the process that serves, after the supervisor's fork; outlives
// everything that uses it.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace motcua::app {

struct executors {
    explicit executors(std::size_t printers);  // each may block a thread for as long as it likes

    boost::asio::io_context root{1};
    boost::asio::thread_pool blocking;
    boost::asio::thread_pool rendering;

    // Runs `work` where it may block; whoever awaits this goes on where he was.
    template <class T>
    boost::asio::awaitable<T> off_root(boost::asio::awaitable<T> work) {
        return boost::asio::co_spawn(blocking, std::move(work), boost::asio::use_awaitable);
    }
};

}  // namespace motcua::app
