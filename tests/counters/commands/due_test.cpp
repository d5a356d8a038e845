// `motcua due` as a user meets it: text, JSON, exit statuses, all faults at once.
#include "counters/commands/due.hpp"

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

// By the rule set in force on the day of acceptance, or the one that is named.
struct law_case {
    const char *from, *days, *rules, *due, *t1, *t2, *hand_over_by;
};

json asked_of(const law_case& c, const std::string& rules = {}) {
    due_options o;
    o.calendar = "workflows/calendars";
    o.from = c.from;
    if (std::string_view(c.days) == "at once")
        o.at_once = true;
    else
        o.working_days = c.days;
    o.rules = rules;
    o.json = true;
    const auto a = ask(o);
    EXPECT_EQ(a.status, 0) << a.err;
    const auto v = parse_json(a.out);
    return v ? *v : json{};
}

std::string member(const json& v, std::string_view name) {
    const json* m = find(v, name);
    return !m ? "missing" : m->is_null() ? "null" : get_string(v, name);
}

TEST(due, counts_by_the_rule_set_in_force_and_tells_the_moments_of_the_law) {
    const law_case cases[] = {
        {"2026-08-05T15:30", "3", "2026", "2026-08-10T17:00:00+07:00", "2026-08-06T07:00:00+07:00",
         "2026-08-07T16:00:00+07:00", "2026-08-06T08:00:00+07:00"},
        {"2026-08-04T15:30", "3", "2025", "2026-08-10T17:00:00+07:00", "2026-08-06T07:00:00+07:00",
         "2026-08-07T16:00:00+07:00", "null"},
        {"2026-11-18T10:00", "5", "2026", "2026-11-26T17:00:00+07:00", "2026-11-23T07:00:00+07:00",
         "2026-11-25T16:00:00+07:00", "2026-11-18T17:00:00+07:00"},
        {"2026-11-23T15:10", "at once", "2026", "2026-11-25T17:00:00+07:00", "null",
         "2026-11-25T16:00:00+07:00", "2026-11-25T08:00:00+07:00"}};
    for (const auto& c : cases) {
        const auto v = asked_of(c);
        EXPECT_EQ(member(v, "rules"), c.rules) << c.from;
        EXPECT_EQ(member(v, "due"), c.due) << c.from;
        EXPECT_EQ(member(v, "t1"), c.t1) << c.from;
        EXPECT_EQ(member(v, "t2"), c.t2) << c.from;
        EXPECT_EQ(member(v, "hand_over_by"), c.hand_over_by) << c.from;
        EXPECT_FALSE(find(v, "days")->as_array().empty());
        EXPECT_FALSE(find(v, "sentences")->as_array().empty());
    }
    const auto other = asked_of(cases[0], "2025");
    EXPECT_EQ(member(other, "rules"), "2025");
    EXPECT_EQ(member(other, "due"), "2026-08-11T17:00:00+07:00");
}

TEST(due, names_the_rule_set_and_the_moments_in_its_text) {
    auto o = seven_days();
    o.from = "2026-11-18T10:00";
    o.working_days = "5";
    const auto text = ask(o).out;
    EXPECT_PRED2(has, text, "Bộ quy tắc: 2026.\n");
    EXPECT_PRED2(has, text, "Dự thảo văn bản xin lỗi: 07:00 ngày 23/11/2026.\n");
    EXPECT_PRED2(has, text, "Phát hành văn bản xin lỗi: 16:00 ngày 25/11/2026.\n");
    EXPECT_PRED2(has, text, "chậm nhất: 17:00 ngày 18/11/2026.\n");
    EXPECT_TRUE(text.ends_with("\n2026-11-26T17:00:00+07:00\n")) << text;
}

TEST(due, refuses_a_rule_set_that_is_not_there_and_names_those_that_are) {
    auto o = seven_days();
    o.rules = "1999";
    const auto a = ask(o);
    EXPECT_EQ(a.status, 2);
    EXPECT_PRED2(has, a.err,
                 "--rules 1999: no such rule set in workflows/rules; expected one of: 2018, 2025, 2026");
    o.rules = "2026";
    o.rules_folder = "workflows/no-such-rules";
    const auto b = ask(o);
    EXPECT_EQ(b.status, 2);
    EXPECT_PRED2(has, b.err, "workflows/no-such-rules");
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
    o.json = true;
    const auto v = parse_json(ask(o).out);
    ASSERT_TRUE(v);
    for (const char* name : {"rules", "t1", "t2", "hand_over_by"}) EXPECT_EQ(member(*v, name), "null");
}

}  // namespace
}  // namespace motcua::counters
