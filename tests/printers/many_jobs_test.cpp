// Many jobs through two receipt printers: every one printed once, in order, and no growth of memory. 500 in
// every run, 10,000 where MOTCUA_PROVE is set.
#include <gtest/gtest.h>
#include <malloc.h>
#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <cstdlib>

#include "printers/drivers/devices.hpp"
#include "printers/drivers/escpos/virtual_printer.hpp"
#include "printers/queue/queue.hpp"
#include "tests/printers/paper.hpp"

namespace motcua::printers {
namespace {

// Remembers nothing: growth would be the queue's.
class counting_log final : public job_log {
public:
    std::future<result<void>> record(const job_record& what) override {
        done += what.state == job_state::done;
        bad += what.state != job_state::done && what.state != job_state::sending;
        std::promise<result<void>> promise;
        promise.set_value({});
        return promise.get_future();
    }
    std::atomic<int> done{0}, bad{0};
};

// What is allocated and not freed, of all threads; resident pages would also tell how the allocator keeps its
// own.
long allocated_bytes() {
    const struct mallinfo2 all = ::mallinfo2();
    return static_cast<long>(all.uordblks + all.hblkhd);
}

TEST(many_jobs, go_through_two_printers_without_growth_of_memory) {
    const int jobs = std::getenv("MOTCUA_PROVE") ? 10000 : 500, batch = 100;
    std::unique_ptr<escpos::virtual_printer> printers[2];
    counting_log log;
    boost::asio::thread_pool pool(3);
    print_queue queue(pool.get_executor(), log, {});
    for (int i : {0, 1}) {
        printers[i] = escpos::virtual_printer::start({}).value();
        ASSERT_TRUE(queue.add(std::to_string(i), open_device(printers[i]->uri()).value()));
    }
    const bitmap slip = noise(576, 700, 3);
    const auto begin = std::chrono::steady_clock::now();
    long after_warming = 0;
    for (int id = 0; id < jobs; ++id) {
        queue.submit(picture_job(id, slip, {std::to_string(id % 2)}));
        if ((id + 1) % batch != 0) continue;
        ASSERT_TRUE(queue.drain(std::chrono::seconds(60)));
        if (id + 1 == 2 * batch) after_warming = allocated_bytes();
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    const long growth = allocated_bytes() - after_warming;
    std::printf("%d jobs of 576 x 700 dots in %.1f s (%.0f a second); allocated memory grew by %ld kB\n",
                jobs, took.count(), jobs / took.count(), growth / 1024);
    EXPECT_EQ(log.done, jobs);
    EXPECT_EQ(log.bad, 0);
    EXPECT_EQ(printers[0]->sheets() + printers[1]->sheets(), static_cast<std::size_t>(jobs));
#ifndef __SANITIZE_ADDRESS__
    EXPECT_LT(growth, 1 << 20);
#endif
}

}  // namespace
}  // namespace motcua::printers
