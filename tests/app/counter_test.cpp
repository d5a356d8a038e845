// Whoever sits at another counter today gets the paper there, also where it is printed after a restart.
#include <gtest/gtest.h>

#include "tests/app/office.hpp"
#include "tests/printers/fake_escpos_printer.hpp"

namespace motcua::app::testing {
namespace {

struct two_counters : ::testing::Test {
    static std::string printer(const std::string& uri) {
        return R"(<printer paper="80mm" uri=")" + uri + R"("/>)";
    }
    std::vector<std::string> words() const {
        return {"--office-printers", "--office",
                files.write("office.xml",
                            R"(<office xmlns="urn:motcua:1" code="000.51.01.G01" name="Công an tỉnh An Khánh">
  <unit code="CAX" name="Công an xã Phú Sơn"/>
  <staff id="reception.lan" name="Trần Thị Lan" unit="CAX" roles="reception courier_desk" counter="Q1"/>
  <staff id="case.binh" name="Nguyễn Thanh Bình" unit="CAX" roles="case_officer"/>
  <staff id="head.tri" name="Lê Minh Trí" unit="CAX" roles="head supervisor"/>
  <counter id="Q1" name="Quầy số 1">)" +
                                printer(first.uri()) +
                                R"(</counter>
  <counter id="Q2" name="Quầy số 2">)" +
                                printer(second.uri()) +
                                R"(</counter>
</office>)")};
    }

    folder files;
    printers::fake_escpos_printer first, second;
    office o{words()};
};

TEST_F(two_counters, paper_comes_out_where_the_person_sits_today) {
    o.receive("Nguyễn Thế Phượng");
    ASSERT_TRUE(first.waits_for_sheets(1)) << "not said: the person's own counter";
    o.counter = "Q2";
    const auto dossier = o.receive("Lương Đăng Khoa");
    ASSERT_TRUE(second.waits_for_sheets(1));
    o.counter.clear();
    const auto slip = std::to_string(get_integer(o.slips(dossier, "receipt").at(0), "id"));
    o.post("/slips/" + slip + "/reprint", {});
    ASSERT_TRUE(first.waits_for_sheets(2)) << "printed again for a person at the first counter";
    ASSERT_TRUE(o.waits_for_no_jobs());
    EXPECT_EQ(second.sheets().size(), 1U);
}

TEST_F(two_counters, paper_that_waits_comes_out_there_after_a_power_cut) {
    first.device().set_paper(false);
    second.device().set_paper(false);
    o.counter = "Q2";
    o.receive("Nguyễn Thế Phượng");
    ASSERT_TRUE(o.waits_for_job("queued", "hết giấy"));
    o.cut_power();
    second.device().set_paper(true);
    ASSERT_TRUE(second.waits_for_sheets(1));
    EXPECT_EQ(first.sheets().size(), 0U);
}

TEST_F(two_counters, a_counter_that_is_none_is_refused_before_anything_is_done) {
    o.counter = "Q9";
    const auto no = o.post("/dossiers", {{"procedure", "1.004222"}}, "reception.lan", 422);
    EXPECT_EQ(get_string(no, "code"), "unknown_counter");
    EXPECT_NE(get_string(no, "next"), "");
    EXPECT_EQ(get_integer(o.get("/dossiers?list=all"), "total"), 0);
}

}  // namespace
}  // namespace motcua::app::testing
