// A server that runs at once, on a context and a thread of its own, while the test looks at it from outside.
#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <thread>

#include "counters/http/server.hpp"

namespace motcua::http::testing {

class running_server {
public:
    static result<std::unique_ptr<running_server>> start(options with, handler h);
    // As shutdown with one second for draining.
    ~running_server();

    std::uint16_t port() const { return server_->port(); }
    std::size_t connections() const { return server_->connections(); }
    // Drains the server and joins its thread. Twice is allowed.
    void shutdown(std::chrono::milliseconds drain = std::chrono::seconds(5));

private:
    running_server() = default;

    boost::asio::io_context io_{1};
    std::unique_ptr<server> server_;
    std::thread thread_;
};

}  // namespace motcua::http::testing
