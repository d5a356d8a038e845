// An engine and the context on which a run hears its answers: where the engine itself works on that context,
// which nobody else runs, one seed gives one order of batches.
#pragma once

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <optional>

#include "engine/engine.hpp"

namespace motcua::lab {

struct driven_engine {
    engine& of;
    boost::asio::io_context& on;

    // The handler of a call whose answer the run waits for with `run_until`.
    template <class Handler>
    auto here(Handler h) const {
        return boost::asio::bind_executor(on.get_executor(), std::move(h));
    }
    template <class Done>
    void run_until(Done done) const {
        const auto more_to_come = boost::asio::make_work_guard(on);
        while (!done()) {
            if (on.stopped()) on.restart();
            on.run_one();
        }
    }
    std::vector<answer> submit(std::vector<command> together) const {
        std::optional<std::vector<answer>> came;
        of.async_submit(std::move(together), {},
                        here([&](std::vector<answer> all) { came = std::move(all); }));
        run_until([&] { return came.has_value(); });
        return std::move(*came);
    }
    // Until nothing is due any more at the clock's present instant.
    void settle() const {
        bool quiet = false;
        of.async_quiet(here([&] { quiet = true; }));
        run_until([&] { return quiet; });
    }
};

}  // namespace motcua::lab
