// Days, moments and working time of the shipped calendar.
#include "tests/engine/calendar/shipped.hpp"

namespace motcua {
namespace {

using namespace calendar;
using namespace std::chrono_literals;

const working_calendar& days() {
    return shipped_calendar();
}

std::string kind_of(std::string_view d) {
    const auto f = days().day(on(d));
    return f ? std::string(to_text(f->kind)) : f.error().message;
}

TEST(day, has_its_kind_and_source) {
    EXPECT_EQ(kind_of("2026-02-16"), "holiday");
    EXPECT_EQ(kind_of("2026-04-27"), "made-up-holiday");
    EXPECT_EQ(kind_of("2026-01-02"), "swapped-off");
    EXPECT_EQ(kind_of("2026-01-10"), "worked-saturday");
    EXPECT_EQ(kind_of("2026-03-07"), "weekly-off");
    EXPECT_EQ(kind_of("2026-03-09"), "working");
    const auto tet = days().day(on("2026-02-17"));
    ASSERT_TRUE(tet && tet->entries.size() == 1);
    EXPECT_EQ(tet->entries[0].name, "Tết Nguyên đán");
    EXPECT_TRUE(tet->entries[0].confirmed);
}

TEST(day, that_does_not_apply_yet_is_worked_and_says_so) {
    auto source = shipped_source();
    for (auto& y : source.years)
        for (auto& e : y.entries)
            if (e.day == on("2026-11-24")) e.applies = e.confirmed = false;
    const auto doubtful = make_calendar(source);
    const auto f = doubtful.day(on("2026-11-24"));
    ASSERT_TRUE(f);
    EXPECT_TRUE(f->working);
    ASSERT_EQ(f->entries.size(), 1u);
    EXPECT_FALSE(f->entries[0].applies);
    const auto why =
        doubtful.explain(at("2026-11-23T10:00"), working_days(1), shipped_rules("2026").counting);
    ASSERT_TRUE(why);
    EXPECT_TRUE(why->unconfirmed);
    EXPECT_NE(why->days.back().reason.find("Ngày Văn hóa Việt Nam"), std::string::npos);
}

TEST(day, of_vietnamese_culture_is_off_and_confirmed_since_2026) {
    EXPECT_EQ(kind_of("2026-11-24"), "holiday");
    EXPECT_TRUE(days().day(on("2026-11-24"))->entries[0].confirmed);
    EXPECT_EQ(kind_of("2027-11-24"), "holiday");
    EXPECT_FALSE(days().day(on("2027-11-24"))->entries[0].confirmed);
}

TEST(day, of_a_provisional_year_says_so) {
    const auto d = days().due(at("2026-12-30T10:00"), working_days(3), shipped_rules().counting);
    ASSERT_TRUE(d);
    EXPECT_TRUE(d->provisional);
    EXPECT_TRUE(d->unconfirmed);
    const auto before = days().due(at("2026-12-21T10:00"), working_days(3), shipped_rules().counting);
    ASSERT_TRUE(before);
    EXPECT_FALSE(before->provisional);
}

TEST(day, unconfirmed_entry_on_the_way_is_told) {
    const auto hung_kings = days().due(at("2024-04-17T10:00"), working_days(1), shipped_rules().counting);
    ASSERT_TRUE(hung_kings);
    EXPECT_TRUE(hung_kings->unconfirmed);
    const auto tet = days().due(at("2026-02-11T10:00"), working_days(7), shipped_rules().counting);
    ASSERT_TRUE(tet);
    EXPECT_FALSE(tet->unconfirmed);
}

TEST(day, computed_tet_of_provisional_years_is_made_up_after_weekends) {
    EXPECT_EQ(kind_of("2027-02-05"), "holiday");
    EXPECT_EQ(kind_of("2027-02-06"), "holiday");
    EXPECT_EQ(kind_of("2027-02-09"), "holiday");
    EXPECT_EQ(kind_of("2027-02-10"), "made-up-holiday");
    EXPECT_EQ(kind_of("2027-02-11"), "made-up-holiday");
    EXPECT_EQ(kind_of("2027-02-12"), "working");
    EXPECT_EQ(kind_of("2028-01-25"), "holiday");
    EXPECT_EQ(kind_of("2028-01-31"), "made-up-holiday");
    EXPECT_EQ(kind_of("2027-04-16"), "holiday");
    EXPECT_EQ(kind_of("2028-04-04"), "holiday");
}

// Days off besides Saturdays and Sundays, and worked Saturdays after "+".
TEST(day, off_and_worked_saturdays_are_those_of_the_table_of_the_rules) {
    const std::pair<int, const char*> table[] = {
        {2023, "01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04"},
        {2024, "01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 +05-04 09-02 09-03"},
        {2025, "01-01 01-27 01-28 01-29 01-30 01-31 04-07 +04-26 04-30 05-01 05-02 09-01 09-02"},
        {2026,
         "01-01 01-02 +01-10 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 +08-22 08-31 09-01 09-02 "
         "11-24"},
        {2027, "01-01 02-05 02-08 02-09 02-10 02-11 04-16 04-30 05-03 09-02 09-03 11-24"}};
    for (const auto& [year, wanted] : table) {
        std::string got;
        for (auto d = on(std::to_string(year) + "-01-01"); d <= on(std::to_string(year) + "-12-31");
             d += std::chrono::days{1}) {
            const bool weekend = std::chrono::weekday{d} == std::chrono::Saturday ||
                                 std::chrono::weekday{d} == std::chrono::Sunday;
            if (*days().is_working_day(d) != weekend) continue;
            got += (got.empty() ? "" : " ") + std::string(weekend ? "+" : "") + to_iso(d).substr(5);
        }
        EXPECT_EQ(got, wanted) << year;
    }
}

TEST(day, beyond_the_known_years_names_the_missing_file) {
    const auto d = days().due(at("2028-12-28T10:00"), working_days(7), shipped_rules().counting);
    ASSERT_FALSE(d);
    EXPECT_EQ(d.error().message, "no calendar is known for 2029: add workflows/calendars/vn-2029.xml");
    const auto early = days().is_working(at("2022-12-31T23:59"));
    ASSERT_FALSE(early);
    EXPECT_NE(early.error().message.find("vn-2022.xml"), std::string::npos);
    const auto far = days().is_working(at("2031-05-05T10:00"));
    ASSERT_FALSE(far);
    EXPECT_NE(far.error().message.find("vn-2029.xml and the years up to it"), std::string::npos);
}

TEST(moment, working_and_receiving_differ_on_saturdays) {
    EXPECT_FALSE(*days().is_working(at("2026-03-07T09:00")));
    EXPECT_TRUE(*days().is_receiving(at("2026-03-07T09:00")));
    EXPECT_FALSE(*days().is_receiving(at("2026-03-07T11:00")));
    EXPECT_TRUE(*days().is_working(at("2026-01-10T15:00")));
    EXPECT_TRUE(*days().is_receiving(at("2026-01-10T15:00")));
    EXPECT_FALSE(*days().is_receiving(at("2026-02-17T09:00")));
}

TEST(moment, lunch_is_no_work) {
    EXPECT_TRUE(*days().is_working(at("2026-03-04T10:59:59.999")));
    EXPECT_FALSE(*days().is_working(at("2026-03-04T11:00")));
    EXPECT_FALSE(*days().is_working(at("2026-03-04T12:59:59.999")));
    EXPECT_TRUE(*days().is_working(at("2026-03-04T13:00")));
    EXPECT_FALSE(*days().is_working(at("2026-03-04T17:00")));
}

TEST(moment, next_working_moment_skips_nights_and_holidays) {
    EXPECT_EQ(shown(days().next_working_moment(at("2026-03-04T09:30"))), "2026-03-04T09:30");
    EXPECT_EQ(shown(days().next_working_moment(at("2026-03-04T11:00"))), "2026-03-04T13:00");
    EXPECT_EQ(shown(days().next_working_moment(at("2026-02-13T17:00"))), "2026-02-23T07:00");
    EXPECT_EQ(shown(days().next_receiving_moment(at("2026-02-13T17:00"))), "2026-02-14T07:00");
}

TEST(moment, working_time_adds_and_subtracts_to_the_near_side_of_a_gap) {
    EXPECT_EQ(shown(days().add_working_time(at("2026-03-04T10:00"), 1h)), "2026-03-04T11:00");
    EXPECT_EQ(shown(days().subtract_working_time(at("2026-03-04T14:00"), 1h)), "2026-03-04T13:00");
    EXPECT_EQ(shown(days().subtract_working_time(at("2026-03-04T17:00"), 4h)), "2026-03-04T13:00");
    EXPECT_EQ(shown(days().subtract_working_time(at("2026-02-23T07:30"), 1h)), "2026-02-13T16:30");
    EXPECT_EQ(shown(days().add_working_time(at("2026-02-13T16:30"), 1h)), "2026-02-23T07:30");
    EXPECT_EQ(shown(days().add_working_time(at("2026-03-04T12:00"), 0h)), "2026-03-04T13:00");
}

TEST(moment, working_time_between_counts_only_work) {
    EXPECT_EQ(*days().working_time_between(at("2026-03-06T16:00"), at("2026-03-09T08:00")), 2h);
    EXPECT_EQ(*days().working_time_between(at("2026-03-04T10:30"), at("2026-03-04T13:30")), 1h);
    EXPECT_EQ(*days().working_time_between(at("2026-02-16T00:00"), at("2026-02-22T23:59")), 0h);
    EXPECT_EQ(*days().working_time_between(at("2026-03-09T08:00"), at("2026-03-06T16:00")), -2h);
}

TEST(moment, working_days_add_and_subtract) {
    EXPECT_EQ(to_iso(*days().add_working_days(on("2026-03-11"), -2)), "2026-03-09");
    EXPECT_EQ(to_iso(*days().add_working_days(on("2026-02-23"), -1)), "2026-02-13");
    EXPECT_EQ(to_iso(*days().add_working_days(on("2026-02-18"), 1)), "2026-02-23");
    EXPECT_EQ(to_iso(*days().add_working_days(on("2026-02-18"), 0)), "2026-02-23");
    EXPECT_EQ(*days().working_days_between(on("2026-03-02"), on("2026-03-11")), 7);
    EXPECT_EQ(*days().working_days_between(on("2026-03-11"), on("2026-03-02")), -7);
}

TEST(parameter, cut_off_can_be_moved_or_switched_off) {
    auto rules = shipped_rules().counting;
    EXPECT_EQ(shown(days().due(at("2026-03-04T15:30"), working_days(1), rules)), "2026-03-06T17:00");
    rules.cut_off = 16h;
    EXPECT_EQ(shown(days().due(at("2026-03-04T15:30"), working_days(1), rules)), "2026-03-05T17:00");
    rules.cut_off = 15h;
    rules.cut_off_on = false;
    EXPECT_EQ(shown(days().due(at("2026-03-04T15:30"), working_days(1), rules)), "2026-03-05T17:00");
}

TEST(parameter, due_can_fall_at_the_same_clock_time) {
    auto rules = shipped_rules().counting;
    rules.day_ends = counting::due_at::same_clock_time;
    EXPECT_EQ(shown(days().due(at("2026-03-04T10:20"), working_days(2), rules)), "2026-03-06T10:20");
    EXPECT_EQ(shown(days().due(at("2026-03-04T12:00"), working_days(2), rules)), "2026-03-06T13:00");
    EXPECT_EQ(shown(days().due(at("2026-03-04T05:00"), working_days(2), rules)), "2026-03-06T07:00");
    EXPECT_EQ(shown(days().due(at("2026-03-04T20:00"), calendar_days(1), rules)), "2026-03-05T17:00");
}

TEST(parameter, at_once_outside_working_time_may_mean_the_next_working_moment) {
    auto rules = shipped_rules().counting;
    EXPECT_EQ(shown(days().due(at("2026-03-04T12:00"), at_once(), rules)), "2026-03-05T17:00");
    rules.at_once_outside = counting::outside::next_working_moment;
    EXPECT_EQ(shown(days().due(at("2026-03-04T12:00"), at_once(), rules)), "2026-03-04T17:00");
    EXPECT_EQ(shown(days().due(at("2026-03-04T18:00"), at_once(), rules)), "2026-03-05T17:00");
}

TEST(parameter, terms_are_read_with_half_days) {
    EXPECT_EQ(parse_term("0,5", unit::working_days), working_hours(4));
    EXPECT_EQ(parse_term("1.5", unit::working_days), working_hours(12));
    EXPECT_EQ(parse_term("7", unit::working_days), working_days(7));
    EXPECT_FALSE(parse_term("0", unit::working_days));
    EXPECT_FALSE(parse_term("-1", unit::working_days));
    EXPECT_FALSE(parse_term("7x", unit::working_days));
    EXPECT_FALSE(parse_term("0.5", unit::calendar_days));
    EXPECT_FALSE(parse_term("99999999999", unit::working_days));
}

TEST(parameter, impossible_terms_are_refused) {
    const auto& rules = shipped_rules().counting;
    EXPECT_FALSE(days().due(at("2026-03-04T10:00"), working_days(0), rules));
    EXPECT_FALSE(days().due(at("2026-03-04T10:00"), working_days(-3), rules));
    EXPECT_FALSE(days().due(at("2026-03-04T10:00"), working_days(4000), rules));
}

}  // namespace
}  // namespace motcua
