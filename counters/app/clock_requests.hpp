// How `motcua clock confirm` reaches a server that holds the data folder: it leaves a request in the folder,
// and the server, which looks there every second, leaves its answer beside it. Who may write there may
// confirm by the same command while the server is stopped. A thread of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "counters/config/office_file.hpp"
#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/engine.hpp"

namespace motcua::app {

class clock_requests {
public:
    // Both outlive this.
    clock_requests(engine& e, const counters::office_file& office, std::string data);
    ~clock_requests();
    clock_requests(const clock_requests&) = delete;
    clock_requests& operator=(const clock_requests&) = delete;

private:
    void serve();
    void look();
    answer confirm(const json& request);

    engine& engine_;
    const counters::office_file& office_;
    const std::string data_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::thread thread_;
};

// The other end, in the process of the command: asks the server that serves this folder to confirm the clock
// as it shows now. Nothing: nobody answered within that time, and the request is withdrawn. The failure: the
// folder cannot be written.
result<std::optional<answer>> request_confirmation(const std::string& data, const std::string& by,
                                                   instant clock, std::chrono::milliseconds patience);

}  // namespace motcua::app
