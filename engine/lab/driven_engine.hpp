// An engine and whoever lets it work: the thread of the run, on a context that nobody else runs, where one
// seed gives one order of batches; or a thread of its own.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <optional>

#include "engine/engine.hpp"

namespace motcua::lab {

struct driven_engine {
    engine& of;
    boost::asio::io_context* on = nullptr;  // where it works; null: on a thread of its own

    // Of an engine that works on `on`: lets it work.
    template <class Done>
    void run_until(Done done) const {
        const auto more_to_come = boost::asio::make_work_guard(*on);
        while (!done()) {
            if (on->stopped()) on->restart();
            on->run_one();
        }
    }
    std::vector<answer> submit(std::vector<command> together) const {
        if (!on) return of.async_submit(std::move(together), {}, boost::asio::use_future).get();
        std::optional<std::vector<answer>> came;
        of.async_submit(std::move(together), {}, [&](std::vector<answer> all) { came = std::move(all); });
        run_until([&] { return came.has_value(); });
        return std::move(*came);
    }
    // Until nothing is due any more at the clock's present instant.
    void settle() const {
        if (!on) return of.async_quiet(boost::asio::use_future).get();
        bool quiet = false;
        of.async_quiet([&] { quiet = true; });
        run_until([&] { return quiet; });
    }
};

}  // namespace motcua::lab
