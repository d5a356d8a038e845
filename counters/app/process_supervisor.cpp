#include "counters/app/process_supervisor.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>

namespace motcua::app {
namespace {

volatile pid_t running = 0;
volatile std::sig_atomic_t asked_to_end = 0;

void pass_on(int signal) {
    asked_to_end = 1;
    if (running > 0) ::kill(running, signal);
}

}  // namespace

int keep_alive(const std::function<int()>& child) {
    sigset_t ending, before;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    for (;;) {
        std::fflush(nullptr);
        // The child waits for these signals itself; the parent passes on what came in between, too.
        ::sigprocmask(SIG_BLOCK, &ending, &before);
        const pid_t parent = ::getpid();
        const pid_t pid = ::fork();
        if (pid < 0) return std::perror("motcua: fork"), 4;
        if (pid == 0) {
            std::signal(SIGINT, SIG_DFL);
            std::signal(SIGTERM, SIG_DFL);
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // never outlives its supervisor
            if (::getppid() != parent) ::_exit(4);
            const int status = child();
            std::fflush(nullptr);
            ::_exit(status);
        }
        running = pid;
        std::signal(SIGINT, pass_on);
        std::signal(SIGTERM, pass_on);
        ::sigprocmask(SIG_SETMASK, &before, nullptr);
        int status = 0;
        while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
        }
        running = 0;
        const bool power_cut = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
        if (!power_cut) return WIFEXITED(status) ? WEXITSTATUS(status) : 4;
        if (asked_to_end) return 0;
        std::fputs("motcua: power cut; starting again from the data folder\n", stderr);
    }
}

}  // namespace motcua::app
