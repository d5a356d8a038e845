// One postal dossier end to end, with its round.
#include <gtest/gtest.h>

#include "tests/engine/kinds/dossier/intakes.hpp"
#include "tests/engine/kinds/dossier/office_at_work.hpp"

namespace motcua::dossier {
namespace {

constexpr const char* courier =
    R"({"name":"Bùi Văn Thử","employee_number":"BT-0042","phone":"0900 000 009","signature":"PIN 4 số"})";
constexpr const char* delivered = R"({"receiver":"Phạm Quỳnh Như","in_person":true,"proof":"chữ ký"})";

std::uint64_t ready(office_at_work& o) {
    const auto d = o.open("dossier", portal_passport);
    EXPECT_TRUE(d) << o.refused->message;
    EXPECT_TRUE(o.send(d, "submit")) << o.refused->message;
    EXPECT_TRUE(o.send(d, "sign")) << o.refused->message;
    EXPECT_TRUE(o.send(d, "print_label")) << o.refused->message;
    return d;
}

TEST(post, a_bag_goes_from_the_desk_into_the_addressees_hands) {
    office_at_work o("2026-03-02T09:00:00");
    const auto d = ready(o);
    EXPECT_EQ(o.phase(d), "ready_for_post");
    EXPECT_EQ(o.dossier(d).post.item, "BG0000001");
    EXPECT_FALSE(find_path(o.last("parcel_label").values, "parcel.hand_delivery"));
    o.actor = "desk.nga";
    const auto r = o.open("round", "{}");
    ASSERT_TRUE(r) << o.refused->message;
    EXPECT_EQ(o.printed_count(r, "manifest"), 1);
    EXPECT_EQ(o.courier_round(r).number, "01/PBG");
    EXPECT_EQ(o.phase(d), "on_manifest");
    EXPECT_FALSE(o.send(r, "hand_over", R"({"name":"Bùi Văn Thử"})"));
    EXPECT_EQ(o.phase(d), "on_manifest");
    ASSERT_TRUE(o.send(r, "hand_over", courier)) << o.refused->message;
    EXPECT_EQ(o.phase(d), "with_courier");
    EXPECT_EQ(o.listed(d).holder_role, "courier");
    ASSERT_TRUE(o.send(d, "parcel_failed", R"({"reason_code":"absent"})")) << o.refused->message;
    EXPECT_EQ(o.dossier(d).post.attempts.size(), 1u);
    ASSERT_TRUE(o.send(d, "parcel_delivered", delivered)) << o.refused->message;
    EXPECT_EQ(o.phase(d), "returned");
    EXPECT_EQ(o.dossier(d).delivery.deliverer, "Bùi Văn Thử");
    EXPECT_EQ(o.phase(r), "closed");
    EXPECT_TRUE(o.courier_round(r).settled());
}

TEST(post, an_undeliverable_bag_comes_back_and_may_go_again) {
    office_at_work o("2026-03-02T09:00:00");
    const auto d = ready(o);
    const auto first = o.open("round", "{}");
    ASSERT_TRUE(o.send(first, "hand_over", courier));
    ASSERT_TRUE(o.send(d, "parcel_failed", R"({"reason_code":"wrong-address"})"));
    ASSERT_TRUE(o.send(d, "parcel_returned")) << o.refused->message;
    EXPECT_EQ(o.phase(d), "at_desk");
    EXPECT_EQ(o.phase(first), "closed");
    ASSERT_TRUE(o.send(d, "print_label")) << o.refused->message;
    EXPECT_EQ(o.dossier(d).post.item, "BG0000001");
    const auto second = o.open("round", "{}");
    ASSERT_TRUE(second) << o.refused->message;
    ASSERT_TRUE(o.send(second, "cancel")) << o.refused->message;
    EXPECT_EQ(o.phase(d), "at_desk");
}

TEST(post, a_late_bag_is_marked_and_taken_by_the_addressee_alone) {
    office_at_work o("2026-03-02T09:00:00");
    const auto d = o.open("dossier", portal_passport);
    o.pass_until("2026-03-13T09:00:00");
    ASSERT_EQ(o.printed_count(d, "apology"), 1);
    ASSERT_TRUE(o.send(d, "submit"));
    ASSERT_TRUE(o.send(d, "sign"));
    ASSERT_TRUE(o.send(d, "print_label"));
    EXPECT_TRUE(find_path(o.last("parcel_label").values, "parcel.hand_delivery"));
    const auto r = o.open("round", "{}");
    EXPECT_TRUE(o.courier_round(r).parcels.front().by_hand);
    ASSERT_TRUE(o.send(r, "hand_over", courier));
    EXPECT_FALSE(
        o.send(d, "parcel_delivered", R"({"receiver":"Hàng xóm","in_person":false,"proof":"chữ ký"})"));
    EXPECT_EQ(o.refused->rule, "B4");
    ASSERT_TRUE(o.send(d, "parcel_delivered", delivered)) << o.refused->message;
    EXPECT_EQ(o.phase(d), "returned");
}

TEST(post, no_round_without_a_bag) {
    office_at_work o("2026-03-02T09:00:00");
    EXPECT_FALSE(o.open("round", "{}"));
    EXPECT_EQ(o.refused->code, "no_parcels");
}

}  // namespace
}  // namespace motcua::dossier
