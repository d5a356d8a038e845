// The worked examples of the rules, one table for each rule set: the due moment, when an apology is drafted
// (T1) and issued (T2), until when the desk passes the dossier on. The rule set is that of the day of
// acceptance.
// "-": the rules do not state it; "none": there is none.
#include "engine/base/described.hpp"
#include "engine/promise/why.hpp"
#include "tests/engine/promise/world.hpp"

namespace motcua::promise {
namespace {

using calendar::at_once;
using calendar::calendar_days;
using calendar::own_cut_off;
using calendar::working_days;
using calendar::working_hours;
using procedure::supplement_policy;

struct example {
    const char* name;
    const char* accepted;
    calendar::term length;
    const char* due;
    const char* t1 = "-";
    const char* t2 = "-";
    const char* hand_over_by = "-";
    std::optional<own_cut_off> cut_off = std::nullopt;  // of the procedure
};
void PrintTo(const example& e, std::ostream* out) {
    *out << e.name;
}

std::string limit_of(std::string_view accepted, const measure& m) {
    const auto limit = hand_over_limit(at(accepted), m.rules, m.calendar);
    return limit ? shown(*limit) : limit.error().message;
}

void expect_stated(const std::string& got, std::string_view wanted) {
    if (wanted == "-") return;
    EXPECT_EQ(got, wanted);
}

class worked_example : public testing::TestWithParam<example> {};

TEST_P(worked_example, has_the_moments_that_the_rules_state) {
    const auto& e = GetParam();
    const auto m = measure_on(e.accepted);
    acceptance a;
    a.at = at(e.accepted);
    a.legal = e.length;
    a.cut_off = e.cut_off;
    ledger l;
    ASSERT_TRUE(start(l, a, m));
    EXPECT_EQ(shown(l.due), e.due);
    const auto why = why_due(l, m.rules, m.calendar);
    ASSERT_TRUE(why);
    EXPECT_EQ(shown(why->due), e.due);
    const auto kept = from_described<ledger>(*parse_json(to_described(l)), "a ledger");
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->cut_off, e.cut_off);
    expect_stated(t1(l, m), e.t1);
    expect_stated(t2(l, m), e.t2);
    expect_stated(limit_of(e.accepted, m), e.hand_over_by);
}

const auto name_of = [](const auto& one) { return std::string(one.param.name); };

INSTANTIATE_TEST_SUITE_P(
    rule_set_2025, worked_example,
    testing::Values(
        example{"seven_days_over_tet", "2026-02-11T10:00", working_days(7), "2026-02-27T17:00", "-", "-",
                "none"},
        example{"a_minute_before_the_cut_off", "2026-02-13T14:59", working_days(3), "2026-02-25T17:00"},
        example{"half_an_hour_after_the_cut_off", "2026-02-13T15:30", working_days(3), "2026-02-26T17:00"},
        example{"late_on_a_worked_saturday", "2026-01-10T15:10", working_days(3), "2026-01-15T17:00"},
        example{"on_a_saturday_morning", "2026-03-07T09:00", working_days(3), "2026-03-11T17:00"},
        example{"seven_plain_days", "2026-03-02T10:00", working_days(7), "2026-03-11T17:00",
                "2026-03-09T07:00", "2026-03-10T16:00"},
        example{"four_hours", "2026-03-02T10:00", working_hours(4), "2026-03-02T16:00", "2026-03-02T10:00",
                "2026-03-02T15:00"},
        example{"one_day", "2026-03-02T10:00", working_days(1), "2026-03-03T17:00", "2026-03-03T13:00",
                "2026-03-03T16:00"},
        example{"ten_calendar_days_roll_over_tet", "2026-02-06T09:00", calendar_days(10), "2026-02-23T17:00"},
        example{"the_last_afternoon_of_the_rule_set", "2026-08-04T15:30", working_days(3), "2026-08-10T17:00",
                "-", "-", "none"},
        example{"at_once_after_the_cut_off", "2026-03-02T15:10", at_once(), "2026-03-02T17:00", "none",
                "2026-03-02T16:00"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    rule_set_2026, worked_example,
    testing::Values(
        example{"its_first_afternoon", "2026-08-05T15:30", working_days(3), "2026-08-10T17:00", "-", "-",
                "2026-08-06T08:00"},
        example{"on_a_worked_saturday", "2026-08-22T10:00", working_days(1), "2026-08-24T17:00", "-", "-",
                "2026-08-22T17:00"},
        example{"at_once_late_on_a_worked_saturday", "2026-08-22T15:10", at_once(), "2026-08-24T17:00",
                "none", "2026-08-24T16:00", "2026-08-24T08:00"},
        example{"one_day_over_national_day", "2026-08-28T10:00", working_days(1), "2026-09-03T17:00",
                "2026-09-03T13:00", "2026-09-03T16:00", "2026-08-28T17:00"},
        example{"three_days_are_not_shifted", "2026-08-28T15:30", working_days(3), "2026-09-07T17:00", "-",
                "-", "2026-09-03T08:00"},
        example{"three_days_where_the_procedure_asks_the_shift", "2026-08-28T15:30", working_days(3),
                "2026-09-08T17:00", "-", "-", "2026-09-03T08:00",
                own_cut_off{own_cut_off::shift::from_clock_time, 15 * 60}},
        example{"calendar_days_roll_over_culture_day", "2026-11-14T09:00", calendar_days(10),
                "2026-11-25T17:00", "-", "-", "2026-11-16T08:00"},
        example{"five_days_over_culture_day", "2026-11-18T10:00", working_days(5), "2026-11-26T17:00",
                "2026-11-23T07:00", "2026-11-25T16:00", "2026-11-18T17:00"},
        example{"five_days_from_half_past_three", "2026-11-18T15:30", working_days(5), "2026-11-26T17:00",
                "-", "-", "2026-11-19T08:00"},
        example{"one_day_over_culture_day", "2026-11-23T10:00", working_days(1), "2026-11-25T17:00", "-", "-",
                "2026-11-23T17:00"},
        example{"three_days_over_culture_day", "2026-11-23T10:00", working_days(3), "2026-11-27T17:00", "-",
                "-", "2026-11-23T17:00"},
        example{"at_once_a_minute_before_the_cut_off", "2026-11-23T14:59", at_once(), "2026-11-23T17:00",
                "none", "2026-11-23T16:00", "2026-11-23T17:00"},
        example{"at_once_after_the_cut_off", "2026-11-23T15:10", at_once(), "2026-11-25T17:00", "none",
                "2026-11-25T16:00", "2026-11-25T08:00"},
        example{"at_once_where_the_procedure_has_no_cut_off", "2026-11-23T15:10", at_once(),
                "2026-11-23T17:00", "none", "2026-11-23T16:00", "2026-11-25T08:00", own_cut_off{}},
        example{"eight_hours_over_culture_day", "2026-11-23T15:00", working_hours(8), "2026-11-25T15:00",
                "2026-11-25T09:00", "2026-11-25T14:00", "2026-11-25T08:00"},
        example{"boundary_free_from_the_competent_body_on", "2026-11-20T08:30", working_days(3),
                "2026-11-26T17:00"},
        example{"two_days_from_the_confirmed_fee_on", "2026-12-10T14:00", working_days(2),
                "2026-12-14T17:00"},
        example{"eight_hours_from_the_confirmed_fee_on", "2026-12-10T14:00", working_hours(8),
                "2026-12-11T14:00"},
        example{"complete_before_the_fee_is_confirmed", "2026-12-09T10:00", working_days(2),
                "2026-12-11T17:00", "-", "-", "2026-12-09T17:00"},
        example{"two_days_from_the_end_of_a_verification_on", "2026-10-19T14:00", working_days(2),
                "2026-10-21T17:00"},
        example{"seven_days_over_culture_day", "2026-11-16T10:00", working_days(7), "2026-11-26T17:00", "-",
                "-", "2026-11-16T17:00"},
        example{"unanswered_for_fifteen_working_days", "2026-11-10T10:00", working_days(15),
                "2026-12-02T17:00"},
        example{"unanswered_for_fifteen_calendar_days", "2026-11-10T10:00", calendar_days(15),
                "2026-11-25T17:00"},
        example{"last_hour_of_working_time_where_the_procedure_asks_it", "2026-12-09T16:00", working_days(2),
                "2026-12-14T17:00", "-", "-", "-", own_cut_off{own_cut_off::shift::before_closing, 60}},
        example{"a_minute_before_the_last_hour", "2026-12-09T15:59", working_days(2), "2026-12-11T17:00", "-",
                "-", "-", own_cut_off{own_cut_off::shift::before_closing, 60}}),
    name_of);

struct supplement_example {
    const char* name;
    const char *accepted, *asked, *complete;
    const char *restart, *pause, *none;
};
void PrintTo(const supplement_example& e, std::ostream* out) {
    *out << e.name;
}

class worked_supplement : public testing::TestWithParam<supplement_example> {};

TEST_P(worked_supplement, moves_the_promise_by_its_policy) {
    const auto& e = GetParam();
    const std::pair<supplement_policy, const char*> policies[] = {{supplement_policy::restart, e.restart},
                                                                  {supplement_policy::pause, e.pause},
                                                                  {supplement_policy::none, e.none}};
    for (const auto& [policy, due] : policies) {
        auto rules = measure_on(e.accepted).rules;
        rules.supplement = policy;
        const measure m{rules, shipped_calendar()};
        ledger l = accepted(e.accepted, working_days(7), m);
        EXPECT_EQ(shown(request_supplement(l, at(e.asked), m)), "ok");
        EXPECT_EQ(shown(complete_supplement(l, at(e.complete), m)), "ok");
        expect_stated(shown(l.due), due);
    }
}

INSTANTIATE_TEST_SUITE_P(
    of_the_rules, worked_supplement,
    testing::Values(supplement_example{"in_2025_complete_in_the_morning", "2026-03-02T10:00",
                                       "2026-03-05T09:00", "2026-03-10T10:00", "2026-03-19T17:00",
                                       "2026-03-16T17:00", "2026-03-11T17:00"},
                    supplement_example{"in_2025_complete_after_the_cut_off", "2026-03-02T10:00",
                                       "2026-03-05T09:00", "2026-03-10T15:10", "2026-03-20T17:00", "-", "-"},
                    supplement_example{"in_2026_complete_late_over_culture_day", "2026-11-16T10:00",
                                       "2026-11-19T09:00", "2026-11-25T15:10", "2026-12-04T17:00",
                                       "2026-12-01T17:00", "2026-11-26T17:00"}),
    name_of);

struct extension_example {
    const char* name;
    const char *accepted, *due, *issued, *new_date;
    int term;
};
void PrintTo(const extension_example& e, std::ostream* out) {
    *out << e.name;
}

class worked_extension : public testing::TestWithParam<extension_example> {};

TEST_P(worked_extension, by_three_days) {
    const auto& e = GetParam();
    const auto m = measure_on(e.accepted);
    ledger l = accepted(e.accepted, working_days(e.term), m);
    ASSERT_EQ(shown(l.due), e.due);
    EXPECT_EQ(shown(issue_by_head(l, "Nguyễn Thế Phượng", {"chờ xác minh", 3, {}}, at(e.issued), m)), "ok");
    EXPECT_EQ(shown(l.issued.back().new_date), e.new_date);
}

INSTANTIATE_TEST_SUITE_P(of_the_rules, worked_extension,
                         testing::Values(extension_example{"over_tet", "2026-02-04T10:00", "2026-02-13T17:00",
                                                           "2026-02-12T09:00", "2026-02-25T17:00", 7},
                                         extension_example{"over_culture_day", "2026-11-16T10:00",
                                                           "2026-11-23T17:00", "2026-11-20T09:00",
                                                           "2026-11-27T17:00", 5}),
                         name_of);

// The eight hours of the desk begin again when a fee that is due first has been paid.
TEST(worked_acceptance, of_an_online_dossier_ends_eight_working_hours_after_arrival_or_payment) {
    const auto m = measure_on("2026-11-23T15:00");
    EXPECT_EQ(motcua::shown(acceptance_limit(at("2026-11-23T15:00"), m.rules, m.calendar)),
              "2026-11-25T15:00");
    EXPECT_EQ(motcua::shown(acceptance_limit(at("2026-11-25T09:00"), m.rules, m.calendar)),
              "2026-11-26T09:00");
}

}  // namespace
}  // namespace motcua::promise
