// An engine and whoever lets it work: a thread of its own, or the thread of the run, on a context that nobody
// else runs. In the second case one seed gives one order of batches.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <chrono>
#include <future>

#include "engine/engine.hpp"

namespace motcua::lab {

struct driven_engine {
    engine& of;
    boost::asio::io_context* on = nullptr;  // where it works; null: on a thread of its own

    template <class T>
    T wait(std::future<T> answer) const {
        while (on && answer.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
            if (on->stopped()) on->restart();
            on->run_one();
        }
        return answer.get();
    }
    // Until nothing is due any more at the clock's present instant.
    void settle() const { wait(of.async_quiet(boost::asio::use_future)); }
};

}  // namespace motcua::lab
