// Runs any SCXML document by the Recommendation, on a virtual clock that jumps to the next delayed send, or
// in real time; with a data folder the run outlives its process. Behind `motcua scxml run`; the conformance
// tests use its parts. Not for dossiers: those are the runtime's.
#pragma once

#include <iosfwd>
#include <string>

#include "engine/interpreter/step.hpp"
#include "engine/lab/scxml/document_cache.hpp"
#include "engine/lab/scxml/io_port.hpp"

namespace motcua::lab {

struct scxml_run_options {
    std::string file;
    bool events = false;     // read events from the input, print configurations
    bool trace = false;      // every event, exit and entry to `err`
    bool real_time = false;  // delays take as long as they say
    std::string data;        // folder in which the run is kept; empty: it is not
};

// 0: ended in the final state `pass` · 1: in `fail` · 2: bad document, bad input line or a folder that keeps
// something else · 3: elsewhere or stuck · 4: the folder cannot be read or written. `io` null: the HTTP
// processor without a network; a run that is kept has no other.
int scxml_run(const scxml_run_options& options, std::istream& in, std::ostream& out, std::ostream& err,
              io_port* io = nullptr);

// Who hears of a run while it goes on.
class wait_keeper {
public:
    virtual ~wait_keeper() = default;
    // Every machine of the tree stands at its wait; `turn` is what happened since the last one. May replace
    // the session by an equal one. False: the run stops here, nothing more is called.
    virtual bool at_wait(interpreter::session& s, const interpreter::outcome& turn) = 0;
    // The step under way ended in an incident.
    virtual void at_incident(const std::string& why) = 0;
};

// One document being run; the loop above in single steps.
class scxml_host final : public interpreter::environment {
public:
    scxml_host(interpreter::chart_pointer document, document_cache& shelf, io_port& io, bool trace);

    void set_keeper(wait_keeper& k) { keeper_ = &k; }
    // Instead of start(): a session as it stood at a wait.
    void put_back(interpreter::session s, instant now);
    // Starts, or goes on where the session that was put back stood.
    void start();
    void give(interpreter::event e);
    // Runs to the next rest without moving the clock; false when there is nothing to do before `until`.
    bool take_arrival(std::chrono::milliseconds at_most);
    bool fire_timers(instant until);
    // The clock moves though nothing falls due.
    void rest_until(instant t);

    const interpreter::session& now_running() const { return session_; }
    instant now() const { return now_; }
    void set_now(instant t) { now_ = t; }
    // Of all steps so far.
    std::vector<interpreter::trace_entry> trace;
    std::vector<interpreter::log_line> logs;
    std::vector<interpreter::unhandled> unhandled;
    std::string trouble;  // why it stopped; empty: it did not

private:
    bool session_exists(std::string_view) override { return false; }
    interpreter::chart_pointer chart_at(std::string_view address, const std::string& beside) override;
    std::optional<interpreter::event> arriving_here(const interpreter::outgoing& message) override;
    void run(interpreter::input in);
    std::uint64_t chance();
    bool wait();

    document_cache& shelf_;
    io_port& io_;
    wait_keeper* keeper_ = nullptr;
    interpreter::settings settings_;
    interpreter::session session_;
    interpreter::scratch scratch_;
    instant now_;
    std::uint64_t steps_ = 0;
};

}  // namespace motcua::lab
