#include "engine/kinds/dossier/record.hpp"

#include <gtest/gtest.h>

#include "engine/kinds/dossier/hard_rules.hpp"
#include "tests/engine/kinds/dossier/intakes.hpp"
#include "tests/engine/kinds/dossier/office_at_work.hpp"

namespace motcua::dossier {
namespace {

std::string again(const session_record& s, std::string_view kind) {
    const auto back = registry::standard().decode(kind, s.encode());
    return back ? (*back)->encode() : back.error().message;
}

TEST(record, comes_back_from_its_row_as_it_was) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", direct_residence);
    o.pass_until("2026-03-12T09:00:00");
    record r = o.dossier(d);
    r.count_refusal({"x", "", "", "A8", true});
    r.count_refusal({"x", "", "", "A8", true});
    EXPECT_EQ(r.refused.front().count, 2);
    r.identity.portal_account.reset();
    r.post.attempts.push_back({o.now_, "absent", "Vắng nhà"});
    EXPECT_EQ(again(r, "dossier"), r.encode());
    EXPECT_NE(again(r, "dossier").find("Nguyễn Thế Phượng"), std::string::npos);
}

TEST(record, of_a_newer_format_is_refused_with_advice) {
    record r;
    const auto back = read_record(json_object{{"format", 2}}, r);
    ASSERT_FALSE(back);
    EXPECT_NE(back.error().message.find("format 2"), std::string::npos);
    EXPECT_FALSE(registry::standard().read("ghost", json_object{}));
}

TEST(round, comes_back_from_its_row_as_it_was) {
    round r;
    r.parcels.push_back({7, "C", "BG1", "A", "B", "09", "P", "R", true, 5000, true, "back"});
    r.who = {"Bùi Văn Thử", "BT-1", "09", "PIN"};
    r.handed_over = instant{};
    EXPECT_EQ(again(r, "round"), r.encode());
}

}  // namespace
}  // namespace motcua::dossier
