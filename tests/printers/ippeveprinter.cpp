#include "tests/printers/ippeveprinter.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

extern char** environ;

namespace motcua::printers {
namespace {

namespace fs = std::filesystem;
using clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

std::string found(const std::string& program) {
    for (const char* folder : {"/usr/bin/", "/usr/sbin/", "/usr/local/bin/"})
        if (::access((folder + program).c_str(), X_OK) == 0) return folder + program;
    return {};
}

bool somebody_listens(int port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in there{};
    there.sin_family = AF_INET;
    there.sin_port = htons(static_cast<std::uint16_t>(port));
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool answered = ::connect(fd, reinterpret_cast<sockaddr*>(&there), sizeof there) == 0;
    ::close(fd);
    return answered;
}

int free_port() {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    if (::bind(fd, reinterpret_cast<sockaddr*>(&here), size) != 0) throw std::runtime_error("no free port");
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&here), &size);
    ::close(fd);
    return ntohs(here.sin_port);
}

template <class Condition>
bool until(Condition holds) {
    const auto limit = clock::now() + 20s;
    while (!holds()) {
        if (clock::now() > limit) return false;
        ::poll(nullptr, 0, 5);
    }
    return true;
}

// In a process group of its own, so that its children end with it; and it ends with us, however we end.
pid_t start(std::vector<std::string> words, const std::vector<std::string>& more_environment,
            const std::string& log) {
    if (const std::string setpriv = found("setpriv"); !setpriv.empty())
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

void end(pid_t& pid) {
    if (pid <= 0) return;
    ::kill(-pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
    pid = -1;
}

// $1 is the document; ippeveprinter passes the job's attributes in the environment.
constexpr const char* script = R"sh(#!/bin/sh
here="$(dirname "$0")"
mode="$(cat "$here/mode")"
echo "$IPP_JOB_NAME" >> "$here/taken"
case "$mode" in
abort) exit 1 ;;
paper)
    echo "STATE: +media-empty-error" >&2
    read go < "$here/paper"
    echo "STATE: -media-empty-error" >&2 ;;
esac
echo "$(stat -c %s "$1") $IPP_JOB_NAME" >> "$here/printed"
exit 0
)sh";

}  // namespace

std::string ippeveprinter::missing() {
    for (const char* program : {"ippeveprinter", "dbus-daemon"})
        if (found(program).empty())
            return std::string(program) + " is not installed (apt-get install cups-ipp-utils dbus-daemon)";
    return {};
}

ippeveprinter::ippeveprinter() {
    char name[] = "/tmp/motcua-ipp-XXXXXX";
    folder_ = ::mkdtemp(name);
    fs::create_directory(folder_ + "/spool");
    std::ofstream(folder_ + "/command.sh") << script;
    ::chmod((folder_ + "/command.sh").c_str(), 0700);
    ::mkfifo((folder_ + "/paper").c_str(), 0600);
    print_normally();
    const std::string bus = "unix:path=" + folder_ + "/bus";
    bus_ = start({found("dbus-daemon"), "--session", "--nofork", "--nopidfile", "--address=" + bus}, {},
                 folder_ + "/bus.log");
    until([&] { return fs::exists(folder_ + "/bus"); });
    port_ = free_port();
    start_printer();
}

ippeveprinter::~ippeveprinter() {
    end(printer_);
    end(bus_);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

void ippeveprinter::start_printer() {
    printer_ =
        start({found("ippeveprinter"), "-r", "off", "-n", "localhost", "-p", std::to_string(port_), "-d",
               folder_ + "/spool", "-k", "-f", "application/pdf,image/pwg-raster,application/octet-stream",
               "-c", folder_ + "/command.sh", "Slip Printer"},
              {"DBUS_SYSTEM_BUS_ADDRESS=unix:path=" + folder_ + "/bus"}, folder_ + "/printer.log");
    if (!until([&] { return somebody_listens(port_); })) {
        std::ostringstream log;
        log << std::ifstream(folder_ + "/printer.log").rdbuf();
        throw std::runtime_error("ippeveprinter does not listen: " + log.str());
    }
}

void ippeveprinter::kill_printer() {
    end(printer_);
}

void ippeveprinter::set_mode(const std::string& mode) {
    std::ofstream(folder_ + "/mode") << mode;
}

// Opening the pipe for writing waits for the script that reads it.
void ippeveprinter::put_paper_in() {
    print_normally();
    int pipe = -1;
    until([&] {
        return (pipe = ::open((folder_ + "/paper").c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC)) >= 0;
    });
    if (pipe < 0) return;
    [[maybe_unused]] const ssize_t n = ::write(pipe, "go\n", 3);
    ::close(pipe);
}

std::vector<ippeveprinter::sheet> ippeveprinter::printed() const {
    std::vector<sheet> out;
    std::ifstream in(folder_ + "/printed");
    sheet s;
    while (in >> s.bytes && in.ignore() && std::getline(in, s.job)) out.push_back(s);
    return out;
}

std::size_t ippeveprinter::times_printed(const std::string& job) const {
    std::size_t n = 0;
    for (const sheet& s : printed()) n += s.job == job;
    return n;
}

bool ippeveprinter::waits_for_jobs_taken(std::size_t n) const {
    return until([&] {
        std::ifstream in(folder_ + "/taken");
        std::size_t lines = 0;
        for (std::string line; std::getline(in, line);) ++lines;
        return lines >= n;
    });
}

}  // namespace motcua::printers
