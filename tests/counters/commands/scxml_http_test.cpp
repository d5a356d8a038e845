// Documents that talk HTTP over real loopback sockets: the suite's own, a stranger's request, and whom a
// document may write to.
#include "counters/commands/scxml_http.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "counters/http/client.hpp"

using namespace motcua;
using namespace motcua::counters;

namespace {

std::string written(const std::string& inside, const std::string& name) {
    const auto file = testing::TempDir() + name + ".scxml";
    std::ofstream(file) << "<scxml xmlns='http://www.w3.org/2005/07/scxml' version='1.0'>" << inside
                        << "<final id='pass'/><final id='fail'/></scxml>";
    return file;
}

struct said {
    int code = -1;
    std::string out, err;
};

said run(const std::string& file, lab::io_port& io, bool real_time = false) {
    std::istringstream in;
    std::ostringstream out, err;
    lab::scxml_run_options o;
    o.file = file;
    o.real_time = real_time;
    const int code = lab::scxml_run(o, in, out, err, &io);
    return {code, out.str(), err.str()};
}

std::unique_ptr<scxml_http> opened(const std::vector<std::string>& targets = {}) {
    auto io = scxml_http::open(targets);
    EXPECT_TRUE(io) << io.error().message;
    return std::move(*io);
}

const std::string by_http = "type='http://www.w3.org/TR/scxml/#BasicHTTPEventProcessor'";

std::string request(const std::string& line, const std::string& body, const std::string& headers = "") {
    return line + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string port_of(const scxml_http& io) {
    return lab::parse_address(io.address())->port;
}

}  // namespace

TEST(scxml_http, the_documents_of_the_suite_pass_over_sockets) {
    const char* set = std::getenv("MOTCUA_SUITES");
    const std::filesystem::path suites = set ? set : std::string(MOTCUA_SOURCE_DIR) + "/../shared/suites";
    if (!std::filesystem::exists(suites)) GTEST_SKIP() << "no folder " << suites;
    for (const auto* number : {"509", "510", "518", "519", "520", "531", "532", "534"}) {
        const auto file = suites / "w3c-scxml/optional" / ("test" + std::string(number) + ".scxml");
        if (!std::filesystem::exists(file)) continue;
        const auto io = opened();
        const auto r = run(file.string(), *io);
        EXPECT_EQ(r.code, 0) << number << ": " << r.out << r.err;
    }
}

TEST(scxml_http, the_virtual_clock_waits_for_what_is_under_way) {
    const auto io = opened();
    const auto file = written(
        "<state id='s'><onentry><send event='late' delay='1ms'/><send event='here' "
        "targetexpr=\"_ioprocessors['basichttp'].location\" " +
            by_http +
            "><param name='n' expr='7'/></send></onentry><transition event='here' cond=\"_event.data.n === "
            "'7'\" target='t'/><transition event='*' target='fail'/></state>"
            "<state id='t'><transition event='late' target='pass'/></state>",
        "waits");
    const auto r = run(file, *io);
    EXPECT_EQ(r.code, 0) << r.out << r.err;
}

TEST(scxml_http, an_invoked_session_has_an_address_of_its_own) {
    const auto io = opened();
    const auto file = written(
        "<state id='s'><invoke id='kid'><content><scxml version='1.0'><state id='w'>"
        "<onentry><send event='where' target='#_parent'><param name='at' "
        "expr=\"_ioprocessors['basichttp'].location\"/></send></onentry>"
        "<transition event='hello' target='done'/></state><final id='done'/></scxml></content></invoke>"
        "<transition event='where'><send event='hello' targetexpr='_event.data.at' " +
            by_http +
            "/></transition><transition event='done.invoke.kid' target='pass'/>"
            "<transition event='*' target='fail'/></state>",
        "kid");
    const auto r = run(file, *io);
    EXPECT_EQ(r.code, 0) << r.out << r.err;
}

TEST(scxml_http, a_stranger_writes_while_the_document_rests_in_real_time) {
    const auto io = opened();
    const auto file = written(
        "<state id='s'><onentry><send event='late' delay='60s'/></onentry>"
        "<transition event='HTTP.POST' cond=\"_event.data.a === 'x y' &amp;&amp; "
        "_event.raw.indexOf('POST /scxml HTTP/1.1') === 0 &amp;&amp; _event.origintype === "
        "'http://www.w3.org/TR/scxml/#BasicHTTPEventProcessor'\" target='t'/></state>"
        "<state id='t'><transition event='named' cond=\"_event.data.b === '1'\" target='pass'/></state>",
        "stranger");
    std::vector<int> answers;
    std::thread stranger([&] {
        const auto port = port_of(*io);
        for (const auto& text : {request("POST /elsewhere", ""), request("POST /scxml", "a=x+y"),
                                 request("GET /scxml?_scxmleventname=named&b=1", "")})
            answers.push_back(http::exchange("127.0.0.1", port, text, std::chrono::seconds(5)).value_or(0));
    });
    const auto r = run(file, *io, true);
    stranger.join();
    EXPECT_EQ(r.code, 0) << r.out << r.err;
    EXPECT_EQ(answers, (std::vector<int>{404, 200, 200}));
}

TEST(scxml_http, only_named_hosts_are_written_to) {
    const auto other = opened();
    const auto file =
        written("<state id='s'><onentry><send id='x' event='e' target='" + other->address() + "' " + by_http +
                    "/></onentry><transition event='error.communication' "
                    "cond=\"_event.sendid === 'x'\" target='fail'/>"
                    "<transition event='*' target='pass'/></state>",
                "named");
    EXPECT_EQ(run(file, *opened()).code, 1);
    EXPECT_FALSE(other->in_flight());
    EXPECT_EQ(run(file, *opened({other->address()})).code, 3);  // sent, and nothing more to do
    ASSERT_TRUE(other->in_flight());
    EXPECT_EQ(other->next(std::chrono::seconds(5))->what.name, "e");
    EXPECT_FALSE(scxml_http::open({"portal"}));
}

TEST(scxml_http, a_refusal_and_a_dead_address_come_back_as_errors) {
    auto other = opened();
    const std::string gone = other->address();
    const auto refused = "http://127.0.0.1:" + port_of(*other) + "/nothing-here";
    for (const auto& to : {refused, gone}) {
        if (to == gone) other.reset();
        const auto file = written("<state id='s'><onentry><send event='e' target='" + to + "' " + by_http +
                                      "/></onentry><transition event='error.communication' "
                                      "target='pass'/></state>",
                                  "dead");
        EXPECT_EQ(run(file, *opened({to})).code, 0) << to;
    }
}
