#include "counters/config/office_file.hpp"

#include <gtest/gtest.h>

namespace motcua::counters {
namespace {

TEST(office_file, the_sample_office_has_everybody_the_main_job_needs) {
    const auto office = read_office_file(MOTCUA_SOURCE_DIR "/counters/config/sample-office.xml");
    ASSERT_TRUE(office) << to_string(office.error().front());
    EXPECT_EQ(office->code, "000.51.01.G01");
    for (const char* role : {"reception", "case_officer", "head", "supervisor", "courier_desk"}) {
        bool held = false;
        for (const auto& s : office->staff)
            held = held || std::find(s.roles.begin(), s.roles.end(), role) != s.roles.end();
        EXPECT_TRUE(held) << role;
    }
    ASSERT_NE(office->find_counter("Q1"), nullptr);
    EXPECT_NE(office->find_counter("Q1")->printer_for("80mm"), nullptr);
    EXPECT_NE(office->find_counter("Q1")->printer_for("a4"), nullptr);
    EXPECT_TRUE(office->find_unit("PV01")->controlling);
}

TEST(office_file, all_faults_are_reported_at_once_with_their_places) {
    const auto office = parse_office_file(R"(<office xmlns="urn:motcua:1" code="X" name="N"
 colour="red">
<unit code="A" name="Unit A"/>
<staff id="a" name="A" unit="B" roles="reception clerk"/>
<staff id="a" name="" unit="A" roles="head" counter="z"/>
<counter id="c" name="C"><printer paper="a5" uri="nowhere"/></counter>
<desk/>
</office>)",
                                          "office.xml");
    ASSERT_FALSE(office);
    std::string all;
    for (const auto& f : office.error()) all += to_string(f) + "\n";
    for (const char* expected :
         {"office.xml:2:", "'colour'", "no <unit> has the code 'B'", "'clerk' is no role",
          "office.xml:5:", "'a' is listed twice", "needs the attribute 'name'", "not 'a5'",
          "'nowhere' has no scheme", "no <counter> has the id 'z'", "<desk> may not stand in <office>"})
        EXPECT_NE(all.find(expected), std::string::npos) << expected << "\n" << all;
}

std::string faults_of_notices(const std::string& attributes) {
    const auto office = parse_office_file(R"(<office xmlns="urn:motcua:1" code="X" name="N">
<unit code="A" name="Unit A"/><staff id="a" name="A" unit="A" roles="head"/><counter id="c" name="C"/>
<notices )" + attributes + "/></office>",
                                          "office.xml");
    std::string all;
    if (!office)
        for (const auto& f : office.error()) all += to_string(f) + "\n";
    return all;
}

TEST(office_file, a_mail_server_is_named_with_everything_it_needs) {
    EXPECT_EQ(faults_of_notices(R"(folder="out")"), "");
    EXPECT_EQ(faults_of_notices(R"(smtp="mail.example.vn" from="motcua@example.vn")"), "");
    const auto all = faults_of_notices(
        R"(smtp="mail.example.vn" port="0" tls="none" user="u" password-file="/no/such/file")");
    for (const char* expected : {"office.xml:3:", "port='0'", "from='…' is the address",
                                 "no file '/no/such/file'", "must not travel in clear"})
        EXPECT_NE(all.find(expected), std::string::npos) << expected << "\n" << all;
    EXPECT_NE(faults_of_notices(R"(port="25")").find("means nothing without smtp"), std::string::npos);
}

TEST(office_file, says_how_far_ahead_a_clock_is_believed) {
    const auto read = [](const std::string& days) {
        return parse_office_file(
            "<office xmlns='urn:motcua:1' code='X' name='N'" + days +
                "><unit code='A' name='A'/><staff id='a' name='A' unit='A' roles='head'/>"
                "<counter id='c' name='C'/></office>",
            "office.xml");
    };
    EXPECT_EQ(read("")->clock_days_ahead, 14);
    EXPECT_EQ(read(" clock-days-ahead='30'")->clock_days_ahead, 30);
    for (const char* wrong : {"0", "367", "two", "3d", ""}) {
        const auto office = read(std::string(" clock-days-ahead='") + wrong + "'");
        ASSERT_FALSE(office) << wrong;
        EXPECT_NE(to_string(office.error().front()).find("from 1 to 366"), std::string::npos);
    }
}

TEST(office_file, another_document_is_named_as_such) {
    const auto office = parse_office_file("<chart/>", "x.xml");
    ASSERT_FALSE(office);
    EXPECT_NE(office.error().front().message.find("expected <office"), std::string::npos);
}

}  // namespace
}  // namespace motcua::counters
