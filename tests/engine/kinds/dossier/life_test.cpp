// Whole lives of dossiers through standard.scxml and promise.scxml.
#include <gtest/gtest.h>

#include "engine/promise/facts.hpp"
#include "tests/engine/kinds/dossier/intakes.hpp"
#include "tests/engine/kinds/dossier/office_at_work.hpp"

namespace motcua::dossier {
namespace {

constexpr const char* in_person =
    R"({"receiver":"Nguyễn Thế Phượng","identity_checked":true,"in_person":true,"proof":"chữ ký"})";

promise::facts facts_of(office_at_work& o, std::uint64_t d) {
    return *promise::facts_at(o.dossier(d).promise, o.now_, *shipped::get().calendar);
}

TEST(life, from_the_counter_to_the_hand_in_time) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", direct_residence);
    ASSERT_TRUE(d) << o.refused->message;
    EXPECT_EQ(o.phase(d), "resolving");
    EXPECT_EQ(o.dossier(d).code, "000.51.01.G01-260302-0001");
    EXPECT_EQ(to_iso(o.dossier(d).promise.due), "2026-03-11T17:00:00+07:00");
    EXPECT_EQ(o.printed_count(d, "receipt"), 1);
    o.at("2026-03-05T09:00:00");
    ASSERT_TRUE(o.send(d, "submit")) << o.refused->message;
    ASSERT_TRUE(o.send(d, "sign")) << o.refused->message;
    EXPECT_EQ(o.phase(d), "at_desk");
    ASSERT_TRUE(o.send(d, "return_result", in_person)) << o.refused->message;
    EXPECT_EQ(o.phase(d), "returned");
    EXPECT_EQ(o.listed(d).national_status, 10);
    EXPECT_FALSE(o.listed(d).late);
    EXPECT_EQ(o.printed_count(d, "apology"), 0);
    EXPECT_EQ(o.printed_count(d, "delivery_receipt"), 1);
}

TEST(life, the_clock_from_desk_to_unit_runs_for_direct_dossiers_alone) {
    office_at_work o("2026-11-23T15:00:00");
    const auto direct = o.open("dossier", direct_residence);
    ASSERT_TRUE(direct) << o.refused->message;
    const auto& clock = o.dossier(direct).to_unit;
    ASSERT_TRUE(clock.limit && clock.passed_on);
    EXPECT_EQ(to_iso(*clock.limit), "2026-11-25T08:00:00+07:00");
    EXPECT_EQ(*clock.passed_on, o.now_);
    EXPECT_FALSE(clock.late(*parse_instant("2026-12-01T08:00")));
    const auto online = o.open("dossier", portal_passport);
    ASSERT_TRUE(online) << o.refused->message;
    EXPECT_FALSE(o.dossier(online).to_unit.limit);
}

TEST(life, silence_counts_as_late_and_the_apology_comes_by_itself_once) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", direct_residence);
    o.pass_until("2026-03-09T06:59:00");
    EXPECT_EQ(o.listed(d).apology, "none");
    o.pass_until("2026-03-09T07:00:00");
    EXPECT_EQ(o.listed(d).apology, "draft");
    EXPECT_EQ(o.printed_count(d, "apology"), 0);
    o.pass_until("2026-03-10T15:59:00");
    EXPECT_EQ(o.printed_count(d, "apology"), 0);
    o.pass_until("2026-03-10T16:00:00");
    EXPECT_EQ(o.listed(d).apology, "issued");
    ASSERT_EQ(o.printed_count(d, "apology"), 1);
    EXPECT_EQ(o.last("apology").slip.number, "01");
    EXPECT_EQ(to_iso(o.dossier(d).promise.issued.back().new_date), "2026-03-16T17:00:00+07:00");
    EXPECT_TRUE(facts_of(o, d).by_default);
    EXPECT_FALSE(o.listed(d).late);
    o.pass_until("2026-03-12T09:00:00");
    EXPECT_TRUE(o.listed(d).late);
    ASSERT_TRUE(o.send(d, "submit")) << o.refused->message;
    ASSERT_TRUE(o.send(d, "sign")) << o.refused->message;
    EXPECT_FALSE(
        o.send(d, "return_result",
               R"({"receiver":"Em trai","identity_checked":true,"in_person":false,"proof":"chữ ký"})"));
    EXPECT_EQ(o.refused->rule, "B4");
    EXPECT_TRUE(o.refused->hard);
    EXPECT_EQ(o.phase(d), "at_desk");
    ASSERT_TRUE(o.send(d, "return_result", in_person)) << o.refused->message;
    EXPECT_TRUE(o.listed(d).late);
    EXPECT_EQ(o.printed_count(d, "apology"), 1);
}

