// Reading calendar files: all faults at once with their places; offices with their own time.
#include "engine/calendar/read.hpp"

#include "tests/engine/calendar/shipped.hpp"

namespace motcua {
namespace {

using namespace calendar;

const std::string plain_base = R"(<base xmlns="urn:motcua:1"><counting cut-off="15:00"/>
<week from="2020-01-01" source="s"><day of="mon tue wed thu fri"><working from="08:00" to="12:00"/>
<working from="13:00" to="17:00"/></day><worked-saturday><working from="08:00" to="12:00"/></worked-saturday></week></base>)";

std::string year(std::string_view entries, int y = 2026) {
    return "<calendar xmlns=\"urn:motcua:1\" year=\"" + std::to_string(y) + "\">\n" + std::string(entries) +
           "</calendar>";
}

std::vector<std::string> wrong(const std::vector<std::pair<std::string, std::string>>& files) {
    std::vector<std::string> out;
    const auto read = read_source(files);
    if (!read)
        for (const auto& f : read.error()) out.push_back(to_string(f));
    return out;
}

std::string only_fault(std::string_view entries) {
    const auto all = wrong({{"base.xml", plain_base}, {"vn-2026.xml", year(entries)}});
    if (all.size() != 1)
        return std::to_string(all.size()) + " faults" + (all.empty() ? "" : ": " + all[0] + all.back());
    return all[0];
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != text.npos;
}

#define ENTRY(day, kind, more) "<entry day=\"" day "\" kind=\"" kind "\" name=\"n\" source=\"s\" " more "/>\n"

TEST(reading, the_shipped_calendars_have_no_fault) {
    EXPECT_EQ(shipped_source().years.size(), 6u);
    EXPECT_EQ(shipped_calendar().hash().size(), 64u);
}

TEST(reading, what_a_store_has_kept_is_not_judged_by_checks_that_came_later) {
    const auto text = year(ENTRY("2026-04-27", "made-up-holiday", "for=\"2026-04-26\""));
    EXPECT_PRED2(has, only_fault(ENTRY("2026-04-27", "made-up-holiday", "for=\"2026-04-26\"")),
                 "is no holiday");
    EXPECT_TRUE(read_source({{"base.xml", plain_base}, {"vn-2026.xml", text}}, {}, origin::store));
}

TEST(reading, names_each_fault_with_its_place) {
    EXPECT_PRED2(has, only_fault(ENTRY("2026-02-30", "holiday", "")), "vn-2026.xml:2:");
    EXPECT_PRED2(has, only_fault(ENTRY("2026-02-30", "holiday", "")), "'2026-02-30' is no day");
    EXPECT_PRED2(has, only_fault(ENTRY("2025-02-03", "holiday", "")), "2025-02-03 does not lie in 2026");
    EXPECT_PRED2(has, only_fault(ENTRY("2026-02-03", "holyday", "")), "unknown kind 'holyday'");
    EXPECT_PRED2(has, only_fault(ENTRY("2026-02-03", "holiday", "") ENTRY("2026-02-03", "holiday", "")),
                 "stands twice");
    EXPECT_PRED2(has, only_fault(ENTRY("2026-02-03", "holiday", "confirmed=\"maybe\"")),
                 "neither true nor false");
    EXPECT_PRED2(has, only_fault(ENTRY("2026-02-03", "holiday", "colour=\"red\"")),
                 "knows no attribute 'colour'");
    EXPECT_PRED2(has, only_fault("some text"), "holds no text");
    EXPECT_PRED2(has, only_fault("<day/>"), "holds no <day>");
    EXPECT_PRED2(has, only_fault("<entry day=\"2026-02-03\" kind=\"holiday\" name=\"\" source=\"s\"/>"),
                 "needs the attribute 'name'");
}

TEST(reading, refuses_kinds_that_do_not_fit_the_day) {
    EXPECT_PRED2(has, only_fault(ENTRY("2026-02-03", "made-up-holiday", "for=\"2026-02-02\"")),
                 "no weekly day off");
    EXPECT_PRED2(has,
                 only_fault(ENTRY("2026-02-01", "holiday", "")
                                ENTRY("2026-02-07", "made-up-holiday", "for=\"2026-02-01\"")),
                 "weekly day off anyway");
    EXPECT_PRED2(has, only_fault(ENTRY("2026-02-03", "made-up-holiday", "for=\"2026-02-01\"")),
                 "vn-2026.xml:2:1: 2026-02-01 is no holiday");
    EXPECT_PRED2(has,
                 only_fault(ENTRY("2026-02-01", "holiday", "makeup=\"no\"")
                                ENTRY("2026-02-03", "made-up-holiday", "for=\"2026-02-01\"")),
                 "2026-02-01 is not made up");
    EXPECT_PRED2(has, only_fault(ENTRY("2026-02-03", "holiday", "makeup=\"maybe\"")), "neither yes nor no");
    EXPECT_PRED2(has,
                 only_fault(ENTRY("2026-02-03", "swapped-off", "swap=\"2026-02-08\"")
                                ENTRY("2026-02-08", "worked-saturday", "swap=\"2026-02-03\"")),
                 "vn-2026.xml:3:1: 2026-02-08 is no Saturday");
    EXPECT_PRED2(has, only_fault(ENTRY("2026-02-03", "swapped-off", "swap=\"2026-02-07\"")),
                 "has no worked-saturday entry");
    EXPECT_PRED2(has, only_fault(ENTRY("2026-02-03", "swapped-off", "")), "needs the attribute 'swap'");
    EXPECT_PRED2(has, only_fault(ENTRY("2026-02-03", "holiday", "swap=\"2026-02-07\"")), "only swapped-off");
    EXPECT_PRED2(has, only_fault("<tet before=\"1\" days=\"5\" name=\"n\" source=\"s\"/>"), "provisional");
}

TEST(reading, lists_all_faults_of_all_files_in_order) {
    const auto all =
        wrong({{"base.xml", plain_base},
               {"vn-2026.xml", year(ENTRY("2026-13-01", "holiday", "") ENTRY("2026-02-03", "x", ""))},
               {"vn-2028.xml", year("", 2028)}});
    ASSERT_EQ(all.size(), 3u);
    EXPECT_PRED2(has, all[0], "vn-2026.xml:2:");
    EXPECT_PRED2(has, all[1], "vn-2026.xml:3:");
    EXPECT_PRED2(has, all[2], "add vn-2027.xml");
}

TEST(reading, refuses_overlapping_and_backward_hours) {
    const std::string base = R"(<base xmlns="urn:motcua:1"><counting cut-off="25:00"/>
<week from="2020-01-01" source="s"><day of="mon mon"><working from="08:00" to="12:00"/>
<working from="11:30" to="17:00"/><working from="18:00" to="18:00"/></day><day of="everyday"/></week></base>)";
    const auto all = wrong({{"base.xml", base}, {"vn-2026.xml", year("")}});
    ASSERT_EQ(all.size(), 6u);
    EXPECT_PRED2(has, all[0], "no time of day");
    EXPECT_PRED2(has, all[1], "needs <worked-saturday>");
    EXPECT_PRED2(has, all[2], "'mon' stand twice");
    EXPECT_PRED2(has, all[3], "overlap");
    EXPECT_PRED2(has, all[4], "runs backwards");
    EXPECT_PRED2(has, all[5], "unknown day 'everyday'");
}

