// Supplements, other suspensions, linked bodies, step terms, online reduction.
#include "tests/engine/promise/world.hpp"

namespace motcua::promise {
namespace {

using calendar::calendar_days;
using calendar::working_days;
using calendar::working_hours;
using procedure::supplement_policy;

const measure m = shipped_measure();

procedure::rule_set pausing_rules() {
    auto rules = shipped_rules();
    rules.supplement = supplement_policy::pause;
    return rules;
}

TEST(supplement, is_asked_at_most_once) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    EXPECT_EQ(shown(request_supplement(l, at("2026-03-03T09:00"), m)), "ok");
    EXPECT_EQ(shown(request_supplement(l, at("2026-03-03T10:00"), m)), "supplement-used");
    EXPECT_EQ(shown(complete_supplement(l, at("2026-03-04T09:00"), m)), "ok");
    EXPECT_EQ(shown(request_supplement(l, at("2026-03-05T09:00"), m)), "supplement-used");
    EXPECT_EQ(shown(complete_supplement(l, at("2026-03-05T09:00"), m)), "no-supplement-asked");
}

TEST(supplement, is_refused_once_a_draft_exists) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    EXPECT_EQ(fire(l, "2026-03-09T07:00"), "promise.t1");
    EXPECT_EQ(shown(request_supplement(l, at("2026-03-09T08:00"), m)), "draft-exists");
}

TEST(supplement, is_refused_when_the_drafts_moment_has_come_though_nobody_fired_it) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    EXPECT_EQ(shown(request_supplement(l, at("2026-03-09T06:59"), m)), "ok");
    ledger late = accepted("2026-03-02T10:00", working_days(7));
    EXPECT_EQ(shown(request_supplement(late, at("2026-03-09T07:00"), m)), "draft-exists");
}

TEST(supplement, stops_every_trigger_while_it_is_awaited) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    ASSERT_TRUE(request_supplement(l, at("2026-03-05T09:00"), m));
    EXPECT_TRUE(l.paused());
    EXPECT_EQ(upcoming(l, "2026-06-01T09:00"), "nothing");
}

TEST(supplement, restart_is_a_new_promise_on_a_new_receipt_revision) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    ASSERT_TRUE(request_supplement(l, at("2026-03-05T09:00"), m));
    ASSERT_TRUE(complete_supplement(l, at("2026-03-10T10:00"), m));
    EXPECT_EQ(l.promise, 2);
    ASSERT_EQ(l.revisions.size(), 2u);
    EXPECT_EQ(l.revisions[1].number, 2);
    EXPECT_EQ(l.revisions[1].why, "restart");
    EXPECT_EQ(t1(l), "2026-03-17T07:00");
    EXPECT_EQ(shown(l.accepted), "2026-03-02T10:00");
    EXPECT_EQ(shown(promised_at(l, at("2026-03-06T00:00"))->due), "2026-03-11T17:00");
    EXPECT_EQ(shown(promised_at(l, at("2026-03-10T10:00"))->due), "2026-03-19T17:00");
    EXPECT_EQ(promised_at(l, at("2026-03-01T00:00")), nullptr);
}

TEST(supplement, pause_over_a_weekend_counts_only_working_days) {
    const auto rules = pausing_rules();
    const measure pm{rules, shipped_calendar()};
    ledger l = accepted("2026-03-02T10:00", working_days(7), pm);
    ASSERT_TRUE(request_supplement(l, at("2026-03-06T16:00"), pm));
    ASSERT_TRUE(complete_supplement(l, at("2026-03-09T06:00"), pm));
    EXPECT_EQ(shown(l.due), "2026-03-12T17:00");
}

TEST(supplement, pause_within_one_day_adds_nothing) {
    const auto rules = pausing_rules();
    const measure pm{rules, shipped_calendar()};
    ledger l = accepted("2026-03-02T10:00", working_days(7), pm);
    ASSERT_TRUE(request_supplement(l, at("2026-03-04T08:00"), pm));
    ASSERT_TRUE(complete_supplement(l, at("2026-03-04T16:00"), pm));
    EXPECT_EQ(shown(l.due), "2026-03-11T17:00");
    EXPECT_EQ(l.revisions.size(), 1u);
}

