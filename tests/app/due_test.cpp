// `motcua due` as people type it, with the workflows of the source tree.
#include <gtest/gtest.h>

#include "engine/base/json.hpp"
#include "tests/app/program.hpp"

namespace motcua::app::testing {
namespace {

json due(std::vector<std::string> words) {
    const folder files;
    words.insert(words.begin(), {"due", "--json", "--calendar", MOTCUA_SOURCE_DIR "/workflows/calendars"});
    const auto came = run(words, files);
    EXPECT_EQ(came.status, 0) << came.said;
    const auto v = parse_json(came.said);
    EXPECT_TRUE(v) << came.said;
    return v ? *v : json{};
}

TEST(due_command, counts_by_the_rule_set_in_force_on_the_day_of_acceptance) {
    const auto first_day = due({"--from", "2026-08-05T15:30", "--working-days", "3"});
    EXPECT_EQ(get_string(first_day, "due"), "2026-08-10T17:00:00+07:00");
    EXPECT_EQ(get_string(first_day, "rules"), "2026");
    EXPECT_EQ(get_string(first_day, "hand_over_by"), "2026-08-06T08:00:00+07:00");
    const auto day_before = due({"--from", "2026-08-04T15:30", "--working-days", "3"});
    EXPECT_EQ(get_string(day_before, "due"), "2026-08-10T17:00:00+07:00");
    EXPECT_EQ(get_string(day_before, "rules"), "2025");
    EXPECT_TRUE(day_before.at("hand_over_by").is_null());
    const auto culture_day = due({"--from", "2026-11-18T10:00", "--working-days", "5"});
    EXPECT_EQ(get_string(culture_day, "due"), "2026-11-26T17:00:00+07:00");
    EXPECT_EQ(get_string(culture_day, "t1"), "2026-11-23T07:00:00+07:00");
    EXPECT_EQ(get_string(culture_day, "t2"), "2026-11-25T16:00:00+07:00");
}

TEST(due_command, counts_hours_calendar_days_and_at_once) {
    EXPECT_EQ(get_string(due({"--from", "2026-11-23T15:00", "--working-hours", "8"}), "due"),
              "2026-11-25T15:00:00+07:00");
    EXPECT_EQ(get_string(due({"--from", "2026-11-14T09:00", "--calendar-days", "10"}), "due"),
              "2026-11-25T17:00:00+07:00");
    const auto at_once = due({"--from", "2026-11-23T15:10", "--at-once"});
    EXPECT_EQ(get_string(at_once, "due"), "2026-11-25T17:00:00+07:00");
    EXPECT_TRUE(at_once.at("t1").is_null());
    const auto by_2025 = due({"--from", "2026-11-23T15:10", "--at-once", "--rules", "2025"});
    EXPECT_EQ(get_string(by_2025, "due"), "2026-11-23T17:00:00+07:00");
    EXPECT_EQ(get_string(by_2025, "rules"), "2025");
}

}  // namespace
}  // namespace motcua::app::testing
