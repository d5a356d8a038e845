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
    EXPECT_EQ(e.fee_for("a", "direct", day("2026-03-02"))->amount, 5);
    EXPECT_EQ(e.fee_for("a", "online", day("2026-03-02"))->amount, 4);
    EXPECT_EQ(e.fee_for("b", "online", day("2026-03-02"))->amount, 3);
}

TEST(entry, takes_the_fee_of_the_day) {
    const auto e = read(R"(<online level="none"/><fee amount="50000" until="2025-06-30"/>
        <fee amount="25000" from="2025-07-01" until="2026-12-31"/>
        <fee amount="50000" from="2027-01-01" until="2027-12-31" confirmed="false"/><chart name="standard"/>)");
    EXPECT_EQ(e.fee_for("", "direct", day("2025-06-30"))->amount, 50000);
    EXPECT_EQ(e.fee_for("", "direct", day("2026-12-31"))->amount, 25000);
    EXPECT_FALSE(e.fee_for("", "direct", day("2027-01-01"))->confirmed);
    EXPECT_EQ(e.fee_for("", "direct", day("2028-01-01")), nullptr) << "no fee is not a fee of nothing";
}

// The faults of a procedure whose second line is `body`.
std::string faults_of(const std::string& body) {
    const auto e = read_entry(written("whole.xml",
                                      "<procedure xmlns=\"urn:motcua:1\" code=\"9.1\" field=\"x\" unit=\"U\" "
                                      "agency=\"A\"><name>T</name><chart name=\"standard\"/>\n" +
                                          body + "</procedure>"));
    std::string all;
    if (!e)
        for (const auto& f : e.error()) all += to_string(f) + '\n';
    return all;
}

TEST(entry, is_refused_where_a_case_has_no_term_while_others_have_one) {
    const auto all = faults_of(
        "<online level=\"none\"/><case code=\"new\">N</case>\n"
        "<case code=\"amend\">A</case><term case=\"new\" working-days=\"5\"/>");
    EXPECT_NE(all.find("whole.xml:3:13: no <term> covers case 'amend'; add <term case=\"amend\""), all.npos)
        << all;
    EXPECT_EQ(all.find("'new'"), all.npos) << all;
    EXPECT_EQ(faults_of("<online level=\"none\"/><case code=\"new\">N</case>"), "") << "no term at all";
}

TEST(entry, gives_no_case_the_term_of_another) {
    entry e;
    e.terms.push_back({calendar::working_days(5), "new", true, {}, ""});
    EXPECT_EQ(e.term_for("amend"), nullptr);
}

TEST(entry, is_refused_where_a_case_or_stream_has_no_fee_while_others_have_one) {
    const auto by_case = faults_of(
        "<online level=\"none\"/><case code=\"new\">N</case>\n"
        "<case code=\"amend\">A</case><fee case=\"new\" amount=\"5\"/>");
    EXPECT_NE(by_case.find("whole.xml:3:13: no <fee> covers case 'amend', stream direct"), by_case.npos)
        << by_case;
    const auto by_stream = faults_of("<online level=\"full\"/><fee stream=\"direct\" amount=\"5\"/>");
    EXPECT_NE(by_stream.find("no <fee> covers every case, stream online; add <fee stream=\"online\""),
              by_stream.npos)
        << by_stream;
    EXPECT_EQ(faults_of("<online level=\"none\"/><fee stream=\"direct\" amount=\"5\"/>"), "");
}

TEST(entry, is_refused_where_what_is_looked_up_by_a_key_stands_twice) {
    const std::pair<const char*, const char*> doubled[] = {
        {"<fee amount=\"5\"/>", "<fee amount=\"6\"/>"},
        {"<fee stream=\"direct\" amount=\"5\"/><fee amount=\"1\"/>", "<fee stream=\"direct\" amount=\"6\"/>"},
        {"<fee amount=\"5\" until=\"2026-12-31\"/>", "<fee amount=\"6\" from=\"2026-12-31\"/>"},
        {"<term working-days=\"5\"/>", "<term working-days=\"6\"/>"},
        {"<document type=\"CT01\">A</document>", "<document type=\"CT01\" cases=\"a\">B</document>"},
        {"<forms set=\"x\"/>", "<forms set=\"y\" from=\"2026-01-01\"/>"},
        {"<authorisation number=\"1\" days=\"1\">r</authorisation>",
         "<authorisation number=\"2\" days=\"1\">r</authorisation>"},
        {"<post in=\"true\"/>", "<post in=\"false\"/>"},
        {"<result>R</result>", "<result>S</result>"},
        {"<term working-days=\"9\"/><linked working-days=\"1\">Thuế</linked>",
         "<linked working-days=\"2\">Thuế</linked>"}};
    for (const auto& [first, second] : doubled) {
        const auto head = "<online level=\"none\"/><case code=\"a\">A</case>" + std::string(first);
        EXPECT_EQ(faults_of(head), "") << first;
        const auto all = faults_of(head + "\n" + second);
        EXPECT_NE(all.find("whole.xml:3:1: "), all.npos) << second << '\n' << all;
        EXPECT_NE(all.find("stands in line 2 already"), all.npos) << second << '\n' << all;
    }
    const auto asked = faults_of(
        "<online level=\"full\"><require id=\"q\" answer=\"case\" in=\"a\">x</require>\n"
        "<require id=\"q\" answer=\"case\" in=\"a\">y</require></online>");
    EXPECT_NE(asked.find("whole.xml:3:1: <require id=\"q\"> stands in line 2 already"), asked.npos) << asked;
}

TEST(entry, that_a_store_kept_is_read_by_the_checks_of_its_day) {
    const std::string text = R"(<procedure xmlns="urn:motcua:1" code="9.1" field="x" unit="U" agency="A">
        <name>T</name><online level="none"/><case code="a">A</case><case code="b">B</case>
        <term case="a" working-days="5"/><term case="a" working-days="6"/><chart name="standard"/></procedure>)";
    EXPECT_FALSE(read_entry_text(text, "kept.xml"));
    EXPECT_TRUE(read_entry_text(text, "kept.xml", origin::store));
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
