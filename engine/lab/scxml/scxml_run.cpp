#include "engine/lab/scxml/scxml_run.hpp"

#include <algorithm>
#include <istream>
#include <ostream>

#include "engine/base/clock.hpp"
#include "engine/base/json.hpp"
#include "engine/lab/scxml/loopback_http.hpp"
#include "engine/lab/scxml/scxml_events.hpp"
#include "engine/lab/scxml/stored_run.hpp"

namespace motcua::lab {

namespace {

using std::chrono::milliseconds;
constexpr milliseconds patience{5000};  // for what is in flight while a virtual clock stands still
constexpr instant end_of_time = instant::max();
constexpr int most_without_time = 10'000;  // messages at one instant
constexpr int most_timers = 100'000;       // on the virtual clock, from one line of input to the next

class program {
public:
    program(const scxml_run_options& options, scxml_host& host, io_port& io, std::ostream& out,
            std::ostream& err)
        : options_(options), host_(host), io_(io), out_(out), err_(err) {}

    int run(std::istream& in) {
        if (!over()) host_.start();
        settle();
        if (options_.events) {
            print_configuration();
            std::string line;
            for (int number = 1; std::getline(in, line); ++number) {
                if (line.find_first_not_of(" \t\r") == line.npos) continue;
                if (!take_line(line, number)) return 2;
                print_configuration();
            }
        }
        // A run that is kept may be given more events later.
        if (!options_.events || options_.data.empty()) move_clock(end_of_time);
        if (!options_.events) print_configuration();
        return verdict();
    }

private:
    bool over() const { return host_.now_running().is_final() || !host_.trouble.empty(); }

    // Everything that happens at this instant.
    void settle() {
        report();
        for (int arrivals = 0; !over() && io_.in_flight(); arrivals += host_.take_arrival(patience), report())
            if (arrivals > most_without_time) host_.trouble = "its messages to itself never come to rest";
    }

    // Fires what falls due on the way; in real time, waits for it.
    void move_clock(instant to) {
        for (int timers = 0; !over(); ++timers) {
            if (timers > most_timers && !options_.real_time) {
                host_.trouble = "its timers never end; --real-time or --events let it go on";
                break;
            }
            const auto due = host_.now_running().wake_at();
            const auto next = due ? std::min(*due, to) : to;
            if (options_.real_time && wait(next)) continue;
            if (next == end_of_time || !host_.fire_timers(to)) break;
            settle();
        }
        if (to != end_of_time && !over()) host_.rest_until(to);
    }

    // True when something arrived meanwhile. The clock follows the real one.
    bool wait(instant until) {
        if (until == end_of_time) return false;
        const auto started = std::chrono::steady_clock::now();
        const auto from = host_.now();
        const auto longest = until - from;
        io_.rest(longest);
        const auto passed = std::chrono::floor<milliseconds>(std::chrono::steady_clock::now() - started);
        const bool early = io_.in_flight();
        host_.set_now(early ? from + std::min(passed, longest) : until);
        if (early) settle();
        return early;
    }

    bool take_line(const std::string& text, int number) {
        auto line = read_event_line(text);
        if (!line) {
            err_ << "input:" << number << ":1: " << line.error().message << '\n';
            return false;
        }
        move_clock(host_.now() + line->after);
        if (!line->what) return true;
        if (!over()) host_.give(std::move(*line->what));
        settle();
        return true;
    }

    void print_configuration() {
        json_array states;
        for (const auto& id : host_.now_running().configuration()) states.emplace_back(id);
        json_object line;
        line["configuration"] = std::move(states);
        out_ << to_text(line) << std::endl;
    }

    void report() {
        if (!options_.trace) host_.trace.clear();
        for (const auto& l : host_.logs) err_ << (l.label.empty() ? "" : l.label + ": ") << l.text << '\n';
        host_.logs.clear();
        constexpr const char* words[] = {"event", "take", "exit", "enter", "end"};
        for (const auto& t : host_.trace) {
            if (t.machine != 0) err_ << t.machine << ' ';
            err_ << words[static_cast<int>(t.what)] << ' ' << t.text << '\n';
        }
        host_.trace.clear();
        for (const auto& u : host_.unhandled)
            err_ << u.event << ", which nothing handles: " << u.message << '\n';
        host_.unhandled.clear();
    }

    int verdict() {
        report();
        if (!host_.trouble.empty()) err_ << options_.file << ": stopped: " << host_.trouble << '\n';
        const auto ids = host_.now_running().configuration();
        if (!host_.now_running().is_final() || ids.size() != 1 || !host_.trouble.empty()) return 3;
        return ids.front() == "pass" ? 0 : ids.front() == "fail" ? 1 : 3;
    }

    const scxml_run_options& options_;
    scxml_host& host_;
    io_port& io_;
    std::ostream& out_;
    std::ostream& err_;
};

// A run that is kept goes on with the clock of the world, not from where it was cut off.
int run_kept(const scxml_run_options& options, datamodel::ecmascript_heap& heap, std::istream& in,
             std::ostream& out, std::ostream& err) {
    faults found;
    const auto kept = stored_run::open(options.file, options.data, heap, found);
    for (const auto& f : found) err << to_string(f) << '\n';
    if (!kept) {
        if (found.empty()) err << options.data << ": " << kept.error().message << '\n';
        return kept.error().what == failure::kind::bad_input ? 2 : 4;
    }
    auto& host = (*kept)->host();
    if (options.real_time) host.set_now(std::max(host.now(), system_clock().now()));
    const auto verdict = program(options, host, (*kept)->port(), out, err).run(in);
    return (*kept)->failed() ? 4 : verdict;
}

}  // namespace

int scxml_run(const scxml_run_options& options, std::istream& in, std::ostream& out, std::ostream& err,
              io_port* io) {
    datamodel::ecmascript_heap heap;
    if (!options.data.empty()) return run_kept(options, heap, in, out, err);
    document_cache shelf(heap);
    faults found;
    const auto document = shelf.at(options.file, found);
    for (const auto& f : found) err << to_string(f) << '\n';
    if (!document) return 2;
    loopback_http loopback;
    auto& port = io ? *io : loopback;
    scxml_host host(document, shelf, port, options.trace);
    return program(options, host, port, out, err).run(in);
}

}  // namespace motcua::lab
