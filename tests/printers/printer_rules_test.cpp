#include "printers/rules/printer_rules.hpp"

#include <gtest/gtest.h>

namespace motcua::printers {
namespace {

const std::string good = R"({
  "printers": [{"name": "quay-1", "uri": "escpos://10.0.0.7?dots=576"}, {"name": "van-phong", "uri": "ipp://10.0.0.9/ipp/print"}],
  "rules": [
    {"hours": "17:30-07:00", "hold": true},
    {"counter": "1", "form": ["receipt", "apology"], "stream": "direct", "printers": ["quay-1", "van-phong"]},
    {"printers": "van-phong"}
  ]
})";

local_instant at(const char* text) {
    return to_local(parse_instant(text).value());
}

TEST(printer_rules, the_first_rule_that_fits_wins) {
    const auto rules = parse_printer_rules(good, "printers.json").value();
    const auto noon = at("2026-02-11T12:00");
    EXPECT_EQ(choose(rules, {"1", "apology", "direct", noon}).printers,
              (std::vector<std::string>{"quay-1", "van-phong"}));
    EXPECT_EQ(choose(rules, {"2", "apology", "direct", noon}).printers,
              std::vector<std::string>{"van-phong"});
    EXPECT_EQ(choose(rules, {"1", "apology", "online", noon}).printers,
              std::vector<std::string>{"van-phong"});
}

TEST(printer_rules, what_is_owed_while_the_office_is_closed_waits_for_its_opening) {
    const auto rules = parse_printer_rules(good, "printers.json").value();
    const auto hold = [&](const char* t) { return choose(rules, {"1", "apology", "direct", at(t)}).hold; };
    EXPECT_FALSE(hold("2026-02-11T17:29"));
    EXPECT_TRUE(hold("2026-02-11T17:30"));
    EXPECT_TRUE(hold("2026-02-12T00:00"));
    EXPECT_TRUE(hold("2026-02-12T06:59"));
    EXPECT_FALSE(hold("2026-02-12T07:00"));
}

TEST(printer_rules, without_a_fitting_rule_there_is_no_printer) {
    const auto rules = parse_printer_rules(R"({"printers": [], "rules": []})", "p.json").value();
    const auto choice = choose(rules, {"1", "receipt", "direct", at("2026-02-11T12:00")});
    EXPECT_TRUE(choice.printers.empty());
    EXPECT_FALSE(choice.hold);
}

TEST(printer_rules, all_faults_come_at_once_with_their_places) {
    const auto wrong = parse_printer_rules(R"({
  "printers": [{"name": "a", "uri": "nowhere"},
               {"name": "a", "uri": "spool:/tmp", "dots": 1}],
  "rules": [{"hours": "7-17", "printers": ["a", "b"]},
            {"counter": 3, "hold": true, "printers": "a"},
            {"printers": ["a"]},
            {"form": "receipt", "printers": ["a"]}],
  "rule": []
})",
                                           "printers.json");
    ASSERT_FALSE(wrong);
    std::string all;
    for (const fault& f : wrong.error()) all += to_string(f) + "\n";
    for (const char* start :
         {"printers.json:2:37: printer address", "printers.json:3:25: printer \"a\" is named twice",
          "printers.json:3:59: unknown member \"dots\"", "printers.json:4:23: expected \"hours\"",
          "printers.json:4:49: no printer is named \"b\"", "printers.json:5:25: expected a text",
          "printers.json:5:13: a rule names either", "printers.json:7:13: this rule is never",
          "printers.json:8:11: unknown member \"rule\""})
        EXPECT_NE(all.find(start), std::string::npos) << start << "\n" << all;
    EXPECT_EQ(wrong.error().size(), 9U) << all;
}

TEST(printer_rules, bad_json_and_missing_files_are_faults_too) {
    EXPECT_EQ(parse_printer_rules("{\n  \"printers\": [}", "p.json").error().at(0).at.line, 2);
    EXPECT_EQ(parse_printer_rules("[]", "p.json").error().size(), 1U);
    EXPECT_EQ(load_printer_rules("/nowhere/p.json").error().at(0).file, "/nowhere/p.json");
}

}  // namespace
}  // namespace motcua::printers
