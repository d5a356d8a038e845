#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "engine/procedure/catalogue.hpp"

namespace motcua::procedure {
namespace {

std::string written(const std::string& name, const std::string& text) {
    const auto path = std::filesystem::path(testing::TempDir()) / name;
    std::ofstream(path) << text;
    return path.string();
}

entry read(const std::string& body) {
    const auto path =
        written("entry.xml", R"(<procedure xmlns="urn:motcua:1" code="9.000001" field="residence"
        unit="CAX" agency="Công an xã"><name>Thủ tục thử</name>)" +
                                 body + "</procedure>");
    auto e = read_entry(path);
    EXPECT_TRUE(e) << (e ? "" : to_string(e.error().front()));
    return e ? *e : entry{};
}

local_day day(const char* text) {
    return *parse_day(text);
}

TEST(entry, takes_the_most_special_fee) {
    const auto e = read(R"(<online level="partial"/><case code="a">A</case><case code="b">B</case>
        <fee amount="5"/><fee stream="online" amount="4"/><fee case="b" amount="3"/><chart name="standard"/>)");
    EXPECT_EQ(e.fee_for("a", "direct")->amount, 5);
    EXPECT_EQ(e.fee_for("a", "online")->amount, 4);
    EXPECT_EQ(e.fee_for("b", "online")->amount, 3);
}

TEST(entry, reads_the_older_levels) {
    EXPECT_EQ(read(R"(<online level="4"/><chart name="standard"/>)").level, online_level::full);
    EXPECT_EQ(read(R"(<online level="3"/><chart name="standard"/>)").level, online_level::partial);
}

TEST(entry, counts_half_a_working_day_as_four_hours) {
    const auto e = read(R"(<online level="none"/><term working-days="0.5"/><chart name="standard"/>)");
    EXPECT_EQ(e.term_for("")->length, calendar::working_hours(4));
}

TEST(entry, may_shift_its_term_or_not_whatever_the_rule_set_says) {
    using own = calendar::own_cut_off;
    const auto term = [](const std::string& attributes) {
        return read("<online level=\"none\"/><term " + attributes + "/><chart name=\"standard\"/>")
            .terms.at(0)
            .cut_off;
    };
    EXPECT_EQ(term(R"(working-days="3")"), std::nullopt);
    EXPECT_EQ(term(R"(working-days="3" cut-off="15:00")"), (own{own::shift::from_clock_time, 900}));
    EXPECT_EQ(term(R"(working-days="3" cut-off-before-closing="60")"), (own{own::shift::before_closing, 60}));
    EXPECT_EQ(term(R"(at-once="true" cut-off="none")"), own{});
}

TEST(entry, names_a_cut_off_that_cannot_be) {
    for (const char* attributes :
         {R"(working-days="3" cut-off="3pm")", R"(working-days="3" cut-off="")",
          R"(working-days="3" cut-off="15:00" cut-off-before-closing="60")",
          R"(working-days="3" cut-off-before-closing="0")", R"(working-hours="8" cut-off="15:00")",
          R"(calendar-days="8" cut-off="none")"}) {
        const auto path = written("term.xml", std::string(R"(<procedure xmlns="urn:motcua:1" code="9.000001"
field="residence" unit="CAX" agency="Công an xã"><name>Thủ tục thử</name><online level="none"/>
<term )") + attributes + R"(/><chart name="standard"/></procedure>)");
        const auto e = read_entry(path);
        ASSERT_FALSE(e) << attributes;
        ASSERT_EQ(e.error().size(), 1u) << attributes << to_string(e.error().back());
        EXPECT_NE(to_string(e.error()[0]).find("term.xml:3:"), std::string::npos) << to_string(e.error()[0]);
    }
}

TEST(entry, extends_by_its_own_term_at_most) {
    const auto e = read(R"(<online level="none"/><term working-days="7"/><chart name="standard"/>)");
    EXPECT_EQ(e.extension_limit(""), 7);
    const auto stated = read(
        R"(<online level="none"/><term working-days="7"/><extension working-days="3"/><chart name="standard"/>)");
    EXPECT_EQ(stated.extension_limit(""), 3);
}

TEST(entry, adds_the_days_of_other_bodies_by_case) {
    const auto e = read(R"(<online level="none"/><case code="a">A</case><case code="b">B</case>
        <term working-days="5"/><linked working-days="3">Chi cục Thuế</linked>
        <linked working-days="2" case="b" confirmed="false">Công an tỉnh</linked><chart name="standard"/>)");
    ASSERT_EQ(e.linked_for("a").size(), 1u);
    EXPECT_EQ(e.linked_for("a")[0]->name, "Chi cục Thuế");
    ASSERT_EQ(e.linked_for("b").size(), 2u);
    EXPECT_EQ(e.linked_for("b")[1]->working_days, 2);
    EXPECT_FALSE(e.linked_for("b")[1]->confirmed);
    EXPECT_EQ(e.extension_limit("b"), 5);
}

TEST(entry, says_where_another_body_is_written_wrongly) {
    const auto e =
        read_entry(written("linked.xml", R"(<procedure xmlns="urn:motcua:1" code="9.000001" field="residence"
  unit="CAX" agency="Công an xã">
  <name>Thủ tục thử</name>
  <online level="none"/>
  <linked working-days="0">Chi cục Thuế</linked>
  <linked>Công an tỉnh</linked>
  <linked working-days="2" case="x"></linked>
  <chart name="standard"/>
</procedure>)"));
    ASSERT_FALSE(e);
    std::string all;
    for (const auto& f : e.error()) {
        const auto text = to_string(f);
        all += text.substr(text.rfind('/') + 1) + '\n';
    }
    EXPECT_NE(all.find("linked.xml:5:"), all.npos) << all;
    EXPECT_NE(all.find("linked.xml:6:"), all.npos) << all;
    EXPECT_NE(all.find("linked.xml:7:"), all.npos) << all;
    EXPECT_NE(all.find("there is no case 'x'"), all.npos) << all;
    EXPECT_NE(all.find("without a <term>"), all.npos) << all;
}

TEST(entry, chooses_forms_and_suspensions_by_day) {
    const auto e = read(
        R"(<online level="full"><suspended from="2026-03-01" until="2026-03-31">bảo trì</suspended></online>
        <forms set="residence" from="2021-07-01" until="2026-06-30"/><chart name="standard"/>)");
    EXPECT_EQ(e.form_set(day("2026-06-30")), "residence");
    EXPECT_EQ(e.form_set(day("2026-07-01")), "");
    EXPECT_EQ(holding(e.suspensions, day("2026-02-28")), nullptr);
    ASSERT_NE(holding(e.suspensions, day("2026-03-31")), nullptr);
}

TEST(entry, tells_all_faults_of_a_file_with_their_places) {
    const auto path =
        written("faulty.xml", R"(<procedure xmlns="urn:motcua:1" code="9.1" field="x" unit="U" agency="A">
  <name>Tên</name>
  <online level="5"/>
  <document type="CT01" cases="ghost">Tờ khai</document>
  <fee amount="-1"/>
  <term working-days="seven"/>
  <colour/>
</procedure>)");
    const auto e = read_entry(path);
    ASSERT_FALSE(e);
    std::string all;
    for (const auto& f : e.error()) {
        EXPECT_GT(f.at.line, 0) << to_string(f);
        all += to_string(f) + "\n";
    }
    for (const auto* place : {":3:", ":4:", ":5:", ":6:", ":7:"})
        EXPECT_NE(all.find("faulty.xml" + std::string(place)), all.npos) << place << "\n" << all;
    EXPECT_NE(all.find("<chart"), all.npos) << all;
}

TEST(entry, keeps_a_version_that_changes_with_the_file) {
    const std::string head =
        R"(<procedure xmlns="urn:motcua:1" code="9.1" field="x" unit="U" agency="A"><name>T</name>
        <online level="none"/><chart name="standard"/>)";
    const auto one = read_entry(written("v1.xml", head + "</procedure>"));
    const auto two = read_entry(written("v2.xml", head + "<result>R</result></procedure>"));
    ASSERT_TRUE(one && two);
    EXPECT_NE(one->version, two->version);
    EXPECT_EQ(one->version.size(), 64u);
}

}  // namespace
}  // namespace motcua::procedure