TEST(suspension, overlapping_ones_count_once) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    ASSERT_TRUE(pause(l, cause::other_body, at("2026-03-03T09:00"), "sở khác", m));
    EXPECT_EQ(shown(pause(l, cause::other_body, at("2026-03-03T10:00"), "", m)), "is-paused");
    ASSERT_TRUE(pause(l, cause::money_due, at("2026-03-04T09:00"), "", m));
    ASSERT_TRUE(resume(l, cause::other_body, at("2026-03-05T09:00"), m));
    EXPECT_TRUE(l.paused());
    ASSERT_TRUE(resume(l, cause::money_due, at("2026-03-06T09:00"), m));
    EXPECT_FALSE(l.paused());
    EXPECT_EQ(shown(l.due), "2026-03-16T17:00");  // 4, 5, 6 March added once
    EXPECT_EQ(l.promise, 1);
    EXPECT_EQ(l.revisions.back().why, "resume");
    EXPECT_EQ(shown(resume(l, cause::money_due, at("2026-03-06T10:00"), m)), "not-paused");
}

TEST(suspension, of_a_term_in_hours_adds_working_time) {
    ledger l = accepted("2026-03-02T08:00", working_hours(16));
    EXPECT_EQ(shown(l.due), "2026-03-04T08:00");
    ASSERT_TRUE(pause(l, cause::money_due, at("2026-03-02T10:00"), "", m));
    ASSERT_TRUE(resume(l, cause::money_due, at("2026-03-03T08:00"), m));
    EXPECT_EQ(shown(l.due), "2026-03-04T16:00");  // 1 h before lunch, 4 h after, 1 h next morning
}

TEST(suspension, of_a_term_in_calendar_days_adds_calendar_days) {
    ledger l = accepted("2026-03-02T10:00", calendar_days(10));
    EXPECT_EQ(shown(l.due), "2026-03-12T17:00");
    ASSERT_TRUE(pause(l, cause::other_body, at("2026-03-05T10:00"), "", m));
    ASSERT_TRUE(resume(l, cause::other_body, at("2026-03-07T10:00"), m));
    EXPECT_EQ(shown(l.due), "2026-03-16T17:00");  // 14 March is a Saturday
}

TEST(suspension, cannot_begin_when_a_draft_exists_or_the_promise_passed) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    fire(l, "2026-03-09T07:00");
    EXPECT_EQ(shown(pause(l, cause::money_due, at("2026-03-09T08:00"), "", m)), "draft-exists");
}

TEST(suspension, ended_after_the_issue_moment_issues_then_and_not_late) {
    ledger l = accepted("2026-03-02T10:00", working_days(1));  // due Tue 3, T1 13:00, T2 16:00
    ASSERT_TRUE(pause(l, cause::other_body, at("2026-03-03T10:00"), "", m));
    ASSERT_TRUE(resume(l, cause::other_body, at("2026-03-03T16:30"), m));
    EXPECT_EQ(shown(l.due), "2026-03-03T17:00");
    EXPECT_EQ(fire(l, "2026-03-03T16:30"), "promise.t1");
    EXPECT_EQ(fire(l, "2026-03-03T16:30"), "promise.t2");
    EXPECT_FALSE(l.issued.back().issued_late);
}

TEST(suspension, done_while_paused_is_on_time) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    ASSERT_TRUE(pause(l, cause::money_due, at("2026-03-05T09:00"), "", m));
    EXPECT_EQ(shown(finish(l, at("2026-03-25T09:00"), m)), "ok");
    EXPECT_FALSE(facts_at(l, at("2026-03-26T09:00"), m.calendar)->late);
}

TEST(linked, another_bodys_days_give_a_total_and_a_local_date) {
    ledger l;
    acceptance a;
    a.at = at("2026-03-02T10:00");
    a.legal = working_days(3);
    a.linked = {{"cơ quan thuế", 2}, {"sở tài nguyên", 1}};
    ASSERT_TRUE(start(l, a, m));
    EXPECT_EQ(shown(l.local_due), "2026-03-05T17:00");
    EXPECT_EQ(shown(l.due), "2026-03-10T17:00");
}

