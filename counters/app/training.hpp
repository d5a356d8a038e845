// The training mode's world: a clock that moves when told and survives a power cut, and an 80 mm printer
// whose paper is drawn on the page. Any thread.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "engine/base/clock.hpp"
#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/engine.hpp"
#include "printers/drivers/escpos/virtual_printer.hpp"

namespace motcua::app {

class training {
public:
    using announcer = std::function<void(std::string_view event, const json& data)>;

    static result<std::unique_ptr<training>> start(instant begin);
    ~training();

    virtual_clock& clock() { return clock_; }
    std::string printer_uri() const { return printer_->uri(); }
    void announce_with(announcer tell);

    // The clock as it was before the power went, if there is such a time. Once, before anybody asks for the
    // time.
    void resume_clock(engine& e);
    // Moves through every legal instant on the way, on a thread of its own; one after the other.
    void advance(engine& e, instant to, std::function<void()> done);
    // Waits until the clock stands still; before the engine goes.
    void settle();
    // Played forward in the caller's thread: the populated day of an empty data folder.
    result<void> populate(engine& e, const std::string& scenario);

    void set_printer(bool paper, bool cover_closed);
    json state() const;
    json sheets_after(std::uint64_t n) const;
    result<std::string> sheet(std::uint64_t n) const;  // PNG

private:
    explicit training(instant begin) : clock_(begin) {}
    void remember(engine& e, instant t);
    void keep(const printers::bitmap& sheet);

    struct cut_sheet {
        std::uint64_t number;
        std::string png;
        instant at;
    };
    virtual_clock clock_;
    std::unique_ptr<printers::escpos::virtual_printer> printer_;
    mutable std::mutex mutex_;
    std::deque<cut_sheet> sheets_;  // the newest ones
    std::uint64_t cut_ = 0;
    bool paper_ = true, cover_closed_ = true;
    announcer tell_;
    std::mutex moving_;
    std::thread mover_;
};

}  // namespace motcua::app
