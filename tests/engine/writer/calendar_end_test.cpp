// Legal instants at the end of the known calendar: what cannot be carried out is seen by a person, with its
// reason, nothing is parked, and it is made up once the calendar is there or the head has answered.
#include <spdlog/sinks/null_sink.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>
#include <boost/asio/use_future.hpp>

#include <sstream>

#include "engine/base/log.hpp"
#include "tests/engine/replay/replayed.hpp"
#include "tests/engine/writer/office.hpp"

namespace motcua {
namespace {

using kind = answer::kind;
using sample::office;

// The shipped workflows as if nobody had brought the years after 2026 yet.
struct short_calendar {
    short_calendar() {
        for (const char* gone : {"vn-2027.xml", "vn-2028.xml"})
            std::filesystem::remove(files.folder + "/calendars/" + gone);
    }
    const sample::edited_workflows files{"charts/promise.scxml", "<mc:chase/>", "<mc:chase/> "};
};

// Accepted on Friday 18 December 2026, due on Tuesday 29; an extension of three working days ends in 2027.
class calendar_end : public testing::Test {
protected:
    calendar_end() { id_ = o_.accepted(); }

    json_array failed() { return o_.ask("duties", {{"state", "failed"}}).at("items").as_array(); }
    void expect_blocked(const std::string& event) {
        const auto all = failed();
        ASSERT_EQ(all.size(), 1u);
        EXPECT_EQ(get_string(all[0], "kind"), "blocked");
        EXPECT_EQ(get_string(all[0], "name"), event);
        EXPECT_EQ(get_string(all[0], "code"), o_.code(id_));
        EXPECT_NE(get_string(all[0], "title"), event) << "in words";
        EXPECT_NE(get_string(all[0], "reason").find("31/12/2026"), std::string::npos)
            << get_string(all[0], "reason");
        EXPECT_NE(get_string(all[0], "next").find("lịch"), std::string::npos);
        EXPECT_EQ(o_.told(id_, "blocked"), 1);
        EXPECT_FALSE(get_bool(o_.dossier(id_), "parked"));
    }
    void expect_replayed() {
        o_.close();
        EXPECT_EQ(sample::expect_replay_equals(o_.folder + "/data").equal, 1);
    }

    short_calendar workflows_;
    office o_{"2026-12-18T10:00", workflows_.files.folder};
    std::uint64_t id_ = 0;
};

TEST_F(calendar_end, keeps_an_apology_that_has_no_date_yet_before_peoples_eyes) {
    ASSERT_EQ(o_.promise(id_, "due"), "2026-12-29T17:00:00+07:00");
    const std::string t2 = o_.promise(id_, "t2");
    o_.go_to(t2);
    expect_blocked("promise.t2");
    EXPECT_EQ(o_.prints(id_, "apology"), 0);
    const auto unfinished = o_->unfinished_duties().value();
    EXPECT_FALSE(unfinished.empty());
    for (const auto& d : unfinished) EXPECT_NE(d.kind, "blocked") << "no host can do it";
    for (int run = 0; run < 2; ++run) {
        o_.go_to(o_.clock.now() + std::chrono::hours{25});
        o_.reopen();
        expect_blocked("promise.t2");
    }
    EXPECT_EQ(o_.told(id_, "promise.due"), 1) << "the due moment does not wait";
    EXPECT_TRUE(get_bool(o_.dossier(id_), "late"));
    EXPECT_EQ(o_.send(id_, "reception.lan", "add_note", R"({"text": "x"})").what, kind::done);
    expect_replayed();
}

TEST_F(calendar_end, issues_the_apology_once_when_the_calendar_is_adopted) {
    o_.go_to("2026-12-30T09:00");
    expect_blocked("promise.t2");
    const auto a = o_->async_adopt_calendar("workflows/calendars", {{}, {}}, sample::person("head.tri"),
                                            boost::asio::use_future)
                       .get();
    ASSERT_EQ(a.what, kind::done) << a.body;
    for (int run = 0; run < 2; ++run) {
        o_->async_quiet(boost::asio::use_future).get();
        EXPECT_EQ(o_.told(id_, "promise.t2"), 1);
        EXPECT_EQ(o_.prints(id_, "apology"), 1);
        EXPECT_TRUE(get_bool(o_.dossier(id_).at("promise"), "issued_late"));
        EXPECT_TRUE(failed().empty());
        o_.reopen();
    }
    EXPECT_EQ(o_.promise(id_, "reappointed").substr(0, 4), "2027");
    expect_replayed();
}

TEST_F(calendar_end, issues_the_apology_once_when_the_head_answers_with_a_known_day) {
    o_.go_to(o_.promise(id_, "t2"));
    expect_blocked("promise.t2");
    EXPECT_EQ(
        o_.send(id_, "head.tri", "answer_late", R"({"reason_code": "volume", "date": "2027-01-04"})").what,
        kind::rejected);
    const auto a =
        o_.send(id_, "head.tri", "answer_late", R"({"reason_code": "volume", "date": "2026-12-31"})");
    ASSERT_EQ(a.what, kind::done) << a.body;
    EXPECT_EQ(o_.prints(id_, "apology"), 1);
    EXPECT_TRUE(failed().empty());
    o_.go_to("2026-12-31T16:00");
    EXPECT_EQ(o_.prints(id_, "apology"), 1);
    EXPECT_EQ(o_.told(id_, "promise.t2"), 0);
    expect_replayed();
}

TEST_F(calendar_end, owes_nothing_more_for_a_result_that_is_there_in_time) {
    o_.go_to(o_.promise(id_, "t2"));
    expect_blocked("promise.t2");
    ASSERT_EQ(o_.send(id_, "case.binh", "submit").what, kind::done);
    ASSERT_EQ(o_.send(id_, "head.tri", "sign").what, kind::done);
    EXPECT_TRUE(failed().empty());
    EXPECT_EQ(o_.prints(id_, "apology"), 0);
}

TEST_F(calendar_end, shows_the_chase_that_has_no_day) {
    o_.go_to(o_.promise(id_, "t1"));
    ASSERT_EQ(
        o_.send(id_, "head.tri", "answer_late", R"({"reason_code": "volume", "date": "2026-12-31"})").what,
        kind::done);
    o_.go_to("2026-12-31T17:01");
    EXPECT_EQ(o_.told(id_, "promise.reappointed"), 1);
    o_.go_to("2027-01-01T17:02");
    expect_blocked("promise.chase");
}

TEST_F(calendar_end, is_told_to_the_log_with_its_reason) {
    std::ostringstream lines;
    set_log(
        std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines)));
    o_.go_to(o_.promise(id_, "t2"));
    o_.close();
    set_log(std::make_shared<spdlog::logger>("none", std::make_shared<spdlog::sinks::null_sink_mt>()));
    EXPECT_NE(lines.str().find("event=promise.t2 blocked=\"Chưa ban hành được"), std::string::npos)
        << lines.str();
    EXPECT_EQ(lines.str().find("=\"\""), std::string::npos) << "a reason is given";
}

}  // namespace
}  // namespace motcua
