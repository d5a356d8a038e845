#include "tests/app/program.hpp"

#include <signal.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <gtest/gtest.h>

#include "engine/base/text.hpp"
#include "tests/printers/child_process.hpp"

namespace motcua::app::testing {
namespace {

namespace fs = std::filesystem;

// The one child of a process.
pid_t child_of(pid_t parent) {
    const auto at = "/proc/" + std::to_string(parent) + "/task/" + std::to_string(parent) + "/children";
    pid_t child = -1;
    std::ifstream(at) >> child;
    return child;
}

}  // namespace

folder::folder() : path_(::testing::TempDir() + "motcua-app-" + std::to_string(std::random_device{}())) {
    fs::create_directories(path_);
}

folder::~folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string folder::path(const std::string& name) const {
    return name.empty() ? path_ : path_ + "/" + name;
}

std::string folder::write(const std::string& name, const std::string& text) const {
    const auto at = path(name);
    fs::create_directories(fs::path(at).parent_path());
    EXPECT_TRUE(write_file(at, text));
    return at;
}

program::program(std::vector<std::string> words, std::string log) : log_(std::move(log)) {
    words.insert(words.begin(), MOTCUA_PROGRAM);
    pid_ = printers::start_process(std::move(words), {}, log_);
}

program::~program() {
    if (pid_ > 0 && ::testing::Test::HasFailure()) std::fprintf(stderr, "%s", said().c_str());
    printers::end_process(pid_);
}

std::string program::said() const {
    std::ostringstream out;
    out << std::ifstream(log_).rdbuf();
    return out.str();
}

std::string program::waits_for_line(const std::string& start, std::size_t n) const {
    std::string found;
    printers::until([&] {
        std::istringstream all(said());
        std::size_t seen = 0;
        for (std::string line; std::getline(all, line) && !all.eof();)
            if (line.starts_with(start) && ++seen == n) return found = line.substr(start.size()), true;
        return false;
    });
    return found;
}

void program::ask_to_end() const {
    ::kill(pid_, SIGTERM);
}

int program::ends() {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void program::cut_power() const {
    const auto serving = child_of(pid_);
    ASSERT_GT(serving, 0);
    ::kill(serving, SIGKILL);
}

ended run(std::vector<std::string> words, const folder& in) {
    const auto log = in.path("said-" + std::to_string(std::random_device{}()));
    program p(std::move(words), log);
    ended out;
    out.status = p.ends();
    out.said = p.said();
    return out;
}

}  // namespace motcua::app::testing
