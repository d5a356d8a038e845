// The driver's waiting: a clock may leap while it waits, and nobody says so.
#include "engine/writer/driver.hpp"

#include <gtest/gtest.h>

#include <boost/asio/thread_pool.hpp>

#include <future>

#include "tests/engine/writer/office.hpp"

namespace motcua::runtime {
namespace {

using namespace std::chrono_literals;

// Something is due once, far ahead of the start.
struct alarm final : work {
    alarm(const clock& t, instant when) : time(t), at(when) {}
    std::optional<instant> run(std::vector<job>) override {
        if (!rung && time.now() >= at) {
            rung = true;
            rings.set_value();
        }
        if (!begun) {
            begun = true;
            begins.set_value();
        }
        return rung ? std::nullopt : std::optional(at);
    }
    const clock& time;
    const instant at;
    bool rung = false, begun = false;
    std::promise<void> begins, rings;
};

struct driven {
    driven(work& what, const clock& time)
        : driver(std::make_shared<runtime::driver>(what, time, thread.get_executor(), 5ms)) {
        driver->start();
    }
    ~driven() { driver->stop(); }

    boost::asio::thread_pool thread{1};
    std::shared_ptr<runtime::driver> driver;
};

TEST(the_driver, runs_what_fell_due_while_the_pc_slept) {
    sample::wall_clock wall(*parse_instant("2026-12-08T13:00"));
    alarm what(wall, *parse_instant("2026-12-08T16:00"));
    auto rings = what.rings.get_future();
    driven d(what, wall);
    what.begins.get_future().wait();
    EXPECT_EQ(rings.wait_for(0s), std::future_status::timeout);
    // No job comes: the PC wakes, or somebody sets the time.
    wall.set(*parse_instant("2026-12-08T17:05"));
    EXPECT_EQ(rings.wait_for(20s), std::future_status::ready);
}

TEST(the_driver, with_a_clock_that_is_told_when_to_move_waits_to_be_told) {
    virtual_clock time(*parse_instant("2026-12-08T13:00"));
    alarm what(time, *parse_instant("2026-12-08T16:00"));
    auto rings = what.rings.get_future();
    driven d(what, time);
    what.begins.get_future().wait();
    time.set(*parse_instant("2026-12-08T17:05"));
    ASSERT_TRUE(d.driver->post(idle_job{}));
    EXPECT_EQ(rings.wait_for(20s), std::future_status::ready);
}

}  // namespace
}  // namespace motcua::runtime