TEST(online, a_reduction_is_never_beyond_the_legal_term) {
    for (const auto& [reduction, due] : {std::pair{0, "2026-03-11T17:00"},
                                         {2, "2026-03-09T17:00"},
                                         {9, "2026-03-03T17:00"},
                                         {-4, "2026-03-11T17:00"}}) {
        ledger l;
        acceptance a;
        a.at = at("2026-03-02T10:00");
        a.legal = working_days(7);
        a.online_reduction = reduction;
        ASSERT_TRUE(start(l, a, m));
        EXPECT_EQ(shown(l.due), due);
        EXPECT_EQ(shown(l.legal_due), "2026-03-11T17:00");
    }
}

TEST(online, must_be_accepted_within_eight_working_hours) {
    EXPECT_EQ(motcua::shown(acceptance_limit(at("2026-03-06T15:00"), m.rules, m.calendar)),
              "2026-03-09T15:00");
    EXPECT_EQ(motcua::shown(acceptance_limit(at("2026-03-07T22:00"), m.rules, m.calendar)),
              "2026-03-09T17:00");
}

TEST(step, behind_is_not_overdue) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    ASSERT_TRUE(begin_step(l, "thẩm định", working_days(2), at("2026-03-03T08:00"), m));
    EXPECT_EQ(upcoming(l, "2026-03-03T08:00"), "promise.step 2026-03-05T17:00");
    EXPECT_EQ(fire(l, "2026-03-05T17:00"), "nothing");
    EXPECT_EQ(fire(l, "2026-03-05T17:01"), "promise.step");
    const auto f = facts_at(l, at("2026-03-06T08:00"), m.calendar);
    ASSERT_TRUE(f);
    EXPECT_TRUE(f->behind);
    EXPECT_FALSE(f->late);
    ASSERT_TRUE(begin_step(l, "trình ký", working_days(1), at("2026-03-06T08:00"), m));
    EXPECT_FALSE(facts_at(l, at("2026-03-06T09:00"), m.calendar)->behind);
    ASSERT_TRUE(end_step(l));
    EXPECT_EQ(upcoming(l, "2026-03-06T09:00"), "promise.t1 2026-03-09T07:00");
}

TEST(step, its_term_stands_still_with_the_promise) {
    ledger l = accepted("2026-03-02T10:00", working_days(10));
    ASSERT_TRUE(begin_step(l, "thẩm định", working_days(2), at("2026-03-03T08:00"), m));
    ASSERT_TRUE(pause(l, cause::other_body, at("2026-03-04T08:00"), "", m));
    ASSERT_TRUE(resume(l, cause::other_body, at("2026-03-06T08:00"), m));
    EXPECT_EQ(upcoming(l, "2026-03-06T08:00"), "promise.step 2026-03-09T17:00");
}

TEST(start, happens_once_and_needs_a_known_calendar) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    EXPECT_EQ(shown(start(l, {at("2026-03-02T10:00"), working_days(7), 0, {}, {}, {}, {}}, m)),
              "already-started");
    ledger far;
    EXPECT_EQ(shown(start(far, {at("2028-12-28T10:00"), working_days(7), 0, {}, {}, {}, {}}, m)),
              "calendar-unknown");
    EXPECT_FALSE(far.started());
    EXPECT_EQ(shown(start(far, {at("2026-03-02T10:00"), working_days(0), 0, {}, {}, {}, {}}, m)), "bad-term");
    EXPECT_EQ(shown(finish(far, at("2026-03-02T10:00"), m)), "not-started");
}

TEST(stop, ends_all_triggers) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    EXPECT_EQ(shown(stop(l, at("2026-03-04T10:00"), m)), "ok");
    EXPECT_EQ(upcoming(l, "2026-04-04T10:00"), "nothing");
    EXPECT_EQ(shown(finish(l, at("2026-03-05T10:00"), m)), "already-stopped");
}

}  // namespace
}  // namespace motcua::promise
