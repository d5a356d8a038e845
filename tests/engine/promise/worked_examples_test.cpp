// The worked examples of the rules that speak of promises, triggers and supplements.
#include "tests/engine/promise/world.hpp"

namespace motcua::promise {
namespace {

using calendar::working_days;
using calendar::working_hours;
using procedure::supplement_policy;

procedure::rule_set with(supplement_policy p) {
    auto rules = shipped_rules();
    rules.supplement = p;
    return rules;
}

std::string after_supplement(supplement_policy p, std::string_view complete) {
    const auto rules = with(p);
    const measure m{rules, shipped_calendar()};
    ledger l = accepted("2026-03-02T10:00", working_days(7), m);
    EXPECT_EQ(shown(request_supplement(l, at("2026-03-05T09:00"), m)), "ok");
    EXPECT_EQ(shown(complete_supplement(l, at(complete), m)), "ok");
    return shown(l.due);
}

TEST(worked_example, seven_days_draft_two_days_before_and_issue_an_hour_before_closing) {
    const ledger l = accepted("2026-03-02T10:00", working_days(7));
    EXPECT_EQ(shown(l.due), "2026-03-11T17:00");
    EXPECT_EQ(t1(l), "2026-03-09T07:00");
    EXPECT_EQ(t2(l), "2026-03-10T16:00");
}

TEST(worked_example, supplement_restarts) {
    EXPECT_EQ(after_supplement(supplement_policy::restart, "2026-03-10T10:00"), "2026-03-19T17:00");
}

TEST(worked_example, supplement_pauses) {
    EXPECT_EQ(after_supplement(supplement_policy::pause, "2026-03-10T10:00"), "2026-03-16T17:00");
}

TEST(worked_example, supplement_changes_nothing) {
    EXPECT_EQ(after_supplement(supplement_policy::none, "2026-03-10T10:00"), "2026-03-11T17:00");
}

TEST(worked_example, supplement_complete_after_the_cut_off_restarts_a_day_later) {
    EXPECT_EQ(after_supplement(supplement_policy::restart, "2026-03-10T15:10"), "2026-03-20T17:00");
}

TEST(worked_example, four_hours_draft_at_acceptance_and_issue_an_hour_before) {
    const ledger l = accepted("2026-03-02T10:00", working_hours(4));
    EXPECT_EQ(shown(l.due), "2026-03-02T16:00");
    EXPECT_EQ(t1(l), "2026-03-02T10:00");
    EXPECT_EQ(t2(l), "2026-03-02T15:00");
}

TEST(worked_example, one_day_draft_four_hours_before_and_issue_one_hour_before) {
    const ledger l = accepted("2026-03-02T10:00", working_days(1));
    EXPECT_EQ(shown(l.due), "2026-03-03T17:00");
    EXPECT_EQ(t1(l), "2026-03-03T13:00");
    EXPECT_EQ(t2(l), "2026-03-03T16:00");
}

TEST(worked_example, promise_before_tet_extended_by_three_days) {
    ledger l = accepted("2026-02-04T10:00", working_days(7));
    ASSERT_EQ(shown(l.due), "2026-02-13T17:00");
    EXPECT_EQ(shown(issue_by_head(l, "Nguyễn Thế Phượng", {"chờ xác minh", 3, {}}, at("2026-02-12T09:00"),
                                  shipped_measure())),
              "ok");
    EXPECT_EQ(shown(l.issued.back().new_date), "2026-02-25T17:00");
}

}  // namespace
}  // namespace motcua::promise
