// A document's whole life on the virtual clock, straight or written down, dropped and read back at every
// wait.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/interpreter/encoding.hpp"
#include "engine/lab/loopback_http.hpp"
#include "engine/lab/scxml_run.hpp"

namespace motcua::conformance {

struct life {
    std::vector<std::string> configuration;
    std::vector<interpreter::trace_entry> trace;
    std::string trouble;
};

// The life of a document; `restart` reads the session from its row at each wait.
inline life live(const std::string& file, bool restart) {
    static datamodel::ecmascript_heap heap;
    faults found;
    life e;
    const auto document = lab::load_document(file, heap, found);
    for (const auto& f : found) e.trouble += to_string(f) + "\n";
    if (!document) return e;
    lab::loopback_http io;
    lab::scxml_host host(document, heap, io, true);
    if (restart)
        host.at_each_wait = [&](interpreter::session& s) {
            const auto row = interpreter::encode(s);
            ASSERT_TRUE(row) << row.error().message;
            auto again = interpreter::decode(
                document, *row, [&](std::string_view hash) { return host.chart_of_hash(hash); }, &heap);
            ASSERT_TRUE(again) << again.error().message;
            EXPECT_EQ(interpreter::encode(*again).value(), *row);
            s = std::move(*again);
        };
    host.start();
    while (!host.now_running().is_final() && host.trouble.empty())
        if (!host.take_arrival(std::chrono::seconds(2)) && !host.fire_timers(instant::max())) break;
    e.configuration = host.now_running().configuration();
    e.trace = std::move(host.trace);
    e.trouble += host.trouble;
    return e;
}

}  // namespace motcua::conformance
