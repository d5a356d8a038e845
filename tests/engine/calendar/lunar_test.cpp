// The computed lunar calendar against known days, among them those where Vietnam and China differ.
#include "engine/calendar/lunar.hpp"

#include <gtest/gtest.h>

#include <map>

namespace motcua::calendar {
namespace {

TEST(lunar, new_year_falls_on_the_known_days) {
    const std::map<int, const char*> known{{2023, "2023-01-22"}, {2024, "2024-02-10"}, {2025, "2025-01-29"},
                                           {2026, "2026-02-17"}, {2027, "2027-02-06"}, {2028, "2028-01-26"},
                                           {2020, "2020-01-25"}, {2021, "2021-02-12"}, {2022, "2022-02-01"}};
    for (const auto& [year, day] : known) EXPECT_EQ(to_iso(lunar_new_year(year)), day);
}

TEST(lunar, new_year_is_vietnamese_where_china_differs) {
    EXPECT_EQ(to_iso(lunar_new_year(1985)), "1985-01-21");  // China: 20 February
    EXPECT_EQ(to_iso(lunar_new_year(2007)), "2007-02-17");  // China: 18 February
    EXPECT_EQ(to_iso(lunar_new_year(2030)), "2030-02-02");  // China: 3 February
}

TEST(lunar, hung_kings_day_falls_on_the_known_days) {
    for (const char* day : {"2024-04-18", "2025-04-07", "2026-04-26", "2027-04-16", "2028-04-04"}) {
        const auto d = *parse_day(day);
        const int year = static_cast<int>(std::chrono::year_month_day{d}.year());
        ASSERT_TRUE(to_solar({year, 3, 10, false}));
        EXPECT_EQ(to_iso(*to_solar({year, 3, 10, false})), day);
    }
}

TEST(lunar, leap_months_stand_where_the_almanac_has_them) {
    EXPECT_TRUE(to_solar({2023, 2, 1, true}));
    EXPECT_FALSE(to_solar({2023, 3, 1, true}));
    EXPECT_TRUE(to_solar({2025, 6, 1, true}));
    EXPECT_TRUE(to_solar({2020, 4, 1, true}));
    EXPECT_FALSE(to_solar({2026, 6, 1, true}));
}

TEST(lunar, every_day_of_two_centuries_converts_there_and_back_without_a_gap) {
    lunar_date before = to_lunar(*parse_day("1901-01-01"));
    for (local_day d = *parse_day("1901-01-02"); d < *parse_day("2099-12-31"); d += std::chrono::days{1}) {
        const lunar_date now = to_lunar(d);
        const bool next_day =
            now.day == before.day + 1 && now.month == before.month && now.leap == before.leap;
        ASSERT_TRUE(next_day || (now.day == 1 && before.day >= 29)) << to_iso(d);
        if (now.day == 15 || now.day == 1 || now.day == 30) {
            ASSERT_EQ(to_solar(now), d) << to_iso(d);
        }
        before = now;
    }
}

}  // namespace
}  // namespace motcua::calendar
