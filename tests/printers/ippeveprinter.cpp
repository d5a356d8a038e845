#include "tests/printers/ippeveprinter.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "printers/drivers/devices.hpp"
#include "tests/printers/child_process.hpp"

namespace motcua::printers {
namespace {

namespace fs = std::filesystem;

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
        if (program_at(program).empty())
            return std::string(program) + " is not installed (apt-get install cups-ipp-utils dbus-daemon)";
    return {};
}

ippeveprinter::ippeveprinter(connection how) : connection_(how) {
    char name[] = "/tmp/motcua-ipp-XXXXXX";
    folder_ = ::mkdtemp(name);
    for (const char* part : {"/spool", "/keys"}) fs::create_directory(folder_ + part);
    std::ofstream(folder_ + "/command.sh") << script;
    ::chmod((folder_ + "/command.sh").c_str(), 0700);
    ::mkfifo((folder_ + "/paper").c_str(), 0600);
    print_normally();
    const std::string bus = "unix:path=" + folder_ + "/bus";
    bus_ =
        start_process({program_at("dbus-daemon"), "--session", "--nofork", "--nopidfile", "--address=" + bus},
                      {}, folder_ + "/bus.log");
    until([&] { return fs::exists(folder_ + "/bus"); });
    port_ = free_port();
    start_printer();
}

ippeveprinter::~ippeveprinter() {
    end_process(printer_);
    end_process(bus_);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

void ippeveprinter::start_printer() {
    printer_ =
        start_process({program_at("ippeveprinter"), "-r", "off", "-n", "localhost", "-p",
                       std::to_string(port_), "-d", folder_ + "/spool", "-K", folder_ + "/keys", "-k", "-f",
                       "application/pdf,image/pwg-raster,application/octet-stream", "-c",
                       folder_ + "/command.sh", "Slip Printer"},
                      {"DBUS_SYSTEM_BUS_ADDRESS=unix:path=" + folder_ + "/bus"}, folder_ + "/printer.log");
    // An encrypted one makes its key for the first who comes, and breaks off with those who come meanwhile.
    const auto ready = [&] {
        return connection_ == connection::plain ? somebody_listens(port_) : address_to_keep(uri()) != uri();
    };
    if (!until(ready)) {
        std::ostringstream log;
        log << std::ifstream(folder_ + "/printer.log").rdbuf();
        throw std::runtime_error("ippeveprinter does not listen: " + log.str());
    }
}

void ippeveprinter::lose_certificate() {
    for (const auto& file : fs::directory_iterator(folder_ + "/keys")) fs::remove(file.path());
}

void ippeveprinter::kill_printer() {
    end_process(printer_);
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
