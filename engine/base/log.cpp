#include "engine/base/log.hpp"

#include <spdlog/sinks/null_sink.h>

namespace motcua {
namespace {

std::shared_ptr<spdlog::logger>& current() {
    static auto logger = std::make_shared<spdlog::logger>("motcua", std::make_shared<spdlog::sinks::null_sink_mt>());
    return logger;
}

}  // namespace

spdlog::logger& log() { return *current(); }

void set_log(std::shared_ptr<spdlog::logger> to) { current() = std::move(to); }

}  // namespace motcua
