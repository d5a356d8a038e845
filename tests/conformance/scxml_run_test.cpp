// `motcua scxml run` as a user sees it: lines out, complaints, exit codes.
#include "engine/lab/scxml/scxml_run.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

using namespace motcua;

namespace {

struct said {
    int code = -1;
    std::string out, err;
};

said run(const std::string& inside, const std::string& input = "", bool events = false) {
    const auto file = testing::TempDir() + "run.scxml";
    std::ofstream(file) << "<scxml xmlns='http://www.w3.org/2005/07/scxml' version='1.0'>" << inside
                        << "</scxml>";
    std::istringstream in(input);
    std::ostringstream out, err;
    lab::scxml_run_options o;
    o.file = file;
    o.events = events;
    const int code = lab::scxml_run(o, in, out, err);
    return {code, out.str(), err.str()};
}

const std::string ends = "<final id='pass'/><final id='fail'/>";

}  // namespace

TEST(scxml_run, the_exit_code_is_the_final_state) {
    EXPECT_EQ(run("<state id='s'><transition target='pass'/></state>" + ends).code, 0);
    EXPECT_EQ(run("<state id='s'><transition target='fail'/></state>" + ends).code, 1);
    EXPECT_EQ(run("<state id='s'><transition target='other'/></state><final id='other'/>").code, 3);
    EXPECT_EQ(run("<state id='s'/>").code, 3);
    const auto bad = run("<state id='s'><transition target='nowhere'/></state><sate/>");
    EXPECT_EQ(bad.code, 2);
    EXPECT_NE(bad.err.find("nowhere"), std::string::npos);
    EXPECT_NE(bad.err.find("<sate>"), std::string::npos);
}

TEST(scxml_run, a_document_that_never_rests_is_stopped) {
    EXPECT_EQ(
        run("<state id='a'><transition target='b'/></state><state id='b'><transition target='a'/></state>")
            .code,
        3);
}

TEST(scxml_run, delays_cost_no_time_on_the_virtual_clock) {
    EXPECT_EQ(run("<state id='s'><onentry><send event='t' delay='90000s'/></onentry><transition event='t' "
                  "target='pass'/></state>" +
                  ends)
                  .code,
              0);
}

TEST(scxml_run, events_come_from_lines_and_each_is_answered_by_the_configuration) {
    const std::string doc =
        "<parallel id='p'><state id='z'/><state id='r'><state id='a'><onentry><send event='late' "
        "delay='100ms'/></onentry>"
        "<transition event='go' cond='_event.data.n === 2' target='b'/><transition event='late' "
        "target='c'/></state>"
        "<state id='b'/><state id='c'/></state><transition event='end' target='pass'/></parallel>" +
        ends;
    const auto first =
        run(doc,
            "{\"event\":{\"name\":\"go\",\"data\":{\"n\":1}},\"after\":99}\n"
            "{\"event\":{\"name\":\"go\",\"data\":{\"n\":2}}}\n{\"event\":{\"name\":\"end\"}}\n",
            true);
    EXPECT_EQ(first.out,
              "{\"configuration\":[\"a\",\"z\"]}\n{\"configuration\":[\"a\",\"z\"]}\n"
              "{\"configuration\":[\"b\",\"z\"]}\n{\"configuration\":[\"pass\"]}\n");
    EXPECT_EQ(first.code, 0);
    const auto second = run(doc, "{\"event\":{\"name\":\"go\",\"data\":{\"n\":2}},\"after\":100}\n", true);
    EXPECT_EQ(second.out, "{\"configuration\":[\"a\",\"z\"]}\n{\"configuration\":[\"c\",\"z\"]}\n");
    EXPECT_EQ(second.code, 3);
}

TEST(scxml_run, an_error_that_nothing_handles_is_shown_with_its_place) {
    const auto r =
        run("<state id='s'><onentry><assign location='nowhere' expr='1'/></onentry><transition event='go' "
            "target='pass'/></state>" +
            ends);
    EXPECT_EQ(r.code, 3);
    EXPECT_NE(r.err.find("error.execution"), std::string::npos);
    EXPECT_NE(r.err.find("run.scxml:1:"), std::string::npos);
    EXPECT_NE(r.err.find("nowhere"), std::string::npos);
}

TEST(scxml_run, a_line_says_only_what_it_may) {
    const auto why = [](const std::string& line) {
        const auto r = run("<state id='s'/>", line + "\n", true);
        return r.code == 2 ? r.err : "taken";
    };
    EXPECT_EQ(why("{\"after\":5}"), "taken");
    EXPECT_EQ(why("{\"event\":{\"name\":\"duyệt.xong\",\"data\":null}}\r"), "taken");
    EXPECT_NE(why("{\"evnt\":{\"name\":\"a\"}}").find("not evnt"), std::string::npos);
    EXPECT_NE(why("{\"event\":{\"name\":\"a\",\"dta\":1}}").find("not dta"), std::string::npos);
    EXPECT_NE(why("{\"event\":\"a\"}").find("an object"), std::string::npos);
    EXPECT_NE(why("{\"event\":{\"name\":\"a b\"}}").find("one word"), std::string::npos);
    for (const auto* after : {"-1", "1.5", "\"5\"", "null", "9223372036854775807", "99999999999999999999"})
        EXPECT_NE(why("{\"after\":" + std::string(after) + "}").find("milliseconds"), std::string::npos)
            << after;
}

TEST(scxml_run, a_bad_line_is_named) {
    const auto r = run("<state id='s'/>", "{\"event\":{\"name\":\"a\"}}\n{\"event\":\n", true);
    EXPECT_EQ(r.code, 2);
    EXPECT_EQ(r.err.substr(0, 8), "input:2:");
}
