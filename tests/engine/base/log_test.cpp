// A host may set another logger while threads of the engine write.
#include "engine/base/log.hpp"

#include <gtest/gtest.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/null_sink.h>

#include <atomic>
#include <thread>

namespace motcua {
namespace {

struct counting final : spdlog::sinks::base_sink<std::mutex> {
    explicit counting(std::atomic<int>& into) : lines(into) {}
    void sink_it_(const spdlog::details::log_msg&) override { ++lines; }
    void flush_() override {}
    std::atomic<int>& lines;
};

TEST(the_log, loses_no_line_when_another_logger_is_set_meanwhile) {
    static std::atomic<int> lines = 0;  // outlives the loggers, as they outlive the test
    const auto fresh = [] {
        return std::make_shared<spdlog::logger>("test", std::make_shared<counting>(lines));
    };
    set_log(fresh());
    std::vector<std::thread> writers;
    for (int i = 0; i < 4; ++i)
        writers.emplace_back([] {
            for (int n = 0; n < 500; ++n) log().info("n={}", n);
        });
    for (int i = 0; i < 50; ++i) set_log(fresh());
    for (auto& t : writers) t.join();
    EXPECT_EQ(lines, 2000);
    set_log(std::make_shared<spdlog::logger>("motcua", std::make_shared<spdlog::sinks::null_sink_mt>()));
}

}  // namespace
}  // namespace motcua