TEST(reading, names_the_first_fault_of_text_that_is_no_xml) {
    const auto all = wrong({{"base.xml", plain_base}, {"vn-2026.xml", "<calendar year='2026'>"}});
    ASSERT_EQ(all.size(), 1u);
    EXPECT_PRED2(has, all[0], "vn-2026.xml:1:");
}

TEST(reading, needs_a_base_and_a_year) {
    EXPECT_EQ(wrong({{"base.xml", plain_base}}).size(), 1u);
    EXPECT_EQ(wrong({{"vn-2026.xml", year("")}}).size(), 1u);
    EXPECT_EQ(wrong({{"base.xml", plain_base}, {"b2.xml", plain_base}, {"vn-2026.xml", year("")}}).size(),
              2u);
    const auto missing = read_source(std::string("workflows/no-such-folder"));
    ASSERT_FALSE(missing);
    EXPECT_PRED2(has, to_string(missing.error().front()), "workflows/no-such-folder");
}

const std::string with_office = R"(<base xmlns="urn:motcua:1"><counting cut-off="15:00"/>
<week from="2020-01-01" source="s"><day of="mon tue wed thu fri"><working from="07:00" to="11:00"/>
<working from="13:00" to="17:00"/></day><worked-saturday><working from="07:00" to="11:00"/></worked-saturday></week>
<office id="north"><week from="2026-06-01" source="mùa hè"><day of="mon tue wed thu fri sat">
<working from="06:30" to="10:30"/></day><worked-saturday/></week>
<closure day="2026-03-04" name="mất điện" source="thông báo"/>
<closure day="2026-03-05" from="13:00" to="17:00" name="họp" source="thông báo"/>
<opening day="2026-03-07" from="08:00" to="10:00" name="ngoài giờ" source="thông báo"/></office></base>)";

