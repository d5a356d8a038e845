// The store under load: its log stays bounded, readers and the writer do not wait for each other.
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <future>
#include <thread>

#include "tests/engine/store/fault_layer.hpp"
#include "tests/engine/store/numbered.hpp"

namespace motcua::store {
namespace {

std::uintmax_t log_bytes(const sample::folder& folder) {
    std::error_code error;
    const auto size = std::filesystem::file_size(folder.file() + "-wal", error);
    return error ? 0 : size;
}

// On a disk whose flush costs nothing: thousands of commits would otherwise wait for the real one.
class load : public testing::Test {
protected:
    std::unique_ptr<door> opened(std::size_t checkpoint_bytes) {
        return sample::open(folder.path(),
                            {.checkpoint_bytes = checkpoint_bytes, .storage = sample::fault_layer::name()});
    }

    sample::fault_layer disk;
    sample::folder folder;
};

TEST_F(load, leaves_a_bounded_log_however_long_the_writer_is_busy) {
    constexpr std::size_t threshold = 64 * 4096;
    auto d = opened(threshold);
    std::uintmax_t most = 0;
    for (std::int64_t n = 1; n <= 1500; ++n) {
        ASSERT_TRUE(sample::commit_numbered(*d, n));
        most = std::max(most, log_bytes(folder));
    }
    EXPECT_LT(most, 16 * threshold);  // some 60 MB were written
    ASSERT_TRUE(d->checkpoint());
    EXPECT_EQ(log_bytes(folder), 0u);
    EXPECT_EQ(sample::holds(*d), 1500);
}

// What erasure needs in a running office.
TEST_F(load, lets_anybody_ask_for_a_checkpoint_while_the_log_grows) {
    constexpr std::size_t threshold = 4096;  // so that each commit outgrows it and the writer is held often
    auto d = opened(threshold);
    std::atomic<bool> enough = false;
    std::atomic<int> asked = 0;
    std::promise<bool> written;
    auto all_written = written.get_future();
    std::thread impatient([&] {
        while (!enough) {
            EXPECT_TRUE(d->checkpoint());
            ++asked;
        }
    });
    std::thread writer([&] {
        bool ok = true;
        for (std::int64_t n = 1; n <= 400 || asked < 100; ++n) ok = ok && sample::commit_numbered(*d, n);
        written.set_value(ok);
    });
    if (all_written.wait_for(std::chrono::minutes{2}) != std::future_status::ready) {
        std::fputs("the writer and the checkpoint wait for each other\n", stderr);
        std::abort();  // neither thread can be ended
    }
    EXPECT_TRUE(all_written.get());
    writer.join();
    enough = true;
    impatient.join();
    EXPECT_FALSE(d->stopped());
    EXPECT_TRUE(sample::whole(*d));
}

TEST_F(load, goes_on_while_a_reader_lingers) {
    auto d = opened(16 * 4096);
    ASSERT_TRUE(sample::commit_numbered(*d, 1));
    auto reader = *d->snapshot();
    for (std::int64_t n = 2; n <= 200; ++n) ASSERT_TRUE(sample::commit_numbered(*d, n));
    EXPECT_TRUE(d->checkpoint());
    EXPECT_EQ(reader->journal(0, 1000)->size(), 1u);
    reader.reset();
    EXPECT_EQ(sample::holds(*d), 200);
}

// Every snapshot is of one commit: its number, its journal and its newest session agree.
TEST_F(load, shows_readers_whole_commits_only) {
    auto d = opened(16 * 4096);
    std::atomic<bool> done = false;
    std::atomic<int> torn = 0;
    std::atomic<int> looked = 0;
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i)
        readers.emplace_back([&] {
            while (!done) {
                const auto reader = *d->snapshot();
                const std::int64_t n = reader->commit_no();
                const auto journal = reader->journal(0, 10000);
                const auto open = reader->list({});
                torn += static_cast<std::int64_t>(journal->size()) != n;
                torn += std::ssize(open->rows) != std::min(n, sample::numbered_sessions);
                ++looked;
            }
        });
    for (std::int64_t n = 1; n <= 300 || looked < 30; ++n) ASSERT_TRUE(sample::commit_numbered(*d, n));
    done = true;
    for (std::thread& t : readers) t.join();
    EXPECT_EQ(torn, 0);
}

}  // namespace
}  // namespace motcua::store
