// `motcua scxml run FILE --data DIR` as a user sees it: a second call goes on where the first one stopped.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "engine/lab/scxml/scxml_run.hpp"
#include "engine/lab/scxml/stored_run.hpp"
#include "engine/store/door.hpp"
#include "tests/conformance/folder.hpp"

namespace motcua::conformance {
namespace {

struct said {
    int code = -1;
    std::string out, err;
};

class kept_run : public testing::Test {
protected:
    void write(const std::string& inside) {
        std::ofstream(file) << "<scxml xmlns='http://www.w3.org/2005/07/scxml' version='1.0'>" << inside
                            << "<final id='pass'/><final id='fail'/></scxml>";
    }
    said run(const std::string& lines = "") {
        std::istringstream in(lines);
        std::ostringstream out, err;
        lab::scxml_run_options o;
        o.file = file;
        o.events = !lines.empty();
        o.data = data;
        const int code = lab::scxml_run(o, in, out, err);
        return {code, out.str(), err.str()};
    }

    folder place;
    std::string file = place.path + "/kept.scxml", data = place.path + "/data";
};

TEST_F(kept_run, takes_the_next_events_where_it_stood) {
    write(
        "<state id='a'><transition event='go' target='b'/></state>"
        "<state id='b'><transition event='go' target='pass'/></state>");
    EXPECT_EQ(run("{\"event\":{\"name\":\"go\"}}\n").out,
              "{\"configuration\":[\"a\"]}\n{\"configuration\":[\"b\"]}\n");
    const auto second = run("{\"event\":{\"name\":\"go\"}}\n");
    EXPECT_EQ(second.out, "{\"configuration\":[\"b\"]}\n{\"configuration\":[\"pass\"]}\n");
    EXPECT_EQ(second.code, 0);
    EXPECT_EQ(run().out, "{\"configuration\":[\"pass\"]}\n");
}

TEST_F(kept_run, keeps_the_clock_and_fires_a_delay_once) {
    write(
        "<datamodel><data id='n' expr='0'/></datamodel><state id='s'><onentry><send event='t' delay='100ms'/>"
        "</onentry><transition event='t'><assign location='n' expr='n + 1'/></transition>"
        "<transition event='end' cond='n === 1' target='pass'/><transition event='end' "
        "target='fail'/></state>");
    EXPECT_EQ(run("{\"after\":60}\n").code, 3);
    EXPECT_EQ(run("{\"after\":39,\"event\":{\"name\":\"none\"}}\n").code, 3);
    EXPECT_EQ(run("{\"after\":1}\n").code, 3);
    EXPECT_EQ(run("{\"after\":1000}\n").code, 3);
    EXPECT_EQ(run("{\"event\":{\"name\":\"end\"}}\n").code, 0);
}

TEST_F(kept_run, goes_on_with_the_text_it_began_with) {
    write("<state id='a'><transition event='go' target='pass'/></state>");
    EXPECT_EQ(run("{\"after\":1}\n").code, 3);
    write("<state id='other'/>");
    EXPECT_EQ(run("{\"event\":{\"name\":\"go\"}}\n").code, 0);
}

TEST_F(kept_run, stays_stopped_with_the_reason_after_an_incident) {
    write(
        "<state id='a'><transition event='go' target='b'/></state>"
        "<state id='b'><transition target='c'/></state><state id='c'><transition target='b'/></state>");
    const auto first = run("{\"event\":{\"name\":\"go\"}}\n");
    EXPECT_EQ(first.code, 3);
    EXPECT_NE(first.err.find("microsteps"), std::string::npos) << first.err;
    const auto second = run();
    EXPECT_EQ(second.out, "{\"configuration\":[\"a\"]}\n");
    EXPECT_NE(second.err.find("microsteps"), std::string::npos) << second.err;
}

TEST_F(kept_run, tries_a_message_again_whose_step_came_to_nothing_and_sends_nothing_of_it) {
    const std::string to_itself =
        "<send type='http://www.w3.org/TR/scxml/#BasicHTTPEventProcessor' "
        "targetexpr=\"_ioprocessors['http://www.w3.org/TR/scxml/#BasicHTTPEventProcessor'].location\" ";
    write("<state id='a'><onentry>" + to_itself + "event='first'/></onentry><transition event='first' " +
          "target='b'>" + to_itself + "event='second'/></transition></state>" +
          "<state id='b'><transition target='c'/></state><state id='c'><transition target='b'/></state>");
    datamodel::ecmascript_heap heap;
    faults found;
    const auto open = [&] { return std::move(*lab::stored_run::open(file, data, heap, found)); };
    auto one = open();
    for (int life = 0; life < 3; ++life) {
        one->host().start();
        EXPECT_NE(one->host().trouble.find("microsteps"), std::string::npos) << one->host().trouble;
        EXPECT_TRUE((*(*one->door().snapshot())->unfinished_outbox()).empty());
        EXPECT_FALSE(one->port().next({}));
        one.reset();
        one = open();
    }
}

TEST_F(kept_run, refuses_a_folder_that_keeps_something_else) {
    write("<state id='a'/>");
    EXPECT_EQ(run("{\"after\":1}\n").code, 3);
    file = place.path + "/other.scxml";
    write("<state id='a'/>");
    const auto other = run();
    EXPECT_EQ(other.code, 2);
    EXPECT_NE(other.err.find("kept.scxml"), std::string::npos) << other.err;

    data = place.path + "/office";
    {
        const auto door = *store::open(data);
        store::batch b;
        b.sessions.push_back({nullptr, {}});
        b.sessions.front().after.id = 1;
        b.sessions.front().after.kind = "dossier";
        b.sessions.front().after.chart = std::string(64, '0');
        ASSERT_TRUE(door->commit(b));
    }
    EXPECT_EQ(run().code, 2);
}

TEST_F(kept_run, says_what_is_wrong_with_the_document) {
    write("<state id='a'><transition target='nowhere'/></state>");
    const auto r = run();
    EXPECT_EQ(r.code, 2);
    EXPECT_NE(r.err.find("nowhere"), std::string::npos) << r.err;
}

}  // namespace
}  // namespace motcua::conformance
