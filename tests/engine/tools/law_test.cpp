// Due dates and checks of files, as a program beside the engine asks for them.
#include <gtest/gtest.h>

#include "engine/tools.hpp"
#include "tests/engine/writer/office.hpp"

namespace motcua::tools {
namespace {

instant at(const char* iso) {
    return *parse_instant(iso);
}

std::string refused(const due_files& files, const char* member) {
    const auto read = due_counter::read(files, day_of(at("2026-03-02T10:00")));
    if (read) return "";
    for (const auto& f : read.error())
        if (f.file == member) return f.message;
    return "";
}

TEST(due_dates, come_with_their_days_and_the_moments_of_the_law) {
    const auto counter =
        due_counter::read({"workflows/calendars", "", "", ""}, day_of(at("2026-03-02T10:00")));
    ASSERT_TRUE(counter) << to_string(counter.error().front());
    const auto d = counter->count(at("2026-03-02T10:00"), {term::unit::working_days, 7});
    ASSERT_TRUE(d) << d.error().message;
    EXPECT_EQ(to_iso(d->due), "2026-03-11T17:00:00+07:00");
    EXPECT_EQ(get_string(d->derivation, "due"), to_iso(d->due));
    EXPECT_FALSE(d->rules.empty());
    ASSERT_TRUE(d->t2);
    EXPECT_LT(*d->t2, d->due);
    EXPECT_FALSE(d->sentences.empty());
}

TEST(due_dates, name_the_rule_set_and_the_office_that_there_is_not) {
    EXPECT_EQ(refused({"workflows/calendars", "", "", "1999"}, "rules").find("1999: no such rule set"), 0u);
    EXPECT_EQ(refused({"workflows/calendars", "nowhere", "", ""}, "office").find("nowhere: no such office"),
              0u);
}

TEST(due_dates, end_where_the_calendars_end) {
    const auto counter =
        due_counter::read({"workflows/calendars", "", "", ""}, day_of(at("2026-03-02T10:00")));
    ASSERT_TRUE(counter);
    const auto d = counter->count(at("2026-03-02T10:00"), {term::unit::working_days, longest_term});
    ASSERT_FALSE(d);
    EXPECT_EQ(d.error().what, failure::kind::not_found);
}

TEST(a_term, is_read_as_people_write_it) {
    const auto half = parse_term("0,5", term::unit::working_days);
    ASSERT_TRUE(half);
    EXPECT_EQ(half->in, term::unit::working_hours);
    EXPECT_EQ(half->amount, 4);
    EXPECT_FALSE(parse_term("0", term::unit::working_days));
    EXPECT_FALSE(parse_term("seven", term::unit::calendar_days));
    EXPECT_EQ(to_text(term::unit::calendar_days), "calendar-days");
}

TEST(files, are_checked_with_all_their_faults) {
    EXPECT_TRUE(check_workflows("workflows", "000.51.01.G01"));
    EXPECT_TRUE(check_calendars("workflows/calendars", "000.51.01.G01"));
    const sample::edited_workflows broken("calendars/vn-2026.xml", "</calendar>",
                                          R"(<entry day="2026-02-30"/><entry kind="holiday"/></calendar>)");
    const auto calendars = check_calendars(broken.folder + "/calendars", "");
    ASSERT_FALSE(calendars);
    EXPECT_GE(calendars.error().size(), 2u);
    EXPECT_NE(calendars.error().front().file.find("vn-2026.xml"), std::string::npos);
    EXPECT_FALSE(check_workflows(broken.folder, "000.51.01.G01"));
}

}  // namespace
}  // namespace motcua::tools
