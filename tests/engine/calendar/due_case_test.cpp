#include "tests/engine/calendar/due_cases.hpp"

namespace motcua {
namespace {

// The derivation must tell the same story as the date.
void expect_consistent(const calendar::derivation& why, const calendar::term& length) {
    int number = 0;
    std::chrono::minutes used{0};
    for (const auto& d : why.days) {
        if (d.counted) {
            EXPECT_EQ(d.number, ++number);
        }
        EXPECT_FALSE(d.reason.empty());
        EXPECT_FALSE(d.source.empty());
        used += d.working_time;
    }
    if (length.in == calendar::unit::working_hours) {
        EXPECT_EQ(used, std::chrono::hours{length.amount});
    } else if (length.in != calendar::unit::at_once) {
        EXPECT_EQ(number, length.amount) << "as many days counted as the term has";
    }
    EXPECT_EQ(why.days.front().day, day_of(why.accepted));
    EXPECT_EQ(why.days.back().day, day_of(why.due));
}

}  // namespace

TEST_P(due_case, falls_on_the_expected_moment_and_explains_itself) {
    const auto& c = GetParam();
    const auto& rules = shipped_rules_on(c.accepted).counting;
    EXPECT_EQ(shown(shipped_calendar().due(at(c.accepted), c.length, rules)), c.due);
    const auto why = shipped_calendar().explain(at(c.accepted), c.length, rules);
    ASSERT_TRUE(why) << why.error().message;
    EXPECT_EQ(to_iso(why->due).substr(0, 16), c.due);
    expect_consistent(*why, c.length);
}

}  // namespace motcua
