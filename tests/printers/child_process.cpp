#include "tests/printers/child_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

extern char** environ;

namespace motcua::printers {

std::string program_at(const std::string& name) {
    for (const char* folder : {"/usr/bin/", "/usr/sbin/", "/usr/local/bin/"})
        if (::access((folder + name).c_str(), X_OK) == 0) return folder + name;
    return {};
}

pid_t start_process(std::vector<std::string> words, const std::vector<std::string>& more_environment,
                    const std::string& log) {
    if (const std::string setpriv = program_at("setpriv"); !setpriv.empty())
        words.insert(words.begin(), {setpriv, "--pdeathsig", "KILL"});
    std::vector<char*> arguments, environment;
    for (const auto& w : words) arguments.push_back(const_cast<char*>(w.c_str()));
    for (char** e = environ; *e; ++e) environment.push_back(*e);
    for (const auto& e : more_environment) environment.push_back(const_cast<char*>(e.c_str()));
    arguments.push_back(nullptr);
    environment.push_back(nullptr);

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&files, 1, 2);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    pid_t pid = -1;
    const int error =
        ::posix_spawn(&pid, arguments[0], &files, &attributes, arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    if (error != 0) throw std::runtime_error("cannot start " + words[0]);
    return pid;
}

void end_process(pid_t& pid) {
    if (pid <= 0) return;
    ::kill(-pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
    pid = -1;
}

}  // namespace motcua::printers