TEST(life, done_after_the_apology_but_in_time_is_premature_and_punctual) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", direct_residence);
    o.pass_until("2026-03-11T16:00:00");
    ASSERT_EQ(o.printed_count(d, "apology"), 1);
    ASSERT_TRUE(o.send(d, "submit"));
    o.at("2026-03-11T17:00:00");
    ASSERT_TRUE(o.send(d, "sign"));
    EXPECT_FALSE(o.listed(d).late);
    EXPECT_TRUE(facts_of(o, d).premature);
    o.pass_until("2026-03-20T17:00:00");
    EXPECT_EQ(o.printed_count(d, "apology"), 1);
}

TEST(life, a_draft_vanishes_when_the_dossier_is_done) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", direct_residence);
    o.pass_until("2026-03-10T15:00:00");
    ASSERT_EQ(o.listed(d).apology, "draft");
    ASSERT_TRUE(o.send(d, "submit"));
    ASSERT_TRUE(o.send(d, "sign"));
    EXPECT_EQ(o.listed(d).apology, "none");
    o.pass_until("2026-03-20T17:00:00");
    EXPECT_EQ(o.printed_count(d, "apology"), 0);
}

TEST(life, a_commitment_moves_the_issue_to_an_hour_before_due) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", direct_residence);
    o.pass_until("2026-03-09T09:00:00");
    ASSERT_TRUE(o.send(d, "answer_on_time", R"({"name":"Nguyễn Thanh Bình"})")) << o.refused->message;
    o.pass_until("2026-03-11T15:59:00");
    EXPECT_EQ(o.printed_count(d, "apology"), 0);
    o.pass_until("2026-03-11T16:00:00");
    EXPECT_EQ(o.printed_count(d, "apology"), 1);
}

TEST(life, the_head_issues_at_once_with_reason_and_days) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", direct_residence);
    o.pass_until("2026-03-09T09:00:00");
    o.actor = "head.tri";
    EXPECT_FALSE(o.send(d, "answer_late", R"({"reason":"cần xác minh","days":8})"));
    EXPECT_FALSE(o.send(d, "answer_late", R"({"days":2})"));
    EXPECT_FALSE(o.send(d, "answer_late", R"({"reason":"cần xác minh","date":"2026-03-14"})"));
    EXPECT_EQ(o.printed_count(d, "apology"), 0);
    ASSERT_TRUE(o.send(d, "answer_late", R"({"reason_code":"other-body","days":2,"signer":"Phạm Thu Hằng"})"))
        << o.refused->message;
    ASSERT_EQ(o.printed_count(d, "apology"), 1);
    const auto& values = o.last("apology").values;
    EXPECT_EQ(get_string(*find_path(values, "apology"), "reason"),
              "chưa có kết quả phối hợp của cơ quan liên quan");
    EXPECT_EQ(get_string(*find_path(values, "signer"), "by"), "deputy");
    EXPECT_EQ(get_string(*find_path(values, "signer"), "head_title"), "TRƯỞNG CÔNG AN XÃ");
    o.pass_until("2026-03-12T09:00:00");
    EXPECT_EQ(o.printed_count(d, "apology"), 1);
}

TEST(life, past_the_new_date_it_escalates_and_chases_without_a_second_slip) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", direct_residence);
    o.pass_until("2026-03-19T17:00:00");
    EXPECT_EQ(o.listed(d).apology, "escalated");
    EXPECT_EQ(o.printed_count(d, "apology"), 1);
    EXPECT_GE(o.printed_count(d, "chase_note"), 2);
    EXPECT_EQ(o.last("chase_note").slip.seq, o.dossier(d).chase_notes);
}

TEST(life, a_supplement_restarts_the_term_and_revises_the_receipt) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", direct_residence);
    o.at("2026-03-05T10:00:00");
    constexpr auto ask =
        R"({"items":[{"type":"local:kinship","form":"paper"}],"reason":"Bản chứng thực đã mờ."})";
    ASSERT_TRUE(o.send(d, "request_supplement", ask)) << o.refused->message;
    EXPECT_EQ(o.phase(d), "supplement");
    EXPECT_EQ(o.printed_count(d, "supplement_request"), 1);
    o.pass_until("2026-03-10T10:00:00");
    EXPECT_EQ(o.listed(d).apology, "none");
    ASSERT_TRUE(o.send(d, "complete", R"({"documents":[{"type":"local:kinship","certified":1}]})"))
        << o.refused->message;
    EXPECT_EQ(to_iso(o.dossier(d).promise.due), "2026-03-19T17:00:00+07:00");
    EXPECT_EQ(o.printed_count(d, "receipt"), 2);
    EXPECT_EQ(o.last("receipt").slip.seq, 2);
    EXPECT_EQ(o.dossier(d).find_document("local:kinship")->certified, 2);
    EXPECT_FALSE(o.send(d, "request_supplement", ask));
    EXPECT_TRUE(o.refused->hard);
    EXPECT_EQ(o.printed_count(d, "supplement_request"), 1);
}

