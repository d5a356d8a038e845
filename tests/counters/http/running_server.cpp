#include "tests/counters/http/running_server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

namespace motcua::http::testing {

result<std::unique_ptr<running_server>> running_server::start(options with, handler h) {
    std::unique_ptr<running_server> made(new running_server);
    auto started = server::start(made->io_.get_executor(), std::move(with), std::move(h));
    if (!started) return tl::make_unexpected(started.error());
    made->server_ = std::move(*started);
    made->thread_ = std::thread([io = &made->io_] { io->run(); });
    return made;
}

running_server::~running_server() {
    shutdown(std::chrono::seconds(1));
}

void running_server::shutdown(std::chrono::milliseconds drain) {
    if (!thread_.joinable()) return;
    boost::asio::co_spawn(io_, server_->drain(drain), boost::asio::use_future).get();
    thread_.join();
}

}  // namespace motcua::http::testing
