#include "counters/app/office_printers.hpp"

#include <gtest/gtest.h>

#include "tests/app/program.hpp"

namespace motcua::app::testing {
namespace {

using names = std::vector<std::string>;

struct office_printers_of_two_counters : ::testing::Test {
    counters::office_file office = counters::parse_office_file(R"(
<office xmlns="urn:motcua:1" code="X" name="X">
  <unit code="U" name="U"/>
  <staff id="lan" name="L" unit="U" roles="reception" counter="Q1"/>
  <staff id="huy" name="H" unit="U" roles="reception" counter="Q2"/>
  <staff id="binh" name="B" unit="U" roles="case_officer"/>
  <counter id="Q1" name="1"><printer paper="80mm" uri="escpos://127.0.0.1:9100"/><printer paper="a4" uri="spool:/a"/></counter>
  <counter id="Q2" name="2"><printer paper="80mm" uri="escpos://127.0.0.1:9101"/></counter>
</office>)",
                                                               "office.xml")
                                       .value();
    folder data;

    office_printers all() {
        return office_printers::read(office, "office.xml", data.path("printers.json")).value();
    }
    static sheet_question asked(std::string_view actor, std::string_view officer, std::string_view form,
                                bool roll, const char* at = "2026-03-02T10:00") {
        return {{}, actor, officer, form, "direct", roll, to_local(*parse_instant(at))};
    }
};

TEST_F(office_printers_of_two_counters, paper_comes_out_where_the_person_sits_and_others_take_over) {
    EXPECT_EQ(all().choose(asked("huy", "lan", "receipt", true)).printers, (names{"Q2/80mm", "Q1/80mm"}));
    EXPECT_EQ(all().choose(asked("lan", "lan", "receipt", true)).printers, (names{"Q1/80mm", "Q2/80mm"}));
}

TEST_F(office_printers_of_two_counters, the_counter_that_was_chosen_comes_before_the_person_s_own) {
    auto q = asked("lan", "lan", "receipt", true);
    q.counter = "Q2";
    EXPECT_EQ(all().choose(q).printers, (names{"Q2/80mm", "Q1/80mm"}));
    q.counter = "Q9";
    EXPECT_EQ(all().choose(q).printers, (names{"Q1/80mm", "Q2/80mm"}))
        << "the office has no such counter any more";
    data.write("printers.json", R"({"printers": [{"name": "kho", "uri": "escpos://127.0.0.1:9200"}],
        "rules": [{"counter": "Q2", "printers": "kho"}]})");
    q.counter = "Q2";
    EXPECT_EQ(all().choose(q).printers, (names{"kho"}));
}

TEST_F(office_printers_of_two_counters, what_time_did_comes_out_where_the_dossier_was_received) {
    EXPECT_EQ(all().choose(asked("engine", "huy", "apology", true)).printers.front(), "Q2/80mm");
    EXPECT_EQ(all().choose(asked("binh", "huy", "apology", true)).printers.front(), "Q2/80mm");
    EXPECT_EQ(all().choose(asked("engine", "", "apology", true)).printers.front(), "Q1/80mm");
}

TEST_F(office_printers_of_two_counters, sheets_go_to_the_office_s_sheet_printer) {
    EXPECT_EQ(all().choose(asked("huy", "huy", "manifest", false)).printers, (names{"Q1/a4"}));
}

TEST_F(office_printers_of_two_counters, rules_of_the_data_folder_come_first_and_hold_over_night) {
    data.write("printers.json", R"({"printers": [{"name": "kho", "uri": "escpos://127.0.0.1:9200"}],
        "rules": [{"form": "apology", "hours": "17:00-07:30", "hold": true},
                  {"counter": "Q2", "printers": "kho"}]})");
    const auto printers = all();
    EXPECT_EQ(printers.choose(asked("huy", "huy", "receipt", true)).printers, (names{"kho"}));
    EXPECT_EQ(printers.choose(asked("lan", "lan", "receipt", true)).printers.front(), "Q1/80mm")
        << "no rule fits";
    EXPECT_EQ(printers.choose(asked("huy", "huy", "manifest", false)).printers, (names{"Q1/a4"}))
        << "a sheet would be unreadable on a roll";
    EXPECT_TRUE(printers.choose(asked("engine", "huy", "apology", true, "2026-03-02T19:00")).hold);
    EXPECT_FALSE(printers.choose(asked("engine", "huy", "apology", true, "2026-03-03T07:30")).hold);
}

TEST_F(office_printers_of_two_counters, every_address_that_is_none_is_named_with_its_place) {
    data.write("printers.json", R"({"printers": [{"name": "kho",
        "uri": "escpos://127.0.0.1:9200?barier=yes"}], "rules": []})");
    office.counters[1].printers[0].uri = "lpd://x";
    const auto found = office_printers::read(office, "office.xml", data.path("printers.json"));
    ASSERT_FALSE(found);
    ASSERT_EQ(found.error().size(), 2U);
    EXPECT_TRUE(to_string(found.error()[0]).starts_with("office.xml:8:"));
    EXPECT_NE(to_string(found.error()[1]).find("printers.json:2:"), std::string::npos);
}

}  // namespace
}  // namespace motcua::app::testing
