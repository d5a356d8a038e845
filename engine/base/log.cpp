#include "engine/base/log.hpp"

#include <spdlog/sinks/null_sink.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace motcua {
namespace {

// A logger that was set stays alive to the end of the process: another thread may be writing to it when the
// next one is set.
struct loggers {
    loggers() {
        set(std::make_shared<spdlog::logger>("motcua", std::make_shared<spdlog::sinks::null_sink_mt>()));
    }
    void set(std::shared_ptr<spdlog::logger> to) {
        const std::lock_guard hold(mutex);
        if (!to) return;
        current.store(to.get(), std::memory_order_release);
        if (std::find(all.begin(), all.end(), to) == all.end()) all.push_back(std::move(to));
    }

    std::mutex mutex;
    std::vector<std::shared_ptr<spdlog::logger>> all;  // guarded by `mutex`
    std::atomic<spdlog::logger*> current = nullptr;
};

loggers& known() {
    static loggers all;
    return all;
}

}  // namespace

spdlog::logger& log() {
    return *known().current.load(std::memory_order_acquire);
}

void set_log(std::shared_ptr<spdlog::logger> to) {
    known().set(std::move(to));
}

}  // namespace motcua
