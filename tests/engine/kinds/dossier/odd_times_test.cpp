// Lives at awkward moments: downtime over T1, T2 and due, terms of hours, terms without a date, questions
// left open.
#include <gtest/gtest.h>

#include "engine/promise/facts.hpp"
#include "tests/engine/kinds/dossier/intakes.hpp"
#include "tests/engine/kinds/dossier/office_at_work.hpp"

namespace motcua::dossier {
namespace {

std::string intake(std::string_view procedure, std::string_view more) {
    return R"({"procedure":")" + std::string(procedure) + R"(","channel":"counter","stream":"direct",
        "override":"portal-down","applicant":{"name":"Đỗ Thị Lụa","phone":"0900 000 004"},
        "identity":{"e_identity":true,"portal_account":true},"accept":true,
        "documents":[{"type":"local:own","name":"Giấy tờ công dân tự nộp","originals":1}])" +
           std::string(more) + "}";
}

TEST(odd_times, after_hours_of_downtime_one_apology_comes_marked_issued_late) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", direct_residence);
    o.at("2026-03-12T09:00:00");  // nothing ran since acceptance
    o.pass_until("2026-03-12T09:00:00");
    EXPECT_EQ(o.printed_count(d, "apology"), 1);
    EXPECT_TRUE(o.dossier(d).promise.issued.back().issued_late);
    EXPECT_TRUE(o.listed(d).late);
    EXPECT_EQ(o.listed(d).apology, "issued");
    o.pass_until("2026-03-12T17:00:00");
    EXPECT_EQ(o.printed_count(d, "apology"), 1);
}

TEST(odd_times, half_a_working_day_is_four_working_hours) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", intake("1.010041", R"(,"case":"in-database")").c_str());
    ASSERT_TRUE(d) << o.refused->message;
    EXPECT_EQ(to_iso(o.dossier(d).promise.due), "2026-03-02T16:00:00+07:00");
    EXPECT_EQ(o.listed(d).apology, "none");
    o.pass_until("2026-03-02T15:00:00");
    EXPECT_EQ(o.printed_count(d, "apology"), 1);
}

TEST(odd_times, at_once_is_due_at_closing_and_has_no_draft) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", intake("2.001159", "").c_str());
    ASSERT_TRUE(d) << o.refused->message;
    EXPECT_EQ(to_iso(o.dossier(d).promise.due), "2026-03-02T17:00:00+07:00");
    o.pass_until("2026-03-02T15:59:00");
    EXPECT_EQ(o.listed(d).apology, "none");
    o.pass_until("2026-03-02T16:00:00");
    EXPECT_EQ(o.listed(d).apology, "issued");
}

TEST(odd_times, calendar_days_by_case) {
    office_at_work o("2026-02-06T09:00:00");
    const auto d = o.open("dossier", intake("3.000333", R"(,"case":"ordinary")").c_str());
    ASSERT_TRUE(d) << o.refused->message;
    EXPECT_EQ(to_iso(o.dossier(d).promise.due), "2026-02-23T17:00:00+07:00");
}

TEST(odd_times, a_procedure_without_a_published_term_is_not_accepted) {
    office_at_work o("2026-03-02T10:00:00");
    EXPECT_FALSE(o.open("dossier", intake("local:fire-design", "").c_str()));
    EXPECT_EQ(o.refused->code, "term_unknown");
}

TEST(odd_times, waiting_for_another_body_stops_the_clock) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", direct_residence);
    o.at("2026-03-05T10:00:00");
    ASSERT_TRUE(o.send(d, "wait_other_body", R"({"body":"Ủy ban nhân dân xã"})")) << o.refused->message;
    o.pass_until("2026-03-13T09:00:00");
    EXPECT_EQ(o.printed_count(d, "apology"), 0);
    EXPECT_FALSE(o.listed(d).late);
    ASSERT_TRUE(o.send(d, "other_body_answered")) << o.refused->message;
    EXPECT_GT(o.dossier(d).promise.due, *parse_instant("2026-03-13T17:00:00"));
    EXPECT_EQ(o.printed_count(d, "receipt"), 2);
}

TEST(odd_times, the_same_command_twice_changes_nothing_the_second_time) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", direct_residence);
    ASSERT_TRUE(o.send(d, "submit"));
    EXPECT_FALSE(o.send(d, "submit"));
    ASSERT_TRUE(o.send(d, "sign"));
    const auto before = encode(o.dossier(d));
    EXPECT_FALSE(o.send(d, "sign"));
    EXPECT_FALSE(o.send(d, "return_result", R"({"identity_checked":true,"in_person":true,"proof":"x"})"));
    EXPECT_EQ(encode(o.dossier(d)), before);
}

TEST(odd_times, before_acceptance_a_dossier_can_be_completed_refused_or_withdrawn) {
    office_at_work o("2026-03-02T10:00:00");
    std::string waiting = direct_residence;
    waiting.replace(waiting.find(R"("accept": true)"), 14, R"("accept": false)");
    const auto d = o.open("dossier", waiting.c_str());
    ASSERT_TRUE(d) << o.refused->message;
    EXPECT_EQ(o.phase(d), "checking");
    ASSERT_TRUE(o.send(d, "guide", R"({"items":[{"type":"CT01"}],"reason":"Chưa ký."})"))
        << o.refused->message;
    EXPECT_EQ(o.listed(d).national_status, 5);
    ASSERT_TRUE(o.send(d, "complete", R"({"documents":[{"type":"CT01","originals":1}]})"))
        << o.refused->message;
    EXPECT_EQ(o.dossier(d).code, "");
    ASSERT_TRUE(o.send(d, "accept")) << o.refused->message;
    EXPECT_NE(o.dossier(d).code, "");
    const auto other = o.open("dossier", waiting.c_str());
    ASSERT_TRUE(o.send(other, "withdraw", R"({"reason":"Đổi ý"})")) << o.refused->message;
    EXPECT_EQ(o.phase(other), "withdrawn");
    EXPECT_EQ(o.dossier(other).code, "");
}

}  // namespace
}  // namespace motcua::dossier
