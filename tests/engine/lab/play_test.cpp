// The shipped first week: what a reader of its comments expects is what the engine counts.
#include <gtest/gtest.h>

#include <filesystem>

#include "engine/base/text.hpp"
#include "staged.hpp"

namespace motcua::lab {
namespace {

TEST(first_week, plays_without_surprises_and_counts_what_its_comments_say) {
    const auto week = stage(shipped("workflows/scenarios/first-week.xml"), 1);
    const auto said = parse_json(week.figures);
    ASSERT_TRUE(said);
    EXPECT_GE(get_integer(*said, "received"), 12);
    EXPECT_GE(get_integer(*said, "late"), 3);
    EXPECT_EQ(get_integer(*said, "premature"), 1);
    EXPECT_GE(get_integer(*said, "post"), 1);
    EXPECT_EQ(get_integer(*said, "apologies"), get_integer(*said, "late") + get_integer(*said, "premature"));
    EXPECT_EQ(week.found.missed, 0u);
    EXPECT_EQ(week.found.doubled, 0u);
}

// Shut in the night before every working day: nothing becomes of it.
TEST(first_week, comes_out_the_same_when_the_engine_restarts) {
    const auto text = shipped("workflows/scenarios/first-week.xml");
    std::string nights;
    for (const auto* day : {"2026-02-10", "2026-02-11", "2026-02-12", "2026-02-13", "2026-02-24",
                            "2026-02-25", "2026-02-26", "2026-02-27", "2026-03-02", "2026-03-03"})
        nights += "<restart at=\"" + std::string(day) + "T02:00\"/>";
    auto restarted = text;
    restarted.insert(restarted.rfind("</scenario>"), nights);
    const auto one = stage(text, 1), other = stage(restarted, 1);
    EXPECT_EQ(one.figures, other.figures);
    EXPECT_EQ(other.what.openings, 11u);
}

// Down from before T1 until after the promise has passed: both triggers fire at the start, each once.
TEST(downtime, over_every_legal_instant_costs_nobody_his_apology) {
    const auto text = shipped("workflows/scenarios/first-week.xml");
    auto down = text;
    down.insert(
        down.rfind("</scenario>"),
        R"(<downtime at="2026-02-13T17:05" until="2026-02-23T07:00"/><paper-out at="2026-02-23T07:00" until="2026-02-24T12:00"/>)");
    const auto scenario_result = stage(down, 1);
    EXPECT_EQ(scenario_result.found.missed, 0u);
    EXPECT_EQ(scenario_result.found.doubled, 0u);
    EXPECT_EQ(scenario_result.found.apologies, scenario_result.found.late + scenario_result.found.premature);
}

// The audit counts apologies by the rule set that a dossier was accepted under.
TEST(a_rule_set, that_allows_two_reappointments_gets_two_apologies_and_no_complaint) {
    namespace fs = std::filesystem;
    const auto folder = fs::path(testing::TempDir()) / "motcua-two-reappointments";
    fs::remove_all(folder);
    fs::copy("workflows", folder, fs::copy_options::recursive);
    const auto rules = (folder / "rules/2025.xml").string();
    auto text = shipped(rules);
    const std::string once = "<reappointment maximum=\"1\"";
    text.replace(text.find(once), once.size(), "<reappointment maximum=\"2\"");
    ASSERT_TRUE(write_file(rules, text));
    const auto scenario_result = stage(with_staff(R"(<receive as="d" at="2026-02-09T08:10" by="reception.lan">
        {"procedure": "1.004222", "case": "lawful-dwelling", "applicant": {"kind": "woman",
        "name": "Nguyễn Thế Phượng", "id_number": "080199000011", "address": "Số 12, ấp Bình An"},
        "identity": {"e_identity": true, "portal_account": false, "guided": true}, "stream": "direct",
        "override": "no-portal-account", "documents": [{"type": "CT01", "originals": 1},
        {"type": "local:dwelling", "certified": 1}], "accept": true}</receive>)",
                                                  "2026-02-09T07:00", "2026-03-20T17:00"),
                                       1, folder.string());
    EXPECT_EQ(scenario_result.found.late, 1u);
    EXPECT_EQ(scenario_result.found.apologies, 2u);
    EXPECT_EQ(scenario_result.found.missed, 0u);
    EXPECT_EQ(scenario_result.found.doubled, 0u);
    fs::remove_all(folder);
}

}  // namespace
}  // namespace motcua::lab
