// `motcua due` as a user meets it: text, JSON, exit statuses, all faults at once.
#include "counters/due.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "engine/base/json.hpp"
#include "engine/base/text.hpp"

namespace motcua::counters {
namespace {

struct answer {
    int status;
    std::string out, err;
};

answer ask(const due_options& o) {
    std::ostringstream out, err;
    const int status = due_command(o, out, err);
    return {status, out.str(), err.str()};
}

due_options seven_days() {
    due_options o;
    o.calendar = "workflows/calendars";
    o.from = "2026-02-11T10:00";
    o.working_days = "7";
    return o;
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != text.npos;
}

TEST(due, tells_the_date_and_each_skipped_day_in_vietnamese) {
    const auto a = ask(seven_days());
    EXPECT_EQ(a.status, 0);
    EXPECT_PRED2(has, a.out, "2026-02-27T17:00:00+07:00\n");
    EXPECT_PRED2(has, a.out, "thứ Hai 16/02/2026: không tính. Nghỉ lễ: Tết Nguyên đán");
    EXPECT_PRED2(has, a.out, "thứ Sáu 27/02/2026: ngày thứ 7.");
    EXPECT_EQ(a.err, "");
}

TEST(due, gives_the_same_as_json) {
    auto o = seven_days();
    o.json = true;
    const auto a = ask(o);
    ASSERT_EQ(a.status, 0);
    const auto v = parse_json(a.out);
    ASSERT_TRUE(v);
    EXPECT_EQ(get_string(*v, "due"), "2026-02-27T17:00:00+07:00");
    const auto& days = find(*v, "days")->as_array();
    ASSERT_EQ(days.size(), 17u);
    EXPECT_EQ(get_string(days[5], "kind"), "holiday");
    EXPECT_FALSE(get_bool(days[5], "counted", true));
    EXPECT_EQ(get_string(days[5], "source"), "lịch nghỉ đã công bố");
    EXPECT_EQ(get_integer(days[16], "number"), 7);
}

TEST(due, counts_hours_and_calendar_days) {
    auto o = seven_days();
    o.working_days.reset();
    o.working_hours = "4";
    EXPECT_PRED2(has, ask(o).out, "2026-02-11T16:00:00+07:00");
    o.working_hours.reset();
    o.calendar_days = "5";
    EXPECT_PRED2(has, ask(o).out, "2026-02-23T17:00:00+07:00");
    o.calendar_days.reset();
    o.working_days = "0.5";
    EXPECT_PRED2(has, ask(o).out, "2026-02-11T16:00:00+07:00");
}

TEST(due, says_when_the_date_is_provisional_or_unconfirmed) {
    auto o = seven_days();
    o.from = "2026-12-30T10:00";
    EXPECT_PRED2(has, ask(o).out, "lịch dự kiến");
}

TEST(due, lists_all_bad_options_at_once) {
    due_options o;
    o.calendar = "workflows/no-such-folder";
    o.from = "2026-02-30T10:00";
    o.working_days = "many";
    o.working_hours = "1";
    const auto a = ask(o);
    EXPECT_EQ(a.status, 2);
    EXPECT_PRED2(has, a.err, "--from");
    EXPECT_PRED2(has, a.err, "--working-days many");
    EXPECT_PRED2(has, a.err, "exactly one of");
    EXPECT_PRED2(has, a.err, "workflows/no-such-folder");
    EXPECT_EQ(a.out, "");
}

TEST(due, lists_all_faults_of_bad_calendar_files) {
    const std::string folder = testing::TempDir() + "due_bad_calendars";
    std::filesystem::create_directories(folder);
    ASSERT_TRUE(
        write_file(folder + "/vn-2026.xml",
                   "<calendar xmlns=\"urn:motcua:1\" year=\"2026\">\n"
                   "<entry day=\"2026-02-30\" kind=\"holiday\" name=\"n\" source=\"s\"/>\n"
                   "<entry day=\"2026-03-01\" kind=\"feast\" name=\"n\" source=\"s\"/>\n</calendar>"));
    auto o = seven_days();
    o.calendar = folder;
    const auto a = ask(o);
    EXPECT_EQ(a.status, 2);
    EXPECT_PRED2(has, a.err, folder + "/vn-2026.xml:2:");
    EXPECT_PRED2(has, a.err, folder + "/vn-2026.xml:3:");
    EXPECT_PRED2(has, a.err, "base.xml");
}

TEST(due, names_the_missing_year) {
    auto o = seven_days();
    o.from = "2028-12-28T10:00";
    const auto a = ask(o);
    EXPECT_EQ(a.status, 1);
    EXPECT_PRED2(has, a.err, "workflows/calendars/vn-2029.xml");
}

TEST(due, takes_the_cut_off_of_the_base_file_where_no_rule_sets_stand_beside) {
    const std::string folder = testing::TempDir() + "due_alone/calendars";
    std::filesystem::create_directories(folder);
    for (const char* name : {"base.xml", "vn-2026.xml"}) {
        auto text = read_file(std::string("workflows/calendars/") + name);
        ASSERT_TRUE(text);
        if (const auto at = text->find("cut-off=\"15:00\""); at != text->npos)
            text->replace(at, 15, "cut-off=\"16:30\"");
        ASSERT_TRUE(write_file(folder + "/" + name, *text));
    }
    auto o = seven_days();
    o.from = "2026-03-04T16:00";
    o.working_days = "1";
    EXPECT_PRED2(has, ask(o).out, "2026-03-06T17:00");
    o.calendar = folder + "/";
    EXPECT_PRED2(has, ask(o).out, "2026-03-05T17:00");
}

}  // namespace
}  // namespace motcua::counters