TEST(life, counts_as_online_only_with_the_portals_code) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", assisted_residence);
    ASSERT_TRUE(d) << o.refused->message;
    EXPECT_EQ(o.phase(d), "awaiting_portal");
    EXPECT_EQ(o.dossier(d).code, "");
    EXPECT_FALSE(o.send(d, "accept"));
    EXPECT_FALSE(o.send(d, "record_portal", R"({"code":"G01-1","at":"2026-03-02T11:00:00"})"));
    ASSERT_TRUE(o.send(d, "record_portal_and_accept", R"({"code":"G01-1","at":"2026-03-02T09:58:00"})"))
        << o.refused->message;
    EXPECT_EQ(o.phase(d), "resolving");
    EXPECT_TRUE(o.dossier(d).portal.recorded());
    EXPECT_EQ(o.dossier(d).fee.amount, 7000);
    EXPECT_EQ(o.printed_count(d, "receipt"), 1);
}

TEST(life, goes_direct_after_all_when_the_portal_fails) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", assisted_residence);
    ASSERT_TRUE(o.send(d, "switch_to_direct", R"({"override":"portal-down"})")) << o.refused->message;
    EXPECT_EQ(o.listed(d).stream, "direct");
    EXPECT_EQ(o.dossier(d).fee.amount, 15000);
    ASSERT_TRUE(o.send(d, "accept", R"({"documents": [{"type": "CT01", "originals": 1}]})"))
        << o.refused->message;
    EXPECT_EQ(o.dossier(d).route.override_code, "portal-down");
}

TEST(life, refuses_within_the_term_only) {
    office_at_work o("2026-03-02T10:00:00");
    const auto early = o.open("dossier", direct_residence);
    const auto late = o.open("dossier", direct_residence);
    EXPECT_EQ(o.dossier(late).code, "000.51.01.G01-260302-0002");
    constexpr auto why = R"({"reason":"Chỗ ở không thuộc địa bàn xã."})";
    o.at("2026-03-04T09:00:00");
    ASSERT_TRUE(o.send(early, "refuse", why)) << o.refused->message;
    EXPECT_EQ(o.phase(early), "refused");
    EXPECT_EQ(o.printed_count(early, "refusal"), 1);
    o.pass_until("2026-03-12T09:00:00");
    EXPECT_EQ(o.printed_count(early, "apology"), 0);
    EXPECT_FALSE(o.send(late, "refuse", why));
    EXPECT_EQ(o.refused->rule, "refusal-within-term");
}

TEST(life, keeps_a_result_that_nobody_collects) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", direct_residence);
    ASSERT_TRUE(o.send(d, "submit"));
    ASSERT_TRUE(o.send(d, "sign"));
    o.pass_until("2026-05-30T17:00:00");
    EXPECT_EQ(o.phase(d), "at_desk");
    o.pass_until("2026-06-02T17:00:00");
    EXPECT_EQ(o.phase(d), "kept");
}

TEST(life, follows_who_holds_it_and_what_the_portal_must_hear) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", direct_residence);
    ASSERT_TRUE(o.send(d, "submit"));
    ASSERT_TRUE(o.dossier(d).promise.step);
    EXPECT_EQ(o.dossier(d).promise.step->name, "signing");
    ASSERT_TRUE(o.send(d, "send_back", R"({"reason":"Thiếu căn cứ"})"));
    EXPECT_FALSE(o.dossier(d).promise.step);
    std::string roles, statuses;
    for (const auto& h : o.dossier(d).holders) roles += h.role + " ";
    for (const auto& w : o.outbox)
        if (w.kind == "portal") statuses += std::to_string(get_integer(json(w.args), "status")) + " ";
    EXPECT_EQ(roles, "case_officer head case_officer ");
    EXPECT_EQ(statuses, "4 ");
}

}  // namespace
}  // namespace motcua::dossier
