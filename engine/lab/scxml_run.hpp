// Runs any SCXML document by the Recommendation, on a virtual clock that jumps to the next delayed send, or
// in real time. Behind `motcua scxml run`; the conformance tests use its parts. Not for dossiers: nothing is
// stored.
#pragma once

#include <functional>
#include <iosfwd>
#include <map>
#include <memory>
#include <string>

#include "engine/interpreter/step.hpp"
#include "engine/lab/io_port.hpp"

namespace motcua::lab {

struct scxml_run_options {
    std::string file;
    bool events = false;     // read events from the input, print configurations
    bool trace = false;      // every event, exit and entry to `err`
    bool real_time = false;  // delays take as long as they say
};

// 0: ended in the final state `pass` · 1: in `fail` · 2: bad document or bad input line · 3: elsewhere or
// stuck. `io` null: the HTTP processor without a network.
int scxml_run(const scxml_run_options& options, std::istream& in, std::ostream& out, std::ostream& err,
              io_port* io = nullptr);

// One document being run; the loop above in single steps.
class scxml_host final : public interpreter::environment {
public:
    scxml_host(interpreter::chart_pointer document, datamodel::ecmascript_heap& heap, io_port& io,
               bool trace);

    void start();
    void give(interpreter::event e);
    // Runs to the next rest without moving the clock; false when there is nothing to do before `until`.
    bool take_arrival(std::chrono::milliseconds at_most);
    bool fire_timers(instant until);

    const interpreter::session& now_running() const { return session_; }
    instant now() const { return now_; }
    void set_now(instant t) { now_ = t; }
    // Of all steps so far.
    std::vector<interpreter::trace_entry> trace;
    std::vector<interpreter::log_line> logs;
    std::string trouble;  // of an incident; empty: none

    // Called wherever every machine of the tree waits; may replace the session by an equal one.
    std::function<void(interpreter::session&)> at_each_wait;
    interpreter::chart_pointer chart_of_hash(std::string_view hash) const;

private:
    bool session_exists(std::string_view) override { return false; }
    interpreter::chart_pointer chart_at(std::string_view address, const std::string& beside) override;
    void run(const interpreter::input& in);

    datamodel::ecmascript_heap& heap_;
    io_port& io_;
    interpreter::settings settings_;
    interpreter::session session_;
    interpreter::scratch scratch_;
    instant now_;
    std::map<std::string, interpreter::chart_pointer> charts_;
};

interpreter::chart_pointer load_document(const std::string& file, datamodel::ecmascript_heap& heap,
                                         faults& found);

}  // namespace motcua::lab
