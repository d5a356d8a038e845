// The worked examples of the rules, each by its name.
#include "tests/engine/calendar/shipped.hpp"

namespace motcua {
namespace {

using namespace calendar;

struct example {
    const char* name;
    const char* accepted;
    term length;
    const char* due;
};

void PrintTo(const example& e, std::ostream* out) {
    *out << e.name;
}

class worked_example : public testing::TestWithParam<example> {};

TEST_P(worked_example, is_due_as_the_rules_say) {
    const auto& e = GetParam();
    const auto& rules = shipped_rules().counting;
    EXPECT_EQ(shown(shipped_calendar().due(at(e.accepted), e.length, rules)), e.due);
    const auto why = shipped_calendar().explain(at(e.accepted), e.length, rules);
    ASSERT_TRUE(why);
    EXPECT_EQ(shown(result<instant>{why->due}), e.due);
}

INSTANTIATE_TEST_SUITE_P(
    of_the_rules, worked_example,
    testing::Values(
        example{"seven_days_over_tet", "2026-02-11T10:00", working_days(7), "2026-02-27T17:00"},
        example{"a_minute_before_the_cut_off", "2026-02-13T14:59", working_days(3), "2026-02-25T17:00"},
        example{"half_an_hour_after_the_cut_off", "2026-02-13T15:30", working_days(3), "2026-02-26T17:00"},
        example{"late_on_a_worked_saturday", "2026-01-10T15:10", working_days(3), "2026-01-15T17:00"},
        example{"on_a_saturday_morning", "2026-03-07T09:00", working_days(3), "2026-03-11T17:00"},
        example{"seven_plain_days", "2026-03-02T10:00", working_days(7), "2026-03-11T17:00"},
        example{"four_hours_across_lunch", "2026-03-02T10:00", working_hours(4), "2026-03-02T16:00"},
        example{"one_day", "2026-03-02T10:00", working_days(1), "2026-03-03T17:00"},
        example{"ten_calendar_days_roll_over_tet", "2026-02-06T09:00", calendar_days(10),
                "2026-02-23T17:00"}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(worked_example_days, name_the_seven_counted_days_over_tet) {
    const auto why =
        shipped_calendar().explain(at("2026-02-11T10:00"), working_days(7), shipped_rules().counting);
    ASSERT_TRUE(why);
    std::string counted;
    for (const auto& d : why->days)
        if (d.counted) counted += to_iso(d.day).substr(8) + " ";
    EXPECT_EQ(counted, "12 13 23 24 25 26 27 ");
    EXPECT_FALSE(why->unconfirmed);
    EXPECT_FALSE(why->provisional);
}

TEST(worked_example_days, extend_a_promise_by_three_working_days_over_tet) {
    const auto d = shipped_calendar().add_working_days(on("2026-02-13"), 3);
    ASSERT_TRUE(d);
    EXPECT_EQ(to_iso(*d), "2026-02-25");
}

}  // namespace
}  // namespace motcua
