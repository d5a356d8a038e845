// Legal instants: each fires once, at its moment or as soon as there is anybody to fire it.
#include "tests/engine/writer/office.hpp"

#include <boost/asio/use_future.hpp>
#include "tests/engine/writer/workshop.hpp"

namespace motcua {
namespace {

using sample::office;

const std::vector<std::string> instants = {"promise.t1", "promise.t2", "promise.due"};

TEST(outside_office_hours, notices_wait_for_the_opening_and_paper_that_somebody_waits_for_does_not) {
    sample::office o("2026-03-02T10:00");
    const auto id = o.accepted();
    o.go_to("2026-03-07T20:00");  // a Saturday
    const auto done = o.send(id, "case.binh", "request_supplement",
                             R"({"items": [{"type": "CT01"}], "reason": "Thiếu chữ ký."})");
    ASSERT_EQ(done.what, answer::kind::done) << done.body;
    const auto opening = parse_instant("2026-03-09T07:00")->time_since_epoch().count();
    int notices = 0, sheets = 0;
    const auto owed = o->unfinished_duties().value_or(std::vector<duty>{});
    for (const auto& d : owed) {
        if (d.name != "supplement" && d.name != "supplement_request") continue;
        const bool notice = d.name == "supplement";
        ++(notice ? notices : sheets);
        EXPECT_EQ(d.not_before, notice ? opening : 0) << d.name;
    }
    EXPECT_GT(notices, 0);
    EXPECT_EQ(sheets, 1);
}

TEST(legal_instants, come_once_each_whenever_the_engine_is_opened_anew) {
    office o("2026-02-09T08:10");
    const auto id = o.accepted();
    for (int stop = 0; stop < 60 && o->next_wake() >= 0; ++stop) {
        const instant at{std::chrono::milliseconds{o->next_wake()}};
        if (o.told(id, "promise.chase") == 2) break;
        o.go_to(at - std::chrono::milliseconds{1});
        o.reopen();
        EXPECT_EQ(o->next_wake(), at.time_since_epoch().count());
        o.go_to(at);
        o.reopen();
        o.go_to(at);
    }
    for (const auto& name : instants) EXPECT_EQ(o.told(id, name), 1) << name;
    EXPECT_EQ(o.told(id, "promise.reappointed"), 1);
    EXPECT_EQ(o.prints(id, "apology"), 1);
    EXPECT_EQ(o.prints(id, "receipt"), 1);
    EXPECT_FALSE(get_bool(o.dossier(id).at("promise"), "issued_late"));
}

TEST(legal_instants, missed_by_a_long_sleep_are_made_up_in_order_and_said_to_be_late) {
    office o("2026-02-09T08:10");
    const auto id = o.accepted();
    const auto due = *parse_instant(o.promise(id, "due"));
    o.close();
    o.clock.set(due + std::chrono::hours{24});
    o.open();
    o->async_quiet(boost::asio::use_future).get();
    std::vector<std::string> order;
    for (const auto& row : o.rows(id, "timeline"))
        if (auto e = get_string(row, "event"); e.starts_with("promise.")) order.push_back(e);
    ASSERT_GE(order.size(), 3u);
    EXPECT_EQ(std::vector<std::string>(order.begin(), order.begin() + 3), instants);
    EXPECT_EQ(o.prints(id, "apology"), 1);
    EXPECT_TRUE(get_bool(o.dossier(id).at("promise"), "issued_late"));
    EXPECT_TRUE(get_bool(o.dossier(id), "late"));
}

TEST(legal_instants, come_before_a_command_of_the_same_moment) {
    office o("2026-02-09T08:10");
    const auto id = o.accepted();
    o.clock.set(*parse_instant(o.promise(id, "t2")));
    // The clock has moved, nobody has said so; the head answers what is already settled.
    const auto a = o.send(id, "head.tri", "answer_late", R"({"reason_code": "volume", "days": 2})");
    EXPECT_EQ(a.what, answer::kind::rejected) << a.body;
    EXPECT_EQ(o.told(id, "promise.t2"), 1);
    EXPECT_EQ(o.prints(id, "apology"), 1);
}

TEST(legal_instants, of_many_dossiers_at_one_moment_come_once_each) {
    office o("2026-02-09T08:10");
    std::vector<std::uint64_t> all;
    for (int i = 0; i < 150; ++i) all.push_back(o.accepted());
    o.go_to(o.promise(all.front(), "t2"));
    for (const auto id : all) {
        EXPECT_EQ(o.told(id, "promise.t1"), 1) << id;
        EXPECT_EQ(o.told(id, "promise.t2"), 1) << id;
        EXPECT_EQ(o.prints(id, "apology"), 1) << id;
    }
}

TEST(a_wake_up, that_another_calendar_moves_away_does_not_hold_the_clock) {
    office o("2026-02-09T08:10");
    const auto id = o.accepted();
    const auto t1 = *parse_instant(o.promise(id, "t1"));
    // The years after 2026 are not known any more, so the next instants cannot be told.
    sample::edited_workflows other("charts/promise.scxml", "<mc:chase/>", "<mc:chase/> ");
    for (const char* gone : {"vn-2026.xml", "vn-2027.xml", "vn-2028.xml"})
        std::filesystem::remove(other.folder + "/calendars/" + gone);
    o.close();
    o.workflows = other.folder;
    o.clock.set(t1);
    o.open();
    o->async_quiet(boost::asio::use_future).get();
    EXPECT_EQ(o.told(id, "promise.t1"), 0);
    EXPECT_GT(o->next_wake(), t1.time_since_epoch().count());
    // The calendar is back: the instant is made up.
    o.close();
    o.workflows = "workflows";
    o.open();
    o.go_to(t1 + std::chrono::hours{25});
    EXPECT_EQ(o.told(id, "promise.t1"), 1);
}

// A wake-up that cannot be read is due again at once: the engine must stop, or it would turn for ever.
TEST(a_wake_up, whose_row_cannot_be_read_stops_the_engine_once_and_says_so) {
    office o("2026-02-09T08:10");
    const auto id = o.accepted();
    const auto t1 = *parse_instant(o.promise(id, "t1"));
    o.close();
    for (const auto what : {failure::kind::io, failure::kind::corrupt, failure::kind::busy}) {
        sample::workshop w(o.folder + "/data", t1);
        int stopped = 0;
        w.hooks.on_fatal = [&](const std::string& why) { w.fatal = why, ++stopped; };
        const auto writer = w.writer();
        w.door.unread = [&](std::string_view at) {
            return at == "load" ? std::optional(failure{what, "the disk does not answer"}) : std::nullopt;
        };
        EXPECT_EQ(writer->run({}), std::nullopt) << "it is to be called again at once";
        EXPECT_EQ(writer->run({}), std::nullopt);
        EXPECT_EQ(stopped, 1);
        EXPECT_NE(w.fatal.find("session " + std::to_string(id)), std::string::npos) << w.fatal;
        EXPECT_NE(w.fatal.find("the disk does not answer"), std::string::npos) << w.fatal;
    }
    o.clock.set(t1);
    o.open();
    o->async_quiet(boost::asio::use_future).get();
    EXPECT_EQ(o.told(id, "promise.t1"), 1);
    EXPECT_FALSE(get_bool(o.dossier(id), "parked"));
}

// The row is whole; only what it is read by does not answer now.
TEST(a_wake_up, whose_chart_cannot_be_read_now_parks_nobody) {
    office o("2026-02-09T08:10");
    const auto id = o.accepted();
    const auto t1 = *parse_instant(o.promise(id, "t1"));
    o.close();
    sample::edited_workflows other("charts/promise.scxml", "<mc:chase/>", "<mc:chase/> ");
    {
        sample::workshop w(o.folder + "/data", t1, other.folder);
        const auto writer = w.writer();
        w.door.unread = [&](std::string_view at) {
            return at == "content" ? std::optional(failure{failure::kind::io, "the disk does not answer"})
                                   : std::nullopt;
        };
        EXPECT_EQ(writer->run({}), std::nullopt);
        EXPECT_NE(w.fatal.find("the disk does not answer"), std::string::npos) << w.fatal;
    }
    o.clock.set(t1);
    o.open();
    o->async_quiet(boost::asio::use_future).get();
    EXPECT_EQ(o.told(id, "promise.t1"), 1);
    EXPECT_FALSE(get_bool(o.dossier(id), "parked"));
}

}  // namespace
}  // namespace motcua
