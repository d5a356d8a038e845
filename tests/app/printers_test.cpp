// Real printers behind the program: an independent IPP Everywhere printer for sheets, a receipt printer over
// TCP for rolls. Without paper the job waits and says why; the dossier does not wait.
#include <gtest/gtest.h>

#include "tests/app/office.hpp"
#include "tests/printers/child_process.hpp"
#include "tests/printers/fake_escpos_printer.hpp"
#include "tests/printers/ippeveprinter.hpp"

namespace motcua::app::testing {
namespace {

struct office_with_printers : ::testing::Test {
    void SetUp() override {
        if (const auto why = printers::ippeveprinter::missing(); !why.empty()) GTEST_SKIP() << why;
        sheets = std::make_unique<printers::ippeveprinter>();
        o = std::make_unique<office>(roll.uri(), sheets->uri());
    }

    void request_supplement(std::uint64_t dossier) {
        o->post("/dossiers/" + std::to_string(dossier) + "/actions/request_supplement",
                {{"items", json_array{json_object{{"type", "local:dwelling"}, {"form", "paper"}}}},
                 {"reason", "bản chứng thực bị mờ"}},
                "case.binh");
    }
    void submit(std::uint64_t dossier) {
        o->post("/dossiers/" + std::to_string(dossier) + "/actions/submit", {}, "case.binh");
    }

    printers::fake_escpos_printer roll;
    std::unique_ptr<printers::ippeveprinter> sheets;
    std::unique_ptr<office> o;
};

TEST_F(office_with_printers, receipt_on_the_roll_supplement_request_on_a_sheet) {
    const auto dossier = o->receive("Nguyễn Thế Phượng");
    request_supplement(dossier);
    ASSERT_TRUE(o->waits_for_no_jobs());
    EXPECT_EQ(roll.sheets().size(), 1U);
    EXPECT_EQ(sheets->printed().size(), 1U);
}

TEST_F(office_with_printers, receipt_printer_without_paper_job_waits_dossier_goes_on) {
    roll.device().set_paper(false);
    const auto dossier = o->receive("Nguyễn Thế Phượng");
    ASSERT_TRUE(o->waits_for_job("queued", "hết giấy"));
    request_supplement(dossier);
    EXPECT_TRUE(printers::until([&] { return sheets->printed().size() == 1; })) << "the other printer prints";
    EXPECT_EQ(roll.sheets().size(), 0U);
    roll.device().set_paper(true);
    ASSERT_TRUE(roll.waits_for_sheets(1));
    ASSERT_TRUE(o->waits_for_no_jobs());
    EXPECT_EQ(roll.sheets().size(), 1U);
    EXPECT_EQ(get_string(o->slips(dossier, "receipt")[0], "print_state"), "done");
}

TEST_F(office_with_printers, sheet_printer_without_paper_job_waits_dossier_goes_on) {
    sheets->run_out_of_paper();
    const auto dossier = o->receive("Nguyễn Thế Phượng");
    ASSERT_TRUE(roll.waits_for_sheets(1));
    request_supplement(dossier);
    ASSERT_TRUE(o->waits_for_job("sending", "hết giấy"));
    const auto other = o->receive("Lương Đăng Khoa");
    submit(other);
    ASSERT_TRUE(roll.waits_for_sheets(2));
    EXPECT_EQ(sheets->printed().size(), 0U);
    sheets->put_paper_in();
    ASSERT_TRUE(o->waits_for_no_jobs());
    EXPECT_EQ(sheets->printed().size(), 1U);
}

TEST_F(office_with_printers, power_cut_while_the_sheet_printer_has_the_job_it_is_asked_and_printed_once) {
    sheets->run_out_of_paper();
    const auto dossier = o->receive("Nguyễn Thế Phượng");
    request_supplement(dossier);
    ASSERT_TRUE(o->waits_for_job("sending", "hết giấy"));
    o->cut_power();
    ASSERT_TRUE(o->waits_for_job("sending", "hết giấy"));
    sheets->put_paper_in();
    ASSERT_TRUE(o->waits_for_no_jobs());
    EXPECT_EQ(sheets->printed().size(), 1U);
    EXPECT_EQ(roll.sheets().size(), 1U);
}

}  // namespace
}  // namespace motcua::app::testing
