// An apology that time issues while the office is closed: mailed at once to who gave an address, on paper
// when the office opens.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/app/office.hpp"
#include "tests/counters/notices/mail_server.hpp"
#include "tests/engine/store/tamper.hpp"
#include "tests/printers/child_process.hpp"

namespace motcua::app::testing {
namespace {

namespace fs = std::filesystem;

std::string office_with_mail(int port, const std::string& paper) {
    return R"(<office xmlns="urn:motcua:1" code="000.51.01.G01" name="Công an tỉnh An Khánh">
  <unit code="CAX" name="Công an xã Phú Sơn"/>
  <staff id="reception.lan" name="Trần Thị Lan" unit="CAX" roles="reception courier_desk" counter="Q1"/>
  <counter id="Q1" name="Quầy số 1"><printer paper="a4" uri="spool:)" +
           paper + R"("/></counter>
  <notices smtp="localhost" port=")" +
           std::to_string(port) + R"(" tls="none" from="motcua@example.vn"/>
</office>)";
}

std::string decoded(const std::string& text) {
    std::string out;
    std::uint32_t bits = 0;
    int n = 0;
    for (const char c : text) {
        const auto v =
            std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/").find(c);
        if (v == std::string_view::npos) continue;
        bits = bits << 6 | static_cast<std::uint32_t>(v);
        if ((n += 6) >= 8) out += static_cast<char>(bits >> (n -= 8));
    }
    return out;
}

TEST(mail, a_slip_issued_while_the_office_is_closed_is_mailed_at_once_and_printed_at_opening) {
    notices::testing::mail_server server;
    folder files;
    const auto paper = files.path("paper");
    const auto printed = [&] {
        return std::distance(fs::directory_iterator(paper), fs::directory_iterator());
    };
    const auto file = files.write("office.xml", office_with_mail(server.port(), paper));
    office o(std::vector<std::string>{"--office-printers", "--office", file});
    const auto dossier = o.receive("Nguyễn Thế Phượng", "phuong@example.vn");
    ASSERT_TRUE(o.waits_for_no_jobs());
    EXPECT_EQ(o.close(), 0);
    // The program stands still over the afternoon on which the apology was to be issued.
    store::sample::tamper(
        o.files().path("data/motcua.db"),
        "UPDATE meta SET value = '2026-03-10T22:00:00+07:00' WHERE name = 'training_clock'");
    o.open_again();
    const auto got = server.letters(1);
    ASSERT_EQ(got.size(), 1U);
    EXPECT_EQ(got[0].to, "phuong@example.vn");
    const auto at = got[0].data.find("filename=\"apology.pdf\"");
    ASSERT_NE(at, std::string::npos);
    const auto from = got[0].data.find("\n\n", at), end = got[0].data.find("\n--", from);
    const auto text = text_of(decoded(got[0].data.substr(from, end - from)), o.files());
    EXPECT_NE(text.find("Nguyễn Thế Phượng"), std::string::npos) << text;
    ASSERT_TRUE(o.waits_for_job("queued", "chờ đến giờ làm việc"));
    EXPECT_EQ(o.slips(dossier, "apology").size(), 1U);
    EXPECT_EQ(printed(), 1);

    o.cut_power();
    o.advance(0, 10);  // Wednesday 08:00
    ASSERT_TRUE(o.waits_for_no_jobs());
    EXPECT_EQ(printed(), 2);
    EXPECT_EQ(o.close(), 0);
    EXPECT_EQ(server.letters(1).size(), 1U);
    const auto log = o.server().said();
    EXPECT_EQ(log.find("phuong@"), std::string::npos);
    EXPECT_EQ(log.find("Phượng"), std::string::npos);
}

}  // namespace
}  // namespace motcua::app::testing
