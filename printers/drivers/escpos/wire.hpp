// The line to a receipt printer: a TCP connection or a device file, non-blocking underneath, every call with
// a time limit. It says how many bytes were accepted, never that they were printed. One thread at a time.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "printers/device/device.hpp"
#include "printers/device/uri.hpp"

namespace motcua::printers::escpos {

class wire {
public:
    using clock = std::chrono::steady_clock;

    // nullptr: not reached within `wait.connect`.
    static std::unique_ptr<wire> reach(const device_uri& where, const patience& wait, std::stop_token stop);
    ~wire();
    wire(const wire&) = delete;
    wire& operator=(const wire&) = delete;

    // False as soon as the printer is seen to have closed.
    bool alive();

    struct sent {
        std::size_t accepted = 0;
        std::optional<reason> broken;  // connection_lost or stalled
    };
    // Never stopped half-way by anybody but the printer. What the printer says meanwhile is kept for
    // listen().
    sent write(std::string_view bytes, std::chrono::milliseconds stall);

    enum class heard { something, nothing, closed };
    // Appends what came until `until`; returns at the first bytes.
    heard listen(std::string& into, clock::time_point until, std::stop_token stop);

    // Waits until the other end's system has acknowledged every byte; true at once for a device file.
    bool flushed(clock::time_point until);

private:
    wire(int fd, bool socket) : fd_(fd), socket_(socket) {}
    heard read_now();

    int fd_;
    bool socket_;
    bool closed_ = false;
    std::string waiting_;
};

}  // namespace motcua::printers::escpos