TEST(office, has_its_own_dated_week_closures_and_openings) {
    const auto source = read_source({{"base.xml", with_office}, {"vn-2026.xml", year("")}});
    ASSERT_TRUE(source) << to_string(source.error().front());
    const auto common = make_calendar(*source), north = make_calendar(*source, "north");
    EXPECT_NE(common.hash(), north.hash());
    EXPECT_TRUE(*common.is_working_day(on("2026-03-04")));
    EXPECT_FALSE(*north.is_working_day(on("2026-03-04")));
    EXPECT_EQ(shown(north.closing(on("2026-03-05"))), "2026-03-05T11:00");
    EXPECT_FALSE(*north.is_working(at("2026-03-07T09:00")));
    EXPECT_TRUE(*north.is_receiving(at("2026-03-07T09:00")));
    EXPECT_TRUE(*north.is_working_day(on("2026-06-06")));
    EXPECT_FALSE(*north.is_working_day(on("2026-05-30")));
    EXPECT_EQ(shown(north.closing(on("2026-06-06"))), "2026-06-06T10:30");
}

TEST(office, half_a_day_of_work_counts_as_a_day_and_ends_at_its_end) {
    const auto source = read_source({{"base.xml", with_office}, {"vn-2026.xml", year("")}});
    ASSERT_TRUE(source);
    const auto north = make_calendar(*source, "north");
    EXPECT_EQ(shown(north.due(at("2026-03-03T10:00"), working_days(1), source->defaults)),
              "2026-03-05T11:00");
    EXPECT_EQ(shown(north.due(at("2026-03-03T16:00"), working_hours(6), source->defaults)),
              "2026-03-06T08:00");
}

std::string reason_on(const working_calendar& c, std::string_view day) {
    const auto why = c.explain(at("2026-03-03T10:00"), working_days(20), counting{});
    if (!why) return why.error().message;
    for (const auto& d : why->days)
        if (d.day == on(day)) return d.reason;
    return "not on the way";
}

TEST(office, derivation_names_closures_and_not_openings) {
    const auto source = read_source({{"base.xml", with_office}, {"vn-2026.xml", year("")}});
    ASSERT_TRUE(source);
    const auto north = make_calendar(*source, "north");
    EXPECT_EQ(reason_on(north, "2026-03-04"), "Cơ quan tạm nghỉ: mất điện");
    EXPECT_EQ(reason_on(north, "2026-03-05"), "Cơ quan nghỉ một phần ngày: họp");
    EXPECT_EQ(reason_on(north, "2026-03-07"), "Nghỉ hằng tuần");
    EXPECT_EQ(reason_on(north, "2026-03-06"), "Ngày làm việc");
}

TEST(office, derivation_names_the_source_of_the_week_that_held) {
    const auto source = read_source({{"base.xml", with_office}, {"vn-2026.xml", year("")}});
    ASSERT_TRUE(source);
    const auto why =
        make_calendar(*source, "north").explain(at("2026-05-29T09:00"), working_days(2), counting{});
    ASSERT_TRUE(why);
    EXPECT_EQ(why->days.front().source, "s");
    EXPECT_EQ(why->days.back().source, "mùa hè");
}

TEST(office, a_change_of_content_changes_the_hash) {
    const auto one = read_source({{"base.xml", plain_base}, {"vn-2026.xml", year("")}});
    const auto two =
        read_source({{"base.xml", plain_base}, {"vn-2026.xml", year(ENTRY("2026-02-03", "holiday", ""))}});
    ASSERT_TRUE(one && two);
    EXPECT_NE(one->hash, two->hash);
}

}  // namespace
}  // namespace motcua
