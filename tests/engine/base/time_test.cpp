#include "engine/base/time.hpp"

#include <gtest/gtest.h>

using namespace motcua;

TEST(time, text_without_an_offset_is_vietnamese_time) {
    EXPECT_EQ(to_iso(*parse_instant("2026-02-11T10:00")), "2026-02-11T10:00:00+07:00");
    EXPECT_EQ(to_iso(*parse_instant("2026-02-11T03:00:00Z")), "2026-02-11T10:00:00+07:00");
    EXPECT_EQ(to_iso(*parse_instant("2026-02-11T23:59:59.250+07:00")), "2026-02-11T23:59:59.250+07:00");
}

TEST(time, midnight_belongs_to_the_day_that_begins) {
    EXPECT_EQ(to_iso(day_of(*parse_instant("2026-02-28T17:00:00Z"))), "2026-03-01");
}

TEST(time, days_that_do_not_exist_are_refused) {
    EXPECT_FALSE(parse_day("2026-02-29"));
    EXPECT_TRUE(parse_day("2024-02-29"));
    EXPECT_FALSE(parse_instant("2026-13-01T00:00"));
    EXPECT_FALSE(parse_instant("2026-01-01T24:00"));
    EXPECT_FALSE(parse_instant("2026-01-01T10:00x"));
    EXPECT_FALSE(parse_day("2026-1-01"));
}

TEST(time, time_of_day_reaches_midnight_and_no_further) {
    EXPECT_EQ(parse_time_of_day("24:00"), std::chrono::hours{24});
    EXPECT_FALSE(parse_time_of_day("24:01"));
    EXPECT_FALSE(parse_time_of_day("7:00"));
}
