// A document's whole life on the virtual clock, straight or written down, dropped and read back at every
// wait.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/interpreter/encoding.hpp"
#include "engine/lab/scxml/loopback_http.hpp"
#include "engine/lab/scxml/scxml_run.hpp"

namespace motcua::conformance {

struct life {
    std::vector<std::string> configuration;
    std::vector<interpreter::trace_entry> trace;
    std::string trouble;
};

// At each wait the session is written down and read back in its place.
class read_back final : public lab::wait_keeper {
public:
    read_back(interpreter::chart_pointer document, lab::document_cache& shelf)
        : document_(std::move(document)), shelf_(shelf) {}

private:
    bool at_wait(interpreter::session& s, const interpreter::outcome&) override {
        const auto row = interpreter::encode(s);
        if (!row) return ADD_FAILURE() << row.error().message, false;
        auto again = interpreter::decode(
            document_, *row, [&](std::string_view hash) { return shelf_.with_hash(hash); }, &shelf_.heap());
        if (!again) return ADD_FAILURE() << again.error().message, false;
        EXPECT_EQ(interpreter::encode(*again).value(), *row);
        s = std::move(*again);
        return true;
    }
    void at_incident(const std::string&) override {}

    interpreter::chart_pointer document_;
    lab::document_cache& shelf_;
};

// The life of a document; `restart` reads the session from its row at each wait.
inline life live(const std::string& file, bool restart) {
    static datamodel::ecmascript_heap heap;
    lab::document_cache shelf(heap);
    faults found;
    life e;
    const auto document = shelf.at(file, found);
    for (const auto& f : found) e.trouble += to_string(f) + "\n";
    if (!document) return e;
    lab::loopback_http io;
    lab::scxml_host host(document, shelf, io, true);
    read_back keeper(document, shelf);
    if (restart) host.set_keeper(keeper);
    host.start();
    while (!host.now_running().is_final() && host.trouble.empty())
        if (!host.take_arrival(std::chrono::seconds(2)) && !host.fire_timers(instant::max())) break;
    e.configuration = host.now_running().configuration();
    e.trace = std::move(host.trace);
    e.trouble += host.trouble;
    return e;
}

}  // namespace motcua::conformance
