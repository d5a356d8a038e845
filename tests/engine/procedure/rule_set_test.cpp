// The dated rule sets: chosen by the day of acceptance, every parameter written, all faults at once.
#include "engine/procedure/rule_set.hpp"

#include <gtest/gtest.h>

#include "engine/base/text.hpp"
#include "engine/xml/document.hpp"

namespace motcua::procedure {
namespace {

local_day on(std::string_view text) {
    return *parse_day(text);
}

const rule_sets& shipped() {
    static const auto sets = read_rule_sets("workflows/rules");
    if (!sets)
        for (const auto& f : sets.error()) ADD_FAILURE() << to_string(f);
    return *sets;
}

TEST(rule_sets, are_chosen_by_the_day_of_acceptance) {
    EXPECT_EQ(shipped().on(on("2018-06-20")), nullptr);
    EXPECT_EQ(shipped().on(on("2018-06-21"))->id, "2018");
    EXPECT_EQ(shipped().on(on("2025-06-30"))->id, "2018");
    EXPECT_EQ(shipped().on(on("2025-07-01"))->id, "2025");
    EXPECT_EQ(shipped().on(on("2026-08-04"))->id, "2025");
    EXPECT_EQ(shipped().on(on("2026-08-05"))->id, "2026");
    EXPECT_EQ(shipped().on(on("2030-01-01"))->id, "2026");
    EXPECT_EQ(shipped().by_id("1999"), nullptr);
}

TEST(rule_sets, name_the_forms_by_day) {
    EXPECT_EQ(shipped().on(on("2025-06-30"))->form_set(on("2025-06-30")), "2018");
    EXPECT_EQ(shipped().on(on("2025-09-14"))->form_set(on("2025-09-14")), "2018");
    EXPECT_EQ(shipped().on(on("2025-09-15"))->form_set(on("2025-09-15")), "2025");
    EXPECT_EQ(shipped().on(on("2026-08-05"))->form_set(on("2026-08-05")), "2025");
}

TEST(rule_sets, of_2026_shift_only_at_once_and_keep_the_clock_from_desk_to_unit) {
    const auto &before = *shipped().by_id("2025"), &after = *shipped().by_id("2026");
    EXPECT_TRUE(before.counting.cut_off_on);
    EXPECT_FALSE(before.counting.at_once_cut_off_on);
    EXPECT_FALSE(before.hand_over);
    EXPECT_FALSE(after.counting.cut_off_on);
    EXPECT_TRUE(after.counting.at_once_cut_off_on);
    EXPECT_EQ(after.counting.cut_off, std::chrono::hours{15});
    ASSERT_TRUE(after.hand_over);
    EXPECT_EQ(after.hand_over->cut_off, std::chrono::hours{15});
    EXPECT_EQ(after.hand_over->after_opening, std::chrono::hours{1});
    std::string basis;
    for (const auto& b : after.basis) basis += b.text + "\n";
    for (const char* decree : {"118/2025", "367/2025", "309/2026", "310/2026"})
        EXPECT_NE(basis.find(decree), basis.npos) << decree;
}

TEST(rule_sets, hold_the_parameters_of_the_law) {
    const auto& r = *shipped().by_id("2025");
    EXPECT_TRUE(r.counting.cut_off_on);
    EXPECT_EQ(r.counting.cut_off, std::chrono::hours{15});
    EXPECT_EQ(r.notice.lead_days, 1);
    EXPECT_EQ(r.maximum_reappointments, 1);
    EXPECT_EQ(r.authorisation.extension_days, 3);
    EXPECT_EQ(r.authorisation.reason, "cần thêm thời gian thẩm tra, xác minh");
    EXPECT_EQ(r.supplement, supplement_policy::restart);
    EXPECT_EQ(r.maximum_supplements, 1);
    EXPECT_EQ(r.online_acceptance, std::chrono::hours{8});
    EXPECT_EQ(r.keep_after_days, 90);
    EXPECT_EQ(r.copy_to, "PV01");
    EXPECT_NE(std::find(r.unconfirmed.begin(), r.unconfirmed.end(), "notice"), r.unconfirmed.end());
    const auto& old = *shipped().by_id("2018");
    EXPECT_EQ(std::find(old.unconfirmed.begin(), old.unconfirmed.end(), "notice"), old.unconfirmed.end());
    EXPECT_NE(r.hash, old.hash);
}

TEST(rule_sets, list_all_faults_with_their_places) {
    const auto r = read_rule_set(
        "<rules xmlns=\"urn:motcua:1\" id=\"x\" from=\"2025-02-30\">\n<counting cut-off=\"26:00\" "
        "cut-off-on=\"true\"\n"
        " day-ends=\"soon\" at-once-outside=\"next-working-day\"/>\n<reappointment maximum=\"0\"/></rules>",
        "x.xml");
    ASSERT_FALSE(r);
    std::string all;
    for (const auto& f : r.error()) all += to_string(f) + "\n";
    for (const char* part : {"x.xml:1:", "2025-02-30", "'26:00' is no time of day", "\"soon\"",
                             "needs <notice>", "needs <supplement>", "from 1 to 9"})
        EXPECT_NE(all.find(part), all.npos) << part << " in\n" << all;
}

TEST(rule_sets, name_what_is_wrong_with_the_hand_over) {
    auto text = read_file("workflows/rules/2026.xml");
    ASSERT_TRUE(text);
    const std::string good = "<hand-over cut-off=\"15:00\" after-opening=\"60\"";
    const auto at = text->find(good);
    ASSERT_NE(at, text->npos);
    text->replace(at, good.size(), "<hand-over cut-off=\"15h\" after-opening=\"0\"");
    const auto r = read_rule_set(*text, "x.xml");
    ASSERT_FALSE(r);
    ASSERT_EQ(r.error().size(), 2u);
    EXPECT_NE(to_string(r.error()[0]).find("'15h' is no time of day"), std::string::npos);
    EXPECT_NE(to_string(r.error()[1]).find("from 1 to"), std::string::npos);
}

TEST(rule_sets, need_every_parameter) {
    auto text = read_file("workflows/rules/2025.xml");
    ASSERT_TRUE(text);
    for (const std::string attribute : {"cut-off=", "lead-days=", "short-term-days=", "issued-late-after=",
                                        "policy=", "after-days=", "acceptance-hours=", "maximum="}) {
        std::string without = *text;
        const auto at = without.find(" " + attribute);
        ASSERT_NE(at, without.npos) << attribute;
        without.replace(at, without.find('"', without.find('"', at) + 1) + 1 - at, " ");
        EXPECT_FALSE(read_rule_set(without, "x.xml")) << attribute;
    }
}

TEST(rule_sets, are_valid_against_their_schema) {
    for (const char* file :
         {"workflows/rules/2018.xml", "workflows/rules/2025.xml", "workflows/rules/2026.xml"}) {
        const auto wrong = xml::validate(file, "workflows/schema/rules.xsd");
        ASSERT_TRUE(wrong);
        for (const auto& f : *wrong) ADD_FAILURE() << to_string(f);
    }
    for (const char* name : {"base", "vn-2023", "vn-2024", "vn-2025", "vn-2026", "vn-2027", "vn-2028"}) {
        const auto wrong = xml::validate("workflows/calendars/" + std::string(name) + ".xml",
                                         "workflows/schema/calendar.xsd");
        ASSERT_TRUE(wrong);
        for (const auto& f : *wrong) ADD_FAILURE() << to_string(f);
    }
}

}  // namespace
}  // namespace motcua::procedure
