// The life of an apology and its edges.
#include "engine/promise/ledger.hpp"
#include "tests/engine/promise/world.hpp"

namespace motcua::promise {
namespace {

using calendar::at_once;
using calendar::calendar_days;
using calendar::working_days;
using calendar::working_hours;

const measure m = shipped_measure();

ledger seven_days() {
    return accepted("2026-03-02T10:00", working_days(7));
}  // due Wed 11, T1 Mon 9, T2 Tue 10

facts facts_of(const ledger& l, std::string_view now) {
    const auto f = facts_at(l, at(now), m.calendar);
    EXPECT_TRUE(f);
    return f.value_or(facts{});
}

TEST(apology, triggers_come_in_their_order_each_once) {
    ledger l = seven_days();
    EXPECT_EQ(upcoming(l, "2026-03-02T10:00"), "promise.t1 2026-03-09T07:00");
    EXPECT_EQ(fire(l, "2026-03-09T06:59"), "nothing");
    EXPECT_EQ(fire(l, "2026-03-09T07:00"), "promise.t1");
    EXPECT_EQ(fire(l, "2026-03-09T07:00"), "nothing");
    EXPECT_EQ(upcoming(l, "2026-03-09T07:00"), "promise.t2 2026-03-10T16:00");
    EXPECT_EQ(fire(l, "2026-03-10T16:00"), "promise.t2");
    EXPECT_EQ(upcoming(l, "2026-03-10T16:00"), "promise.due 2026-03-11T17:00");
    EXPECT_EQ(fire(l, "2026-03-11T17:00:00.001"), "promise.due");
    EXPECT_EQ(shown(l.issued.back().new_date), "2026-03-16T17:00");
    EXPECT_EQ(fire(l, "2026-03-16T17:01"), "promise.reappointed");
    EXPECT_EQ(upcoming(l, "2026-03-16T17:01"), "promise.chase 2026-03-17T07:00");
}

TEST(apology, a_draft_vanishes_when_the_dossier_is_done) {
    ledger l = seven_days();
    fire(l, "2026-03-09T07:00");
    EXPECT_TRUE(l.draft_exists());
    EXPECT_EQ(shown(finish(l, at("2026-03-10T09:00"), m)), "ok");
    EXPECT_FALSE(l.draft_exists());
    EXPECT_FALSE(facts_of(l, "2026-03-20T09:00").issued);
    EXPECT_EQ(upcoming(l, "2026-03-10T09:00"), "promise.kept 2026-06-08T07:00");
}

TEST(apology, done_exactly_at_the_due_moment_is_on_time) {
    ledger l = seven_days();
    fire(l, "2026-03-09T07:00");
    fire(l, "2026-03-10T16:00");
    EXPECT_EQ(fire(l, "2026-03-11T17:00"), "nothing") << "the promise has not passed at its own moment";
    EXPECT_EQ(shown(finish(l, at("2026-03-11T17:00"), m)), "ok");
    const auto f = facts_of(l, "2026-03-12T08:00");
    EXPECT_FALSE(f.late);
    EXPECT_TRUE(f.premature);
}

TEST(apology, done_a_millisecond_after_the_due_moment_is_late_for_ever) {
    ledger l = seven_days();
    fire(l, "2026-03-09T07:00");
    fire(l, "2026-03-10T16:00");
    EXPECT_EQ(shown(finish(l, at("2026-03-11T17:00:00.001"), m)), "ok");
    const auto f = facts_of(l, "2026-04-01T08:00");
    EXPECT_TRUE(f.late);
    EXPECT_FALSE(f.premature);
    EXPECT_TRUE(f.hand_delivery);
}

TEST(apology, a_commitment_moves_the_issue_to_one_working_hour_before_due) {
    ledger l = seven_days();
    fire(l, "2026-03-09T07:00");
    EXPECT_EQ(shown(commit_on_time(l, "Trần Văn Mẫu", at("2026-03-09T09:00"))), "ok");
    EXPECT_EQ(t2(l), "2026-03-11T16:00");
    EXPECT_EQ(fire(l, "2026-03-10T16:00"), "nothing");
    EXPECT_EQ(fire(l, "2026-03-11T16:00"), "promise.t2");
    EXPECT_TRUE(l.issued.back().by_default);
    EXPECT_FALSE(l.issued.back().issued_late);
}

TEST(apology, silence_issues_by_default_with_the_standing_authorisation) {
    ledger l = seven_days();
    fire(l, "2026-03-09T07:00");
    fire(l, "2026-03-10T16:00");
    const auto& r = l.issued.back();
    EXPECT_TRUE(r.by_default);
    EXPECT_EQ(r.reason, "cần thêm thời gian thẩm tra, xác minh");
    EXPECT_EQ(r.extension_days, 3);
    EXPECT_FALSE(r.authorisation.empty());
    EXPECT_EQ(r.sequence, 1);
}

TEST(apology, default_issue_before_its_moment_is_refused) {
    ledger l = seven_days();
    EXPECT_EQ(shown(issue_by_default(l, at("2026-03-10T15:59"), m)), "too-early");
}

TEST(apology, a_head_who_signs_leaves_nothing_for_t2) {
    ledger l = seven_days();
    fire(l, "2026-03-09T07:00");
    EXPECT_EQ(
        shown(issue_by_head(l, "Lê Thị Mẫu", {"thiếu ý kiến phối hợp", 5, {}}, at("2026-03-09T10:00"), m)),
        "ok");
    EXPECT_EQ(upcoming(l, "2026-03-10T16:00"), "promise.due 2026-03-11T17:00");
    EXPECT_EQ(shown(issue_by_head(l, "Lê Thị Mẫu", {"lần nữa", 6, {}}, at("2026-03-10T10:00"), m)),
              "already-issued");
    EXPECT_EQ(shown(issue_by_default(l, at("2026-03-10T16:00"), m)), "already-issued");
}

TEST(apology, the_maximum_is_the_rule_sets) {
    auto twice = shipped_rules();
    twice.maximum_reappointments = 2;
    const measure mm{twice, shipped_calendar()};
    ledger l = accepted("2026-03-02T10:00", working_days(7), mm);
    EXPECT_EQ(shown(issue_by_head(l, "A", {"lý do", 1, {}}, at("2026-03-09T10:00"), mm)), "ok");
    EXPECT_EQ(shown(issue_by_head(l, "A", {"lý do", 2, {}}, at("2026-03-09T11:00"), mm)), "ok");
    EXPECT_EQ(shown(issue_by_head(l, "A", {"lý do", 3, {}}, at("2026-03-09T12:00"), mm)), "maximum-reached");
}

TEST(apology, a_reason_is_mandatory) {
    ledger l = seven_days();
    EXPECT_EQ(shown(issue_by_head(l, "A", {"", 3, {}}, at("2026-03-09T10:00"), m)), "reason-missing");
}

TEST(apology, a_day_off_typed_by_hand_is_refused_and_the_next_working_day_offered) {
    ledger l = accepted("2026-02-04T10:00", working_days(7));  // due 13 February, then Tết
    const auto no = preview(l, {"lý do", {}, on("2026-02-18")}, at("2026-02-12T09:00"), m);
    ASSERT_FALSE(no);
    EXPECT_EQ(no.error().why, refusal::reason::day_off);
    ASSERT_TRUE(no.error().offered);
    EXPECT_EQ(to_iso(*no.error().offered), "2026-02-23");
    const auto yes = preview(l, {"lý do", {}, *no.error().offered}, at("2026-02-12T09:00"), m);
    ASSERT_TRUE(yes);
    EXPECT_EQ(yes->extension_days, 1);
    EXPECT_EQ(shown(yes->new_date), "2026-02-23T17:00");
}

TEST(apology, an_extension_is_at_least_one_day_and_at_most_the_term) {
    ledger l = seven_days();
    const auto when = at("2026-03-09T10:00");
    EXPECT_EQ(shown(issue_by_head(l, "A", {"lý do", 0, {}}, when, m)), "extension-too-short");
    EXPECT_EQ(shown(issue_by_head(l, "A", {"lý do", {}, on("2026-03-11")}, when, m)), "extension-too-short");
    EXPECT_EQ(shown(issue_by_head(l, "A", {"lý do", 8, {}}, when, m)), "extension-too-long");
    EXPECT_EQ(shown(issue_by_head(l, "A", {"lý do", {}, on("2026-03-23")}, when, m)), "extension-too-long");
    EXPECT_EQ(shown(issue_by_head(l, "A", {"lý do", 7, {}}, when, m)), "ok");
}

TEST(apology, the_default_extension_never_exceeds_the_procedures_maximum) {
    ledger l = accepted("2026-03-02T10:00", working_days(1));
    fire(l, "2026-03-03T13:00");
    fire(l, "2026-03-03T16:00");
    EXPECT_EQ(l.issued.back().extension_days, 1);
}

TEST(apology, at_once_has_no_draft_trigger) {
    ledger l = accepted("2026-03-02T10:00", at_once());
    EXPECT_EQ(shown(l.due), "2026-03-02T17:00");
    EXPECT_EQ(t1(l), "none");
    EXPECT_EQ(upcoming(l, "2026-03-02T10:00"), "promise.t2 2026-03-02T16:00");
}

TEST(apology, no_trigger_lies_before_acceptance) {
    const ledger soon = accepted("2026-03-02T16:30", at_once());
    EXPECT_EQ(t2(soon), "2026-03-02T16:30");
    const ledger brief = accepted("2026-03-02T16:30", working_hours(2));
    EXPECT_EQ(t1(brief), "2026-03-02T16:30");
    const ledger three = accepted("2026-03-05T14:00", working_days(3));
    EXPECT_EQ(t1(three), "2026-03-06T07:00");
}

TEST(apology, two_days_are_short_and_three_are_not) {
    EXPECT_EQ(t2(accepted("2026-03-02T10:00", working_days(2))), "2026-03-04T16:00");
    EXPECT_EQ(t2(accepted("2026-03-02T10:00", working_days(3))), "2026-03-04T16:00");
    EXPECT_EQ(t1(accepted("2026-03-02T10:00", working_days(2))), "2026-03-04T13:00");
    EXPECT_EQ(t1(accepted("2026-03-02T10:00", working_days(3))), "2026-03-03T07:00");
}

TEST(apology, calendar_days_over_tet_draft_before_the_holidays) {
    const ledger l = accepted("2026-02-06T09:00", calendar_days(10));  // due Mon 23 February
    EXPECT_EQ(t1(l), "2026-02-12T07:00");
    EXPECT_EQ(t2(l), "2026-02-13T16:00");
}

TEST(apology, downtime_fires_all_missed_triggers_once_in_order_at_the_first_moment) {
    ledger l = seven_days();
    const char* now = "2026-03-12T08:15";
    EXPECT_EQ(fire(l, now), "promise.t1");
    EXPECT_EQ(fire(l, now), "promise.t2");
    EXPECT_EQ(fire(l, now), "promise.due");
    EXPECT_EQ(fire(l, now), "nothing");
    EXPECT_TRUE(l.issued.back().issued_late);
    EXPECT_EQ(shown(l.issued.back().planned), "2026-03-10T16:00");
    EXPECT_EQ(shown(l.issued.back().new_date), "2026-03-16T17:00");
}

TEST(apology, downtime_beyond_the_new_date_counts_it_from_the_day_of_issue) {
    ledger l = seven_days();
    for (int i = 0; i < 3; ++i) fire(l, "2026-03-20T08:15");
    EXPECT_TRUE(l.issued.back().recounted);
    EXPECT_EQ(shown(l.issued.back().new_date), "2026-03-25T17:00");
}

TEST(apology, a_late_dossier_cannot_be_done_or_stopped_without_its_slip) {
    ledger l = seven_days();
    EXPECT_EQ(shown(finish(l, at("2026-03-12T08:00"), m)), "apology-owed");
    EXPECT_EQ(shown(stop(l, at("2026-03-12T08:00"), m)), "apology-owed");
    EXPECT_FALSE(l.done);
}

TEST(apology, chase_notes_are_numbered_one_a_working_day_in_office_hours) {
    ledger l = seven_days();
    for (int i = 0; i < 3; ++i) fire(l, "2026-03-12T08:00");
    EXPECT_EQ(fire(l, "2026-03-16T17:30"), "promise.reappointed");
    EXPECT_EQ(fire(l, "2026-03-17T06:59"), "nothing");
    EXPECT_EQ(fire(l, "2026-03-17T07:00"), "promise.chase");
    EXPECT_EQ(fire(l, "2026-03-17T16:00"), "nothing");
    EXPECT_EQ(fire(l, "2026-03-18T07:00"), "promise.chase");
    // Down from Thursday 19 until the night to Monday 23: one note on Monday morning, not three.
    EXPECT_EQ(fire(l, "2026-03-23T02:00"), "nothing");
    EXPECT_EQ(fire(l, "2026-03-23T07:00"), "promise.chase");
    EXPECT_EQ(fire(l, "2026-03-23T07:00"), "nothing");
    EXPECT_EQ(l.fired.chases, 3);
    EXPECT_EQ(shown(finish(l, at("2026-03-23T09:00"), m)), "ok");
    EXPECT_EQ(upcoming(l, "2026-03-23T09:00").substr(0, 12), "promise.kept");
}

TEST(apology, both_figures_of_lateness_are_kept) {
    ledger l = seven_days();
    for (int i = 0; i < 3; ++i) fire(l, "2026-03-12T08:00");
    ASSERT_EQ(shown(finish(l, at("2026-03-17T09:00"), m)), "ok");
    const auto f = facts_of(l, "2026-04-01T08:00");
    EXPECT_EQ(f.overdue_by, std::chrono::hours{3 * 8 + 2});
    EXPECT_EQ(f.overdue_by_reappointed, std::chrono::hours{2});
}

TEST(apology, a_stale_trigger_is_not_fired_again) {
    ledger l = seven_days();
    const auto w = next(l, m.rules, m.calendar, at("2026-03-09T07:00"));
    ASSERT_TRUE(w && *w);
    EXPECT_TRUE(mark_fired(l, **w, at("2026-03-09T07:00")));
    EXPECT_FALSE(mark_fired(l, **w, at("2026-03-09T07:00")));
}

TEST(apology, uncollected_results_are_kept_after_ninety_days) {
    ledger l = seven_days();
    ASSERT_EQ(shown(finish(l, at("2026-03-06T09:00"), m)), "ok");
    EXPECT_EQ(upcoming(l, "2026-03-06T09:00"), "promise.kept 2026-06-04T07:00");
    ledger other = l;
    EXPECT_EQ(shown(collect(other, at("2026-03-10T09:00"))), "ok");
    EXPECT_EQ(upcoming(other, "2026-03-10T09:00"), "nothing");
    EXPECT_EQ(fire(l, "2026-06-04T07:00"), "promise.kept");
    EXPECT_EQ(shown(keep(l, at("2026-06-04T07:00"))), "ok");
    EXPECT_EQ(upcoming(l, "2026-06-04T07:00"), "nothing");
}

TEST(apology, the_clock_set_back_fires_nothing_twice) {
    ledger l = seven_days();
    EXPECT_EQ(fire(l, "2026-03-09T07:00"), "promise.t1");
    EXPECT_EQ(fire(l, "2026-03-05T07:00"), "nothing");
    EXPECT_EQ(fire(l, "2026-03-09T07:00"), "nothing");
    EXPECT_EQ(fire(l, "2026-03-10T16:00"), "promise.t2");
}

}  // namespace
}  // namespace motcua::promise
