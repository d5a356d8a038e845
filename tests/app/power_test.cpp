// What the training room promises when the plug is pulled: nothing is lost, and no sheet comes twice.
#include <gtest/gtest.h>

#include "tests/app/office.hpp"

namespace motcua::app::testing {
namespace {

TEST(power, a_receipt_comes_out_once_and_the_server_ends_when_asked) {
    office o;
    const auto dossier = o.receive("Nguyễn Thế Phượng");
    ASSERT_TRUE(o.waits_for_sheets(1));
    EXPECT_TRUE(o.waits_for_no_jobs());
    EXPECT_EQ(o.sheets(), 1U);
    const auto receipts = o.slips(dossier, "receipt");
    ASSERT_EQ(receipts.size(), 1U);
    EXPECT_EQ(get_string(receipts[0], "print_state"), "done");
    EXPECT_EQ(get_string(receipts[0], "sha256").size(), 64U);
    EXPECT_EQ(o.close(), 0);
}

TEST(power, cut_between_acceptance_and_t2_the_apology_comes_once) {
    office o;
    const auto dossier = o.receive("Nguyễn Thế Phượng");
    ASSERT_TRUE(o.waits_for_sheets(1));
    ASSERT_TRUE(o.waits_for_no_jobs());
    o.cut_power();
    EXPECT_EQ(o.sheets(), 0U) << "the receipt came before the power went";
    o.advance(9);
    ASSERT_TRUE(o.waits_for_sheets(1));
    ASSERT_TRUE(o.waits_for_no_jobs());
    EXPECT_EQ(o.slips(dossier, "receipt").size(), 1U);
    const auto apologies = o.slips(dossier, "apology");
    ASSERT_EQ(apologies.size(), 1U);
    EXPECT_EQ(get_string(apologies[0], "print_state"), "done");

    o.cut_power();
    // Whatever came again by itself would stand in line before this one.
    o.receive("Lương Đăng Khoa");
    ASSERT_TRUE(o.waits_for_sheets(1));
    ASSERT_TRUE(o.waits_for_no_jobs());
    EXPECT_EQ(o.sheets(), 1U);
    EXPECT_EQ(o.slips(dossier, "apology").size(), 1U);
}

TEST(power, without_paper_the_slip_waits_and_the_dossier_does_not) {
    office o;
    o.set_paper(false);
    const auto dossier = o.receive("Nguyễn Thế Phượng");
    ASSERT_TRUE(o.waits_for_job("queued", "hết giấy"));
    const auto at = "/dossiers/" + std::to_string(dossier) + "/actions/";
    o.post(at + "submit", {}, "case.binh");
    o.post(at + "sign", {}, "head.tri");
    EXPECT_EQ(o.sheets(), 0U);
    o.set_paper(true);
    ASSERT_TRUE(o.waits_for_sheets(1));
    ASSERT_TRUE(o.waits_for_no_jobs());
    EXPECT_EQ(o.sheets(), 1U);
}

TEST(power, cut_while_the_paper_is_out_the_slip_still_comes_once) {
    office o;
    o.set_paper(false);
    const auto dossier = o.receive("Nguyễn Thế Phượng");
    ASSERT_TRUE(o.waits_for_job("queued", "hết giấy"));
    o.cut_power();
    ASSERT_TRUE(o.waits_for_job("queued", "hết giấy")) << "a power cut puts no paper in";
    o.set_paper(true);
    ASSERT_TRUE(o.waits_for_sheets(1));
    ASSERT_TRUE(o.waits_for_no_jobs());
    EXPECT_EQ(o.sheets(), 1U);
    EXPECT_EQ(get_string(o.slips(dossier, "receipt")[0], "print_state"), "done");
}

TEST(power, cut_again_and_again_the_clock_and_the_day_go_on) {
    office o;
    o.advance(1);
    const auto before = get_string(o.get("/training/state"), "now");
    o.cut_power();
    o.cut_power();
    EXPECT_EQ(get_string(o.get("/training/state"), "now"), before);
    EXPECT_EQ(o.close(), 0);
}

}  // namespace
}  // namespace motcua::app::testing
