#include "engine/kinds/dossier/router.hpp"

#include <gtest/gtest.h>

#include "tests/engine/kinds/dossier/office_at_work.hpp"

namespace motcua::dossier {
namespace {

const local_day today = *parse_day("2026-03-02");

procedure::entry residence() {
    return *shipped::get().catalogue.find("1.004222", today);
}

route of(const procedure::entry& p, const intake_answers& a) {
    return find_route(p, shipped::get().reasons, a, today);
}

TEST(router, sends_an_eligible_citizen_online_and_helps) {
    const auto r = of(residence(), {"kinship", "counter", false, {}});
    EXPECT_EQ(r.stream, "online");
    EXPECT_EQ(r.mode, "assisted");
    EXPECT_EQ(r.rule, "A3");
    EXPECT_EQ(r.sentence.rfind("trực tuyến vì ", 0), 0u);
    EXPECT_TRUE(r.may_override);
    EXPECT_FALSE(r.overrides.empty());
    EXPECT_EQ(check_stream(r, "direct", "")->code, "override_reason_needed");
    EXPECT_FALSE(check_stream(r, "direct", "portal-down"));
}

TEST(router, keeps_police_staff_online_unless_the_service_is_suspended) {
    auto p = residence();
    const intake_answers staff{"kinship", "counter", true, {}};
    EXPECT_EQ(of(p, staff).rule, "A13");
    const auto no = check_stream(of(p, staff), "direct", "portal-down");
    ASSERT_TRUE(no);
    EXPECT_EQ(no->rule, "A13");
    EXPECT_TRUE(no->hard);
    p.suspensions.push_back({{parse_day("2026-03-01"), parse_day("2026-03-31")}, "nâng cấp hệ thống"});
    EXPECT_EQ(of(p, staff).rule, "A7");
    EXPECT_EQ(of(p, staff).stream, "direct");
    EXPECT_NE(of(p, staff).sentence.find("nâng cấp hệ thống"), std::string::npos);
    EXPECT_EQ(find_route(p, shipped::get().reasons, staff, *parse_day("2026-04-01")).rule, "A13");
    p.suspensions.clear();
    p.level = procedure::online_level::none;
    EXPECT_EQ(of(p, staff).rule, "not-offered");
}

TEST(router, keeps_internal_procedures_online) {
    auto p = residence();
    p.online_only = true;
    EXPECT_EQ(of(p, {"kinship", "post", false, {}}).rule, "A14");
    EXPECT_EQ(check_stream(of(p, {"kinship", "counter", false, {}}), "direct", "portal-down")->rule, "A14");
}

TEST(router, takes_a_postal_dossier_as_direct) {
    const auto r = of(residence(), {"kinship", "post", false, {}});
    EXPECT_EQ(r.stream, "direct");
    EXPECT_EQ(r.mode, "post");
}

TEST(router, explains_why_a_dossier_is_not_eligible) {
    const auto& card = *shipped::get().catalogue.find("2.000200", today);
    EXPECT_EQ(of(card, {"with-data", "counter", false, {}}).stream, "online");
    const auto r = of(card, {"without-data", "counter", false, {}});
    EXPECT_EQ(r.stream, "direct");
    EXPECT_EQ(r.rule, "eligibility:with-data");
    EXPECT_NE(r.sentence.find("Cơ sở dữ liệu quốc gia"), std::string::npos);
    EXPECT_TRUE(check_stream(r, "online", ""));
}

// One that asks two things of its own.
procedure::entry asking() {
    auto p = residence();
    p.eligibility = {
        {"scannable", "papers_scannable", {"yes"}, "giấy tờ không quét được", "Giấy tờ quét được không?"},
        {"phone", "has_phone", {"yes"}, "không có điện thoại", "Có điện thoại không?"}};
    return p;
}

TEST(router, takes_no_unanswered_question_for_a_fact) {
    const auto open = of(asking(), {"kinship", "counter", false, {{"has_phone", "yes"}}});
    EXPECT_EQ(open.stream, "");
    EXPECT_EQ(open.unanswered, std::vector<std::string>{"papers_scannable"});
    EXPECT_NE(open.sentence.find("Giấy tờ quét được không?"), std::string::npos) << open.sentence;
    EXPECT_EQ(open.sentence.find("không quét được"), std::string::npos) << open.sentence;
    EXPECT_FALSE(open.may_override);
    for (const char* stream : {"", "direct", "online"}) {
        const auto no = check_stream(open, stream, "portal-down");
        ASSERT_TRUE(no) << stream;
        EXPECT_EQ(no->code, "stream_unanswered");
        ASSERT_EQ(no->fields.size(), 1u);
        EXPECT_EQ(no->fields.front().field, "facts.papers_scannable");
    }
    EXPECT_EQ(of(asking(), {"kinship", "counter", false, {{"papers_scannable", "yes"}, {"has_phone", "yes"}}})
                  .stream,
              "online");
}

TEST(router, goes_direct_by_the_one_answer_that_is_enough) {
    const auto r = of(asking(), {"kinship", "counter", false, {{"has_phone", "no"}}});
    EXPECT_EQ(r.rule, "eligibility:phone");
    EXPECT_TRUE(r.unanswered.empty());
}

TEST(router, asks_nothing_where_nothing_hangs_on_it) {
    auto p = asking();
    EXPECT_EQ(of(p, {"kinship", "portal", false, {}}).rule, "portal");
    p.level = procedure::online_level::none;
    EXPECT_EQ(of(p, {"kinship", "counter", false, {}}).rule, "not-offered");
}

TEST(router, leaves_the_stream_open_without_the_case_it_depends_on) {
    const auto& card = *shipped::get().catalogue.find("2.000200", today);
    EXPECT_EQ(of(card, {"", "counter", false, {}}).unanswered, std::vector<std::string>{"case"});
}

}  // namespace
}  // namespace motcua::dossier
