#include "printers/drivers/escpos/virtual_printer.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <deque>
#include <thread>

#include "printers/drivers/escpos/paper_roll.hpp"
#include "printers/drivers/escpos/stream_decoder.hpp"

namespace motcua::printers::escpos {
namespace {

constexpr std::size_t receive_buffer = 262144;  // operations beyond it wait in the sender's socket

class descriptor {
public:
    explicit descriptor(int fd = -1) : fd_(fd) {}
    ~descriptor() { reset(); }
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    void reset(int fd = -1) {
        if (fd_ >= 0) ::close(fd_);
        fd_ = fd;
    }
    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }

private:
    int fd_;
};

}  // namespace

class virtual_printer::server {
public:
    explicit server(virtual_printer_settings settings)
        : settings_(std::move(settings)), roll_(settings_.dots) {}
    ~server() {
        if (!thread_.joinable()) return;
        stopping_ = true;
        notify();
        thread_.join();
    }

    result<void> open();
    void notify() {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t n = ::write(bell_.get(), &one, sizeof one);
    }

    virtual_printer_settings settings_;
    int port_ = 0;
    std::atomic<bool> paper_{true}, near_end_{false}, cover_{false}, stopping_{false}, unplugged_{false};
    std::atomic<std::size_t> sheets_{0}, torn_{0}, unknown_{0};

private:
    void run();
    void welcome();
    void receive();
    void hang_up();
    void act(meddler::act then);
    void take(operation&& op);
    void work();
    bool stuck(const operation& op) const;
    void perform(const operation& op);
    void answer(std::string_view bytes);
    std::string status_byte(int n) const;
    std::string status_block() const;
    bool online() const { return paper_ && !cover_; }

    descriptor listener_, bell_, line_;
    std::thread thread_;
    stream_decoder decoder_;
    std::deque<operation> waiting_;
    std::size_t waiting_bytes_ = 0;
    paper_roll roll_;
    bool tells_changes_ = false, frozen_ = false, in_document_ = false;
    std::size_t document_bytes_ = 0;
};

