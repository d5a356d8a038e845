// How `motcua clock confirm` reaches a server that holds the data folder: it leaves a request in the folder,
// and the server, which looks there every second, leaves its answer beside it. Who may write there may
// confirm by the same command while the server is stopped.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <optional>
#include <string>

#include "counters/app/executors.hpp"
#include "counters/config/office_file.hpp"
#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/engine.hpp"

namespace motcua::app {

class clock_requests {
public:
    // All outlive this. On the root thread only; answers are written on the pool.
    clock_requests(executors& on, engine& e, const counters::office_file& office, std::string data);
    clock_requests(const clock_requests&) = delete;
    clock_requests& operator=(const clock_requests&) = delete;

    void stop();

private:
    void look_later();
    void look();
    void confirm(const std::string& id, const json& request);

    executors& on_;
    engine& engine_;
    const counters::office_file& office_;
    const std::string data_;
    bool stopped_ = false;
    boost::asio::steady_timer next_look_;
};

// The other end, in the process of the command: asks the server that serves this folder to confirm the clock
// as it shows now. Nothing: nobody answered within that time, and the request is withdrawn. The failure: the
// folder cannot be written.
result<std::optional<answer>> request_confirmation(const std::string& data, const std::string& by,
                                                   instant clock, std::chrono::milliseconds patience);

}  // namespace motcua::app
