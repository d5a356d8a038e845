// What was promised, as it is asked for: by which calendar and on which day, with other bodies' days, earlier
// for the online stream; and whether the desk was slow to accept.
#include "tests/engine/replay/replayed.hpp"

#include <boost/asio/use_future.hpp>
#include "tests/engine/writer/office.hpp"

namespace motcua {
namespace {

using sample::office;

TEST(promised, is_told_as_it_stood_on_a_day_with_its_calendar) {
    office o("2026-03-02T10:00");
    const auto id = o.accepted();
    const auto first = get_string(*parse_json(o->calendar()), "calendar");
    o.go_to("2026-03-04T09:00");
    const sample::edited_workflows amended(
        "calendars/vn-2026.xml", "</calendar>",
        R"(<entry day="2026-03-06" kind="holiday" name="Quốc tang" source="thử" confirmed="true"/></calendar>)");
    o->async_adopt_calendar(amended.folder + "/calendars", {}, sample::person("head.tri"),
                            boost::asio::use_future)
        .get();
    o->async_quiet(boost::asio::use_future).get();
    const auto second = get_string(*parse_json(o->calendar()), "calendar");
    ASSERT_NE(first, second);
    const auto on = [&](const std::string& when) {
        return o.ask("dossier", {{"id", id}, {"promised_on", when}}).at("promised_on");
    };
    EXPECT_TRUE(on("2026-03-01").is_null());
    EXPECT_EQ(get_string(on("2026-03-03"), "due"), "2026-03-11T17:00:00+07:00");
    EXPECT_EQ(get_string(on("2026-03-03"), "calendar"), first);
    EXPECT_EQ(get_string(on("2026-03-04T08:59"), "due"), "2026-03-11T17:00:00+07:00");
    EXPECT_EQ(get_string(on("2026-03-04"), "due"), "2026-03-12T17:00:00+07:00");
    EXPECT_EQ(get_string(on("2026-03-04"), "calendar"), second);
    EXPECT_EQ(get_string(on("2026-03-03"), "words"), "Đã hẹn 17:00 ngày 11/03/2026 theo lịch phiên bản " +
                                                         first.substr(0, 12) +
                                                         " (lần 1, ghi lúc 10:00 ngày 02/03/2026)");
    EXPECT_TRUE(on("next week").is_null());
    EXPECT_EQ(o.dossier(id).at("promise").at("promised").as_array().size(), 2u);
}

TEST(promised, with_other_bodies_has_a_total_and_a_local_date) {
    const sample::edited_workflows linked("procedures/residence/1.004222.xml", "<forms ",
                                          "<linked working-days=\"3\">Công an tỉnh</linked>\n  <forms ");
    office o("2026-03-02T10:00", linked.folder);
    const auto id = o.accepted();
    const auto promise = o.dossier(id).at("promise");
    EXPECT_EQ(get_string(promise, "due"), "2026-03-16T17:00:00+07:00");
    EXPECT_EQ(get_string(promise, "local"), "2026-03-11T17:00:00+07:00");
    EXPECT_EQ(get_string(promise.at("linked").at(0), "name"), "Công an tỉnh");
    EXPECT_EQ(get_integer(promise.at("linked").at(0), "working_days"), 3);
    EXPECT_NE(to_text(promise.at("why")).find("Thời gian của Công an tỉnh: 3 ngày làm việc."),
              std::string::npos);
    const auto shown = o.ask("route", {{"procedure", "1.004222"}, {"case", "lawful-dwelling"}});
    EXPECT_EQ(get_string(shown, "due"), get_string(promise, "due"));
    EXPECT_EQ(get_string(shown, "local"), get_string(promise, "local"));
    EXPECT_EQ(o.ask("procedure", {{"code", "1.004222"}}).at("linked").as_array().size(), 1u);
    o.close();
    EXPECT_EQ(sample::expect_replay_equals(o.folder + "/data").equal, 1);
}

TEST(promised, earlier_online_but_never_less_than_one_unit) {
    const sample::edited_workflows reduced("procedures/immigration/1.001445.xml", "<online level=\"full\"",
                                           "<online level=\"full\" reduction=\"9\"");
    office o("2026-03-02T10:00", reduced.folder);
    const auto shown = o.ask("route", {{"procedure", "1.001445"}, {"stream", "online"}});
    EXPECT_EQ(get_string(shown, "term"), "1 ngày làm việc");
    EXPECT_EQ(get_string(shown, "due"), "2026-03-03T17:00:00+07:00");
    const auto direct = o.ask("route", {{"procedure", "1.001445"}, {"stream", "direct"}});
    EXPECT_EQ(get_string(direct, "due"), "2026-03-04T17:00:00+07:00");
}

TEST(promised, late_by_the_desk_is_counted_when_the_portal_waited_too_long) {
    office o("2026-03-02T08:00");
    const auto open = [&](const std::string& code) {
        const auto a = o.create(sample::passport_by_post());
        EXPECT_EQ(a.what, answer::kind::done) << a.body;
        o.send(a.session, "reception.lan", "record_portal",
               R"({"code": ")" + code + R"(", "at": "2026-03-02T08:00:00+07:00"})");
        return a.session;
    };
    const auto slow = open("G01.1"), punctual = open("G01.2");
    // Eight working hours of Monday 08:00 end on Tuesday 08:00.
    o.go_to("2026-03-03T08:00");
    EXPECT_EQ(o.send(punctual, "reception.lan", "accept").what, answer::kind::done);
    EXPECT_FALSE(get_bool(o.dossier(punctual).at("promise"), "slow_acceptance"));
    EXPECT_EQ(o.promise(punctual, "acceptance_limit"), "2026-03-03T08:00:00+07:00");
    EXPECT_EQ(get_integer(o.ask("figures"), "slow_acceptances"), 0);
    o.go_to("2026-03-03T08:30");
    EXPECT_EQ(get_integer(o.ask("figures"), "slow_acceptances"), 1);
    EXPECT_EQ(o.send(slow, "reception.lan", "accept").what, answer::kind::done);
    EXPECT_TRUE(get_bool(o.dossier(slow).at("promise"), "slow_acceptance"));
    EXPECT_EQ(get_integer(o.ask("figures"), "slow_acceptances"), 1);
}

TEST(promised, a_direct_dossier_is_passed_on_with_its_acceptance_and_says_until_when_it_had_to_be) {
    office o("2026-11-23T15:10");
    const auto id = o.accepted();
    EXPECT_EQ(o.promise(id, "hand_over_by"), "2026-11-25T08:00:00+07:00");
    EXPECT_EQ(o.promise(id, "handed_over"), "2026-11-23T15:10:00+07:00");
    EXPECT_FALSE(get_bool(o.dossier(id).at("promise"), "slow_hand_over", true));
    EXPECT_EQ(get_integer(o.ask("figures"), "slow_hand_overs", -1), 0);
}

TEST(promised, by_the_rule_set_of_2025_no_clock_runs_from_desk_to_unit) {
    office o("2026-08-04T15:30");
    const auto id = o.accepted();
    EXPECT_EQ(find(o.dossier(id).at("promise"), "hand_over_by"), nullptr);
    o.go_to("2026-08-05T15:30");
    EXPECT_EQ(o.promise(o.accepted(), "hand_over_by"), "2026-08-06T08:00:00+07:00");
    EXPECT_EQ(get_string(o.dossier(id).at("record"), "rule_set"), "2025");
}

TEST(promised, a_dossier_is_counted_by_the_rule_set_of_the_day_on_which_it_is_accepted) {
    office o("2026-08-04T15:30");
    const auto a = o.create(sample::residence(false));
    ASSERT_EQ(a.what, answer::kind::done) << a.body;
    EXPECT_EQ(get_string(o.dossier(a.session).at("record"), "rule_set"), "2025");
    o.go_to("2026-08-05T15:30");
    ASSERT_EQ(o.send(a.session, "reception.lan", "accept").what, answer::kind::done);
    EXPECT_EQ(get_string(o.dossier(a.session).at("record"), "rule_set"), "2026");
    EXPECT_EQ(o.promise(a.session, "due"), "2026-08-14T17:00:00+07:00");
    o.reopen();
    o.go_to("2026-08-06T08:00");
    EXPECT_EQ(o.promise(a.session, "due"), "2026-08-14T17:00:00+07:00");
    EXPECT_EQ(o.promise(a.session, "hand_over_by"), "2026-08-06T08:00:00+07:00");
}

TEST(promised, passed_on_late_counts_against_the_desk_and_not_against_the_unit) {
    const sample::edited_workflows by_hand("charts/standard.scxml",
                                           "<mc:handover from=\"reception\" to=\"case_officer\"/>", "");
    office o("2026-11-23T15:10", by_hand.folder);
    const auto id = o.accepted();
    o.go_to("2026-11-25T08:00");
    EXPECT_FALSE(get_bool(o.dossier(id).at("promise"), "slow_hand_over", true));
    o.go_to("2026-11-25T08:01");
    EXPECT_TRUE(get_bool(o.dossier(id).at("promise"), "slow_hand_over"));
    EXPECT_EQ(o.send(id, "case.binh", "submit").what, answer::kind::done);
    o.go_to("2026-11-25T09:00");
    EXPECT_EQ(o.promise(id, "handed_over"), "2026-11-25T08:01:00+07:00");
    EXPECT_TRUE(get_bool(o.dossier(id).at("promise"), "slow_hand_over"));
    EXPECT_FALSE(get_bool(o.dossier(id).at("promise"), "late", true));
    EXPECT_EQ(get_integer(o.ask("figures"), "slow_hand_overs"), 1);
    EXPECT_EQ(get_integer(o.ask("figures"), "late"), 0);
}

}  // namespace
}  // namespace motcua
