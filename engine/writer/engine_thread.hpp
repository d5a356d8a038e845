// The executor of an engine whose host gave it none: an io_context and one thread.
#pragma once

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <thread>

namespace motcua::runtime {

class engine_thread {
public:
    ~engine_thread() { stop(); }

    boost::asio::io_context::executor_type get_executor() { return io_.get_executor(); }
    // `waited_for`: looked at without a lock for a short while before the thread sleeps.
    void start(std::function<bool()> waited_for);
    // The thread ends after the handler under way. Not from that thread.
    void stop();
    // After `stop`: runs what is still posted, on the calling thread.
    void run_rest();

private:
    void serve();
    void spin() const;

    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> open_{io_.get_executor()};
    std::function<bool()> waited_for_;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

}  // namespace motcua::runtime
