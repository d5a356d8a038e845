// The training mode's world: a clock that moves when told and survives a power cut, and an 80 mm printer
// whose paper is drawn on the page. The clock moves on the root thread; whatever does not say so may be
// called from any.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

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

    static result<std::unique_ptr<training>> start(boost::asio::any_io_executor root, instant begin);
    ~training();

    virtual_clock& clock() { return clock_; }
    std::string printer_uri() const { return printer_->uri(); }
    void announce_with(announcer tell);

    // Clock and printer as they were before the power went. Once, before anybody asks for the time. Waits for
    // the engine, as does populate().
    result<void> resume(engine& e);
    // After resume(): the populated day of an empty data folder, played forward in the caller's thread; goes
    // on where the power went.
    void populate(engine& e, const lab::scenario& day);
    // Moves through every legal instant on the way; one order after the other. Does not wait. `done` hears
    // when the clock stands at `by` from now; it is dropped when settle() comes first. Root thread.
    void advance(engine& e, std::chrono::hours by, std::function<void()> done);
    // Moves no further; before the engine goes. Awaited on the root thread.
    boost::asio::awaitable<void> settle();

    void set_printer(engine& e, bool paper, bool cover_closed);
    json state() const;
    json sheets_after(std::uint64_t n) const;
    result<std::string> sheet(std::uint64_t n) const;  // PNG

private:
    training(const boost::asio::any_io_executor& root, instant begin)
        : clock_(begin), root_(root), stands_(root, boost::asio::steady_timer::time_point::max()) {}
    struct move_order {
        engine* e;
        std::chrono::hours by;
        std::function<void()> done;
    };
    void remember(engine& e, instant t);
    void begin_to_move();
    boost::asio::awaitable<void> move();
    boost::asio::awaitable<void> go_to(engine& e, instant to);
    boost::asio::awaitable<void> stop_at(engine& e, instant t);
    void tell(std::string_view event, const json& data);
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

    const boost::asio::any_io_executor root_;  // touches what follows
    std::deque<move_order> orders_;
    bool moving_ = false, settled_ = false;
    boost::asio::steady_timer stands_;  // is cancelled when the clock stands
};

}  // namespace motcua::app
