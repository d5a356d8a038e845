#include "counters/commands/render.hpp"

#include <filesystem>
#include <functional>
#include <sstream>

#include "paper.hpp"
#include "printers/drivers/escpos/encode.hpp"

using namespace motcua;
using namespace motcua::templates::testing;

namespace {

struct answer {
    int exit;
    std::string out, err, bytes;
};

answer render(const std::string& form, const std::string& extension,
              const std::function<void(counters::render_options&)>& change = {}) {
    counters::render_options o;
    o.form = form;
    o.values = "tests/templates/values/receipt.json";
    o.out = temporary("render" + extension);
    if (change) change(o);
    std::filesystem::remove(o.out);
    std::ostringstream out, err;
    const int exit = counters::render(o, out, err);
    const auto bytes = read_file(o.out);
    return {exit, out.str(), err.str(), bytes ? *bytes : ""};
}

}  // namespace

TEST(render_command, the_name_of_the_output_says_what_is_written) {
    EXPECT_EQ(render("receipt", ".pdf").bytes.substr(0, 5), "%PDF-");
    EXPECT_EQ(render("receipt", ".png").bytes.substr(1, 3), "PNG");
    const auto roll = render("receipt", ".escpos");
    EXPECT_EQ(roll.exit, 0) << roll.err;
    EXPECT_EQ(roll.bytes.substr(0, 2), "\x1b@");
    EXPECT_NE(roll.bytes.find(std::string("\x1dv0\0\x48\0", 6)), std::string::npos)
        << "576 dots are 72 bytes a row";
    const auto bad = render("receipt", ".doc");
    EXPECT_EQ(bad.exit, 2);
    EXPECT_NE(bad.err.find("ending in .pdf, .png or .escpos"), std::string::npos);
}

TEST(render_command, equal_input_gives_equal_files) {
    EXPECT_EQ(render("receipt", ".pdf").bytes, render("receipt", ".pdf").bytes);
    EXPECT_NE(render("receipt", ".pdf").bytes,
              render("receipt", ".pdf", [](auto& o) { o.reprint = 1; }).bytes);
}

TEST(render_command, the_set_is_chosen_by_the_day_of_acceptance) {
    const auto text = [](const char* day) {
        render("apology", ".pdf", [&](auto& o) {
            o.values = "tests/templates/values/apology.json";
            o.day = day;
        });
        return run("pdftotext " + temporary("render.pdf") + " -");
    };
    EXPECT_NE(text("2025-09-14").find("PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"), std::string::npos);
    EXPECT_NE(text("2025-09-15").find("PHIẾU XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN"), std::string::npos);
    EXPECT_NE(text("").find("PHIẾU XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN"), std::string::npos)
        << "received 2026-02-05 by the values";
}

TEST(render_command, bad_values_are_named_with_their_place_and_nothing_is_written) {
    const auto a = render("apology", ".pdf");
    EXPECT_EQ(a.exit, 2);
    EXPECT_TRUE(a.bytes.empty());
    EXPECT_NE(a.err.find("apology.reason is missing"), std::string::npos) << a.err;
    EXPECT_NE(a.err.find("signer.name is missing"), std::string::npos) << a.err;
    EXPECT_NE(a.err.find("templates/forms/"), std::string::npos) << a.err;
    const auto broken = write_temporary("broken.json", "{\n \"a\": }");
    const auto b = render("receipt", ".pdf", [&](auto& o) { o.values = broken; });
    EXPECT_EQ(b.exit, 2);
    EXPECT_NE(b.err.find("broken.json:2:"), std::string::npos) << b.err;
}

TEST(render_command, a_bad_template_prints_all_its_faults_and_ends_with_2) {
    const auto file = write_temporary("bad.xml", template_with("<p align='x'>{a|b}</p>\n<nonsense/>"));
    const auto a = render(file, ".pdf");
    EXPECT_EQ(a.exit, 2);
    EXPECT_NE(a.err.find("bad.xml:4:"), std::string::npos) << a.err;
    EXPECT_NE(a.err.find("'b' is no filter"), std::string::npos) << a.err;
    EXPECT_NE(a.err.find("bad.xml:5:"), std::string::npos) << a.err;
}

TEST(render_command, what_does_not_exist_is_said_with_what_does) {
    const auto form = render("receit", ".pdf");
    EXPECT_EQ(form.exit, 2);
    EXPECT_NE(form.err.find("receipt"), std::string::npos) << form.err;
    const auto paper = render("register", ".pdf", [](auto& o) { o.medium = "80mm"; });
    EXPECT_EQ(paper.exit, 2);
    EXPECT_NE(paper.err.find("a4-landscape"), std::string::npos) << paper.err;
    EXPECT_EQ(render("receipt", ".pdf", [](auto& o) { o.values = "no/such.json"; }).exit, 4);
    EXPECT_EQ(render("receipt", ".pdf", [](auto& o) { o.templates = "no/such"; }).exit, 2);
}
