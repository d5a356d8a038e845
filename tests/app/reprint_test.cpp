// A second paper of the same slip: only when a person orders it, marked and counted on the paper.
#include <gtest/gtest.h>

#include "tests/app/office.hpp"
#include "tests/printers/fake_escpos_printer.hpp"

namespace motcua::app::testing {
namespace {

std::string id_of(const json& slip) {
    return std::to_string(get_integer(slip, "id"));
}

TEST(reprint, each_says_which_one_it_is) {
    office o;
    const auto dossier = o.receive("Nguyễn Thế Phượng");
    ASSERT_TRUE(o.waits_for_sheets(1));
    const auto slip = o.slips(dossier, "receipt").at(0);
    const auto first = text_of(o.bytes("/slips/" + id_of(slip) + ".pdf"), o.files());
    EXPECT_NE(first.find("Nguyễn Thế Phượng"), std::string::npos);
    EXPECT_EQ(first.find("BẢN IN LẠI"), std::string::npos);
    for (int n = 1; n <= 2; ++n) {
        const auto again = o.post("/slips/" + id_of(slip) + "/reprint", {});
        EXPECT_EQ(get_integer(again, "reprint"), n);
        ASSERT_TRUE(o.waits_for_sheets(static_cast<std::size_t>(1 + n)));
        const auto text =
            text_of(o.bytes("/slips/" + std::to_string(get_integer(again, "duty")) + ".pdf"), o.files());
        EXPECT_NE(text.find("BẢN IN LẠI – lần " + std::to_string(n)), std::string::npos) << text;
        EXPECT_NE(text.find("Nguyễn Thế Phượng"), std::string::npos);
    }
    ASSERT_TRUE(o.waits_for_no_jobs());
    EXPECT_EQ(o.sheets(), 3U);
    EXPECT_EQ(get_string(o.slips(dossier, "receipt").at(0), "sha256"), get_string(slip, "sha256"));
}

struct doubt : ::testing::Test {
    // The connection breaks in the middle of a receipt.
    void SetUp() override {
        roll.drop_after(4000);
        dossier = o.receive("Nguyễn Thế Phượng");
        ASSERT_TRUE(o.until([&] {
            const auto all = o.jobs();
            return all.size() == 1 && get_string(all[0], "state") == "unknown";
        }));
        job = std::to_string(get_integer(o.jobs().at(0), "id"));
    }

    printers::fake_escpos_printer roll;
    folder spool;
    office o{roll.uri(), "spool:" + spool.path()};
    std::uint64_t dossier = 0;
    std::string job;
};

TEST_F(doubt, nothing_is_sent_again_until_a_person_says_so_and_then_it_is_marked) {
    EXPECT_EQ(roll.sheets().size(), 0U);
    const auto again = o.post("/jobs/" + job + "/decide", {{"outcome", "reprint"}});
    EXPECT_EQ(get_integer(again, "reprint"), 1);
    ASSERT_TRUE(roll.waits_for_sheets(1));
    ASSERT_TRUE(o.waits_for_no_jobs());
    EXPECT_EQ(roll.sheets().size(), 1U);
    const auto text =
        text_of(o.bytes("/slips/" + std::to_string(get_integer(again, "duty")) + ".pdf"), o.files());
    EXPECT_NE(text.find("BẢN IN LẠI – lần 1"), std::string::npos) << text;
}

TEST_F(doubt, what_a_person_saw_printed_is_done_and_decided_once) {
    o.post("/jobs/" + job + "/decide", {{"outcome", "printed"}});
    EXPECT_TRUE(o.waits_for_no_jobs());
    const auto no = o.post("/jobs/" + job + "/decide", {{"outcome", "reprint"}}, "reception.lan", 409);
    EXPECT_EQ(get_string(no, "code"), "not_unknown");
    EXPECT_EQ(roll.sheets().size(), 0U);
}

}  // namespace
}  // namespace motcua::app::testing
