// Child processes for the tests: each in a process group of its own, so that its children end with it, and
// each ends with us, however we end. Only what was started here is ever ended.
#pragma once

#include <poll.h>
#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace motcua::printers {

// Empty when it is not installed.
std::string program_at(const std::string& name);

// Throws when it cannot be started. What it says goes to the file `log`.
pid_t start_process(std::vector<std::string> words, const std::vector<std::string>& more_environment,
                    const std::string& log);
// SIGKILL, then waits for it; sets it to -1.
void end_process(pid_t& pid);

// For what happens in other processes and can only be looked at; 20 s at most.
template <class Condition>
bool until(Condition holds) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!holds()) {
        if (std::chrono::steady_clock::now() > limit) return false;
        ::poll(nullptr, 0, 2);
    }
    return true;
}

}  // namespace motcua::printers
