// Every W3C document ends in `pass`, on a virtual clock; and again with the session written down, dropped and
// read back at every wait on the external queue: same trace, same end.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "engine/interpreter/encoding.hpp"
#include "engine/lab/loopback_http.hpp"
#include "engine/lab/scxml_run.hpp"

using namespace motcua;

namespace {

constexpr int documents_of_the_suite = 129;

std::filesystem::path suite() {
    const char* set = std::getenv("MOTCUA_SUITES");
    const std::filesystem::path top = set ? set : std::string(MOTCUA_SOURCE_DIR) + "/../shared/suites";
    return top / "w3c-scxml";
}

std::vector<std::string> documents() {
    std::vector<std::string> found;
    for (const auto* part : {"mandatory", "optional"}) {
        std::error_code none;
        for (const auto& f : std::filesystem::directory_iterator(suite() / part, none)) {
            const auto name = f.path().filename().string();
            if (f.path().extension() == ".scxml" && name.find("sub") == name.npos)
                found.push_back(f.path().string());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::string name_of(const testing::TestParamInfo<std::string>& info) {
    const std::filesystem::path p(info.param);
    return p.parent_path().filename().string() + "_" + p.stem().string();
}

struct ending {
    std::vector<std::string> configuration;
    std::vector<interpreter::trace_entry> trace;
    std::string trouble;
};

// The life of a document; `restart` reads the session from its row at each wait.
ending live(const std::string& file, bool restart) {
    static datamodel::ecmascript_heap heap;
    faults found;
    ending e;
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

class w3c : public testing::TestWithParam<std::string> {};

}  // namespace

TEST_P(w3c, passes) {
    const auto e = live(GetParam(), false);
    EXPECT_EQ(e.configuration, std::vector<std::string>{"pass"}) << e.trouble;
}

TEST_P(w3c, is_the_same_when_read_back_at_every_wait) {
    const auto straight = live(GetParam(), false);
    const auto restarted = live(GetParam(), true);
    EXPECT_EQ(restarted.configuration, straight.configuration) << restarted.trouble;
    EXPECT_TRUE(restarted.trace == straight.trace);
}

INSTANTIATE_TEST_SUITE_P(documents, w3c, testing::ValuesIn(documents()), name_of);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(w3c);

TEST(w3c_suite, is_there) {
    const auto found = static_cast<int>(documents().size());
    if (found == 0)
        GTEST_SKIP() << documents_of_the_suite << " documents not run: no folder " << suite().string();
    EXPECT_EQ(found, documents_of_the_suite);
}
