// The training mode's world: a clock that moves when told and survives a power cut, and an 80 mm printer
// whose paper is drawn on the page. Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
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
#include "engine/lab/scenario.hpp"
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

    // Clock and printer as they were before the power went. Once, before anybody asks for the time.
    result<void> resume(engine& e);
    // After resume(): the populated day of an empty data folder, played forward in the caller's thread; goes
    // on where the power went.
    void populate(engine& e, const lab::scenario& day);
    // Moves through every legal instant on the way, on a thread of its own; one order after the other. Does
    // not wait. `done` hears when the clock stands at `by` from now; it is dropped when settle() comes first.
    void advance(engine& e, std::chrono::hours by, std::function<void()> done);
    // Moves no further; before the engine goes.
    void settle();

    void set_printer(engine& e, bool paper, bool cover_closed);
    json state() const;
    json sheets_after(std::uint64_t n) const;
    result<std::string> sheet(std::uint64_t n) const;  // PNG

private:
    explicit training(instant begin) : clock_(begin) {}
    void remember(engine& e, instant t);
    void move();
    void show_printer(bool paper, bool cover_closed);
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
    bool filled_ = false, begun_ = false;  // by an earlier process

    struct move_order {
        engine* e;
        std::chrono::hours by;
        std::function<void()> done;
    };
    std::mutex moving_;
    std::condition_variable ordered_;
    std::deque<move_order> orders_;
    bool settled_ = false;
    std::thread mover_;
};

}  // namespace motcua::app
