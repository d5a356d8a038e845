#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>

#include "tests/conformance/folder.hpp"
#include "tests/conformance/stored_life.hpp"

extern char** environ;

namespace motcua::conformance {

namespace {

using moment = lab::stored_run::moment;

// One life of the victim.
class victim {
public:
    victim(std::string file, std::string folder, const boundary* until) {
        int ends[2];
        EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_adddup2(&files, ends[1], 1);
        std::string program = MOTCUA_CONFORMANCE_VICTIM, at, number;
        std::vector<char*> arguments{program.data(), file.data(), folder.data()};
        if (until) {
            at = until->at == moment::before ? "before" : "after";
            number = std::to_string(until->commit);
            arguments.insert(arguments.end(), {at.data(), number.data()});
        }
        arguments.push_back(nullptr);
        EXPECT_EQ(posix_spawn(&process_, program.c_str(), &files, nullptr, arguments.data(), environ), 0);
        posix_spawn_file_actions_destroy(&files);
        close(ends[1]);
        out_ = ends[0];
    }
    ~victim() { close(out_); }
    victim(const victim&) = delete;
    victim& operator=(const victim&) = delete;

    // Waits for its word, its end or so long, and kills it; true when that is what it died of.
    bool kill_after(int milliseconds) {
        pollfd wait{out_, POLLIN, 0};
        poll(&wait, 1, milliseconds);
        kill(process_, SIGKILL);
        return reap(), WIFSIGNALED(status_) && WTERMSIG(status_) == SIGKILL;
    }
    // True when it came to the end of the document.
    bool ends() { return reap(), WIFEXITED(status_) && WEXITSTATUS(status_) == 0; }

private:
    void reap() { waitpid(process_, &status_, 0); }

    pid_t process_ = 0;
    int out_ = -1;
    int status_ = 0;
};

int killed_at_every_commit(const std::string& file, const stored_life& straight) {
    const folder data;
    int kills = 0;
    for (std::int64_t n = 1; n <= straight.commits; ++n)
        for (const auto at : {moment::before, moment::after}) {
            const boundary until{at, n};
            const bool killed = victim(file, data.path, &until).kill_after(-1);
            EXPECT_TRUE(killed) << file << ": never came to commit " << n;
            kills += killed;
        }
    EXPECT_TRUE(victim(file, data.path, nullptr).ends()) << file;
    EXPECT_TRUE(what_stands_in(data.path) == straight) << file;
    return kills;
}

int killed_at_random(const std::string& file, const stored_life& straight, std::uint64_t seed) {
    const folder data;
    std::mt19937_64 draw(seed);
    int kills = 0;
    for (int i = 0; i < 3; ++i)
        kills += victim(file, data.path, nullptr).kill_after(static_cast<int>(draw() % 25));
    EXPECT_TRUE(victim(file, data.path, nullptr).ends()) << file;
    EXPECT_TRUE(what_stands_in(data.path) == straight) << file;
    return kills;
}

}  // namespace

int survives_kills(const std::string& file, std::uint64_t seed) {
    const auto straight = plan_dossier(file);
    return killed_at_every_commit(file, straight) + killed_at_random(file, straight, seed);
}

}  // namespace motcua::conformance