result<void> virtual_printer::server::open() {
    const auto refused = [](const char* what) {
        return fail(failure::kind::io,
                    std::string("virtual printer: cannot ") + what + ": " + std::strerror(errno));
    };
    bell_.reset(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
    listener_.reset(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!bell_ || !listener_) return refused("open a socket");
    const int on = 1;
    const int small = 65536;  // as little as a receipt printer has
    ::setsockopt(listener_.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    ::setsockopt(listener_.get(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_port = htons(static_cast<std::uint16_t>(settings_.port));
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    if (::bind(listener_.get(), reinterpret_cast<sockaddr*>(&here), size) != 0)
        return refused("use its port");
    if (::listen(listener_.get(), 8) != 0) return refused("listen");
    ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&here), &size);
    port_ = ntohs(here.sin_port);
    thread_ = std::thread([this] { run(); });
    return {};
}

void virtual_printer::server::run() {
    while (!stopping_) {
        const bool full = waiting_bytes_ > receive_buffer;
        pollfd p[2] = {{bell_.get(), POLLIN, 0}, {line_ ? line_.get() : listener_.get(), POLLIN, 0}};
        if (line_ && (full || frozen_)) p[1].events = 0;
        if (::poll(p, 2, -1) < 0) continue;
        if (p[0].revents) {
            std::uint64_t rings = 0;
            [[maybe_unused]] const ssize_t n = ::read(bell_.get(), &rings, sizeof rings);
            if (tells_changes_) answer(status_block());
            work();
            if (unplugged_.exchange(false)) {
                act(meddler::act::drop);
                continue;
            }
        }
        if (!p[1].revents || stopping_) continue;
        if (!line_)
            welcome();
        else if (p[1].events == 0)
            hang_up();
        else
            receive();
    }
}

void virtual_printer::server::welcome() {
    line_.reset(::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!line_) return;
    const int on = 1;
    ::setsockopt(line_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (settings_.faults) act(settings_.faults->on_connect().then);
}

// What was received whole is printed, as on real printers; a torn command is not.
void virtual_printer::server::hang_up() {
    line_.reset();
    decoder_ = {};
    tells_changes_ = frozen_ = in_document_ = false;
}

void virtual_printer::server::act(meddler::act then) {
    if (then == meddler::act::freeze) frozen_ = true;
    if (then == meddler::act::drop) {
        hang_up();
        if (settings_.faults) settings_.faults->on_dropped();
    }
}

void virtual_printer::server::receive() {
    char buffer[16384];
    const ssize_t n = ::read(line_.get(), buffer, sizeof buffer);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0) return hang_up();
    std::string_view bytes(buffer, static_cast<std::size_t>(n));

    if (!in_document_ && decoder_.between_commands() && bytes[0] == '\x1B') {
        in_document_ = true;
        document_bytes_ = 0;
    }
    meddler::decision d{bytes.size(), meddler::act::serve};
    if (in_document_ && settings_.faults)
        d = settings_.faults->on_document_bytes(document_bytes_, bytes.size());
    bytes = bytes.substr(0, d.take);
    document_bytes_ += bytes.size();
    decoder_.feed(bytes, [this](operation&& op) { take(std::move(op)); });
    work();
    act(d.then);
}

void virtual_printer::server::take(operation&& op) {
    if (op.what == operation::kind::ask_status) {  // real time: before all that waits
        in_document_ = false;
        answer(status_byte(op.number));
        return;
    }
    waiting_bytes_ += op.bytes.size();
    waiting_.push_back(std::move(op));
}

bool virtual_printer::server::stuck(const operation& op) const {
    using kind = operation::kind;
    const bool needs_paper = op.what == kind::rows || op.what == kind::feed || op.what == kind::cut;
    return needs_paper && !online();
}

void virtual_printer::server::work() {
    while (!waiting_.empty() && !stuck(waiting_.front())) {
        const operation op = std::move(waiting_.front());
        waiting_.pop_front();
        waiting_bytes_ -= op.bytes.size();
        perform(op);
    }
}

void virtual_printer::server::perform(const operation& op) {
    using kind = operation::kind;
    switch (op.what) {
        case kind::initialise:
            if (roll_.printed() > 0) {
                ++torn_;
                roll_.cut();
            }
            tells_changes_ = false;
            break;
        case kind::rows:
            roll_.print(op.bytes, op.stride);
            if (settings_.faults) settings_.faults->on_rows_printed(roll_.printed());
            break;
        case kind::feed:
            roll_.feed(op.number);
            break;
        case kind::cut: {
            const bitmap sheet = roll_.cut();
            ++sheets_;
            if (settings_.on_sheet) settings_.on_sheet(sheet);
            break;
        }
        case kind::enable_asb:
            tells_changes_ = op.number != 0;
            if (tells_changes_) answer(status_block());
            break;
        case kind::process_id:
            in_document_ = false;
            answer("\x37\x22" + op.bytes + std::string(1, '\0'));
            break;
        case kind::unknown:
            ++unknown_;
            break;
        case kind::ask_status:
            break;
    }
}

void virtual_printer::server::answer(std::string_view bytes) {
    if (!line_ || frozen_ || (settings_.faults && !settings_.faults->answers())) return;
    [[maybe_unused]] const ssize_t n = ::send(line_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

std::string virtual_printer::server::status_byte(int n) const {
    unsigned byte = 0x12;
    if (n == 1 && !online()) byte |= 0x08U;
    if (n == 2) byte |= (cover_ ? 0x04U : 0U) | (paper_ ? 0U : 0x20U);
    if (n == 4) byte |= (near_end_ ? 0x0CU : 0U) | (paper_ ? 0U : 0x60U);
    return std::string(1, static_cast<char>(byte));
}

std::string virtual_printer::server::status_block() const {
    const unsigned first = 0x10U | (online() ? 0U : 0x08U) | (cover_ ? 0x20U : 0U);
    const unsigned third = (near_end_ ? 0x03U : 0U) | (paper_ ? 0U : 0x0CU);
    return {static_cast<char>(first), '\0', static_cast<char>(third), '\0'};
}

virtual_printer::virtual_printer(std::unique_ptr<server> running) : server_(std::move(running)) {}
virtual_printer::~virtual_printer() = default;

result<std::unique_ptr<virtual_printer>> virtual_printer::start(virtual_printer_settings settings) {
    auto running = std::make_unique<server>(std::move(settings));
    if (auto opened = running->open(); !opened) return tl::make_unexpected(opened.error());
    return std::unique_ptr<virtual_printer>(new virtual_printer(std::move(running)));
}

int virtual_printer::port() const {
    return server_->port_;
}
std::string virtual_printer::uri() const {
    return "escpos://127.0.0.1:" + std::to_string(server_->port_) +
           "?dots=" + std::to_string(server_->settings_.dots) + "&status=dle-eot&barrier=yes";
}
std::size_t virtual_printer::sheets() const {
    return server_->sheets_;
}
std::size_t virtual_printer::torn_sheets() const {
    return server_->torn_;
}
std::size_t virtual_printer::unknown_bytes() const {
    return server_->unknown_;
}

void virtual_printer::set_paper(bool present) {
    server_->paper_ = present;
    server_->notify();
}
void virtual_printer::set_near_end(bool near) {
    server_->near_end_ = near;
    server_->notify();
}
void virtual_printer::hang_up() {
    server_->unplugged_ = true;
    server_->notify();
}
void virtual_printer::set_cover(bool open) {
    server_->cover_ = open;
    server_->notify();
}

}  // namespace motcua::printers::escpos
