// The running program and a PC whose clock is wrong: it says so, keeps what it knows readable, writes
// nothing, and goes on once a head has confirmed the clock on the page or by the command.
#include <gtest/gtest.h>
#include <boost/asio/use_future.hpp>

#include "engine/base/clock.hpp"
#include "tests/app/office.hpp"
#include "tests/engine/writer/office.hpp"

namespace motcua::app::testing {
namespace {

class wrong_clock : public ::testing::Test {
protected:
    wrong_clock() {
        EXPECT_EQ(o_.close(), 0);
        commit_in_a_month();
        o_.open_again();
    }
    // As when the clock had been a month ahead, or goes back by a month now.
    void commit_in_a_month() {
        const virtual_clock then(system_clock().now() + std::chrono::hours{24 * 30});
        options with;
        with.data = o_.files().path("data");
        with.workflows = "workflows";
        with.time = &then;
        open_error error;
        const auto e = engine::open(std::move(with), error);
        for (const auto& line : error.lines) ADD_FAILURE() << line;
        command c;
        c.kind = "dossier";
        c.event = "create";
        c.data = sample::residence();
        c.by = sample::person("reception.lan");
        EXPECT_EQ(e->async_submit(std::move(c), boost::asio::use_future).get().what, answer::kind::done);
    }
    json clock() { return o_.get("/office").at("clock"); }
    json receive(int status) {
        auto body = parse_json(sample::residence())->as_object();
        body["channel"] = "counter";
        body["return"] = json_object{{"mode", "desk"}};
        return o_.post("/dossiers", body, "reception.lan", status);
    }
    int confirm(const std::string& by) {
        const auto ended = run({"clock", "confirm", "--data", o_.files().path("data"), "--by", by, "--office",
                                o_.files().path("office.xml")},
                               o_.files());
        said_ = ended.said;
        return ended.status;
    }

    folder spool_;
    office o_{in_service, "spool:" + spool_.path(), "spool:" + spool_.path()};
    std::string said_;
};

TEST_F(wrong_clock, is_told_and_confirmed_on_the_page) {
    EXPECT_NE(o_.server().said().find("Đồng hồ của máy chủ"), std::string::npos) << o_.server().said();
    EXPECT_EQ(get_string(clock(), "reason"), "behind");
    const auto no = receive(409);
    EXPECT_EQ(get_string(no, "code"), "clock_held");
    EXPECT_EQ(get_integer(o_.get("/dossiers?list=open"), "total"), 1) << "reading goes on";
    EXPECT_EQ(get_string(o_.post("/clock/confirm", {}, "reception.lan", 409), "code"), "not_your_role");
    EXPECT_TRUE(get_bool(clock(), "held"));
    const auto yes = o_.post("/clock/confirm", {{"clock", get_string(clock(), "clock")}}, "head.tri");
    EXPECT_FALSE(get_bool(yes.at("clock"), "held"));
    receive(201);
    EXPECT_EQ(o_.close(), 0);
    o_.open_again();
    receive(201);
}

TEST_F(wrong_clock, is_confirmed_by_the_command_while_the_server_runs) {
    EXPECT_EQ(confirm("case.binh"), 1) << said_;
    EXPECT_EQ(confirm("nobody"), 2) << said_;
    EXPECT_TRUE(get_bool(clock(), "held"));
    EXPECT_EQ(confirm("head.tri"), 0) << said_;
    EXPECT_FALSE(get_bool(clock(), "held"));
    receive(201);
}

TEST_F(wrong_clock, is_confirmed_by_the_command_while_the_server_is_stopped) {
    EXPECT_EQ(o_.close(), 0);
    EXPECT_EQ(confirm("head.tri"), 0) << said_;
    const auto again = run({"replay", "--data", o_.files().path("data")}, o_.files());
    EXPECT_EQ(again.status, 0) << again.said;
    o_.open_again();
    EXPECT_FALSE(get_bool(clock(), "held"));
    receive(201);
}

}  // namespace
}  // namespace motcua::app::testing
