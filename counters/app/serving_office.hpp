// Everything that a serving process has, and the steps of its day. serve.cpp says in which order they come.
// Root thread, but for the steps that may block, which it runs on the pool by itself.
#pragma once

#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>

#include "counters/api/api.hpp"
#include "counters/app/change_feed.hpp"
#include "counters/app/clock_requests.hpp"
#include "counters/app/executors.hpp"
#include "counters/app/inputs.hpp"
#include "counters/app/program_services.hpp"
#include "counters/app/warnings.hpp"
#include "counters/notices/dispatcher.hpp"

namespace motcua::app {

class serving_office {
public:
    // All outlive the office.
    serving_office(executors& on, const serve_options& o, inputs given, std::ostream& out, std::ostream& err);
    ~serving_office();

    // Each step gives the status with which the program is to end, 0 to go on; what is wrong has been said.
    // A step that failed may be followed by the steps that close.
    boost::asio::awaitable<int> open_engine();
    boost::asio::awaitable<int> open_duties();  // the training's day, the printers, the notices
    int start();                                // duties are done, requests are answered
    // A signal has come, or the engine has stopped by itself: 4 then.
    boost::asio::awaitable<int> until_shutdown();
    boost::asio::awaitable<void> drain_server();
    // What is under way is finished and recorded; nothing further is begun.
    boost::asio::awaitable<void> close_duties();
    boost::asio::awaitable<void> close_engine();

private:
    using step = int (serving_office::*)();
    int attempt(step what);
    boost::asio::awaitable<int> attempt_later(step what);

    int open_folder();
    int follow_engine();
    int prepare_training();
    int open_printers();
    int open_notices();
    int take_up_duties();
    int start_server();
    int close_printers();
    int close_notices();
    int finish_rendering();
    void answer(http::request r, http::responder to);
    void stop_day() { day_.expires_at(boost::asio::steady_timer::time_point::min()); }

    executors& on_;
    const serve_options& options_;
    inputs given_;
    std::ostream& out_;
    std::ostream& err_;
    const paper sheets_;
    const std::filesystem::path data_;
    boost::asio::signal_set ending_;
    boost::asio::steady_timer day_;  // has expired once the day is over
    bool store_failed_ = false;

    std::unique_ptr<training> training_;
    change_feed told_;
    std::unique_ptr<engine> engine_;
    std::unique_ptr<print_agent> printers_;
    std::unique_ptr<notices::dispatcher> notices_;
    std::optional<program_services> services_;
    std::optional<api::api> door_;
    std::optional<clock_requests> confirmations_;
    std::optional<daily_warnings> warnings_;
    std::unique_ptr<http::server> server_;
};

// Prints the lines and gives the status back.
int complain(std::ostream& err, const std::vector<std::string>& lines, int status);

}  // namespace motcua::app
