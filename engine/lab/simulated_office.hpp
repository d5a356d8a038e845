// An office that a scenario run can shut and open again: its engine on a virtual clock and on the run's own
// thread, its printers beside it. What the printers do is the owner's affair (a folder of files, a tally in a
// test); the run only says when they get a turn. One thread.
#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>
#include <vector>

#include "engine/base/clock.hpp"
#include "engine/lab/driven_engine.hpp"

namespace motcua::lab {

// Whoever does the outbox's work in a scenario run.
class agent {
public:
    virtual ~agent() = default;
    virtual void outbox_request(const change& news) = 0;
    // What has been done since the last turn, for the next batch; and words of people at the printer.
    virtual std::vector<progress_report> reports(instant now) = 0;
    virtual std::vector<command> decisions(instant now) = 0;
    // The batch with these reports is committed: now bytes may leave.
    virtual void committed(engine& e) = 0;
    // The program ended in the middle of this, and starts again from what the store says; nothing is due.
    virtual void restarted(engine& e) = 0;
    virtual bool idle() const = 0;
};

class simulated_office {
public:
    simulated_office(options how, virtual_clock& time, agent& printers);
    // False with `error` filled; an office that does not open stays shut.
    bool open(open_error& error);
    void shut();
    bool is_open() const { return engine_ != nullptr; }
    driven_engine inside() { return {*engine_, &io_}; }
    // The printers hear of what is owed since they were told last.
    void tell_printers();
    virtual_clock& time() { return time_; }
    agent& printers() { return printers_; }

private:
    options how_;
    virtual_clock& time_;
    agent& printers_;
    boost::asio::io_context io_;
    std::unique_ptr<engine> engine_;
    std::optional<subscription> changes_;
    bool opened_before_ = false;
};

}  // namespace motcua::lab
