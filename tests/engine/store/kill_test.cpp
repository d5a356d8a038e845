// A real SIGKILL at a random moment of a committing process: every acknowledged batch is there, none is half
// there.
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <random>

#include "engine/store/mark.hpp"
#include "tests/engine/store/numbered.hpp"

namespace motcua::store {
namespace {

// Commits from where the store stands and tells each acknowledged number, until it is killed.
[[noreturn]] void commit_for_ever(const std::string& folder, int tell) {
    auto opened = open(folder, {.checkpoint_bytes = 16 * 4096});
    if (!opened) _exit(1);
    for (std::int64_t n = (*opened)->recover()->commit_no + 1;; ++n) {
        if (!sample::commit_numbered(**opened, n)) _exit(2);
        if (write(tell, &n, sizeof n) != sizeof n) _exit(3);
    }
}

// Starts the committing process and kills it after `count` acknowledgements; the last one it gave.
std::int64_t kill_after(const std::string& folder, int count) {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) commit_for_ever(folder, ends[1]);
    close(ends[1]);
    std::int64_t last = 0;
    std::int64_t n = 0;
    for (int i = 0; i < count && read(ends[0], &n, sizeof n) == sizeof n; ++i) last = n;
    kill(child, SIGKILL);
    while (read(ends[0], &n, sizeof n) == sizeof n) last = n;
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the process ended by itself: " << WEXITSTATUS(status);
    return last;
}

TEST(store, keeps_every_acknowledged_batch_through_kills) {
    const int kills = std::getenv("MOTCUA_PROVE") ? 500 : 20;
    sample::folder folder;
    std::mt19937 draw(20260211);
    std::int64_t in_flight = 0;
    for (int i = 0; i < kills && !testing::Test::HasFailure(); ++i) {
        const std::int64_t last = kill_after(folder.path(), 1 + static_cast<int>(draw() % 40));
        const auto marked = read_mark(folder.path(), 0);
        auto d = sample::open(folder.path());  // which a mark that leads would not let happen
        const std::int64_t held = sample::holds(*d);
        EXPECT_GE(held, last) << "kill " << i;
        EXPECT_LE(held, last + 1) << "kill " << i;
        // The mark is written after the commit and before its acknowledgement.
        EXPECT_LE(marked ? marked->commit_no : 0, held) << "kill " << i;
        EXPECT_GE(marked ? marked->commit_no : 0, last) << "kill " << i;
        in_flight += held - last;
    }
    RecordProperty("unacknowledged_but_whole", std::to_string(in_flight));
}

}  // namespace
}  // namespace motcua::store
