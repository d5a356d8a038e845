// A slip printed again is the slip that was issued, whatever has become of the templates folder since; and
// where what was kept is damaged, nothing else comes out in its place.
#include <gtest/gtest.h>

#include <filesystem>

#include "engine/base/text.hpp"
#include "tests/app/office.hpp"
#include "tests/engine/store/tamper.hpp"

namespace motcua::app::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* new_words = "Mẫu mới từ hôm nay";

struct kept_template : ::testing::Test {
    void SetUp() override {
        fs::copy("templates/forms", folder_.path("forms"), fs::copy_options::recursive);
        for (const char* name : {"sets.xml", "notices.xml"})
            fs::copy(std::string("templates/") + name, folder_.path(name));
        o = std::make_unique<office>(std::vector<std::string>{"--templates", folder_.path()});
        dossier = o->receive("Nguyễn Thế Phượng");
        ASSERT_TRUE(o->waits_for_sheets(1));
        ASSERT_TRUE(o->waits_for_no_jobs());
        slip = address(get_integer(o->slips(dossier, "receipt").at(0), "id"));
    }
    static std::string address(std::int64_t id) { return "/slips/" + std::to_string(id); }
    std::string again() {
        const auto ordered = o->post(slip + "/reprint", {});
        EXPECT_TRUE(o->waits_for_no_jobs());
        return address(get_integer(ordered, "duty"));
    }
    std::string text(const std::string& of) { return text_of(o->bytes(of + ".pdf"), o->files()); }
    // Everything that receipts are made of says something else from now on.
    void change_templates() {
        for (const char* name :
             {"forms/pieces/receipt_sheet.xml", "forms/pieces/receipt_roll.xml",
              "forms/pieces/receipt_sheet_2025.xml", "forms/pieces/receipt_roll_2025.xml"}) {
            auto piece = read_file(folder_.path(name)).value();
            const auto at = piece.rfind("</piece>");
            ASSERT_NE(at, std::string::npos);
            folder_.write(name, piece.substr(0, at) + "<p>" + new_words + "</p></piece>");
        }
    }
    void while_closed(const char* sql) {
        EXPECT_EQ(o->close(), 0);
        if (sql) store::sample::tamper(o->files().path("data/motcua.db"), sql);
        o->open_again();
    }
    std::string reprint_state(std::int64_t duty) {
        const auto d = o->get("/dossiers/" + std::to_string(dossier));
        for (const auto& one : find(d, "duties")->get_array())
            if (get_integer(one, "id") == duty)
                return get_string(one, "state") + " " + get_string(one, "reason");
        return {};
    }

    folder folder_;
    std::unique_ptr<office> o;
    std::uint64_t dossier = 0;
    std::string slip;
};

TEST_F(kept_template, makes_the_same_paper_again_when_the_templates_have_changed) {
    const auto marked = again();
    const auto pdf = o->bytes(slip + ".pdf"), png = o->bytes(slip + ".png");
    const auto marked_pdf = o->bytes(marked + ".pdf"), marked_png = o->bytes(marked + ".png");
    change_templates();
    while_closed(nullptr);
    EXPECT_EQ(o->bytes(slip + ".pdf"), pdf);
    EXPECT_EQ(o->bytes(slip + ".png"), png);
    EXPECT_EQ(o->bytes(marked + ".pdf"), marked_pdf);
    EXPECT_EQ(o->bytes(marked + ".png"), marked_png);
    const auto second = text(again());
    EXPECT_NE(second.find("BẢN IN LẠI – lần 2"), std::string::npos) << second;
    EXPECT_EQ(second.find(new_words), std::string::npos) << second;

    const auto later = o->receive("Lương Đăng Khoa");
    ASSERT_TRUE(o->waits_for_no_jobs());
    EXPECT_NE(text(address(get_integer(o->slips(later, "receipt").at(0), "id"))).find(new_words),
              std::string::npos);
    EXPECT_EQ(o->close(), 0);
    const auto complete = run({"replay", "--data", o->files().path("data")}, o->files());
    EXPECT_EQ(complete.status, 0) << complete.said;
}

TEST_F(kept_template, that_is_damaged_is_named_as_the_reason_and_nothing_else_is_printed) {
    change_templates();
    while_closed(
        "UPDATE content SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Mã hồ sơ', 'Mã khác') AS BLOB) "
        "WHERE kind = 'template'");
    const auto seen = o->ask_raw(slip + ".pdf");
    EXPECT_EQ(seen.status, 503);
    EXPECT_NE(seen.body.find("Mẫu in đã dùng cho phiếu này bị hỏng"), std::string::npos) << seen.body;
    const auto ordered = o->post(slip + "/reprint", {});
    ASSERT_TRUE(o->waits_for_no_jobs());
    EXPECT_EQ(reprint_state(get_integer(ordered, "duty")), "failed original_damaged");
    EXPECT_EQ(o->sheets(), 0U);
    EXPECT_EQ(o->close(), 0);
    const auto complete = run({"replay", "--data", o->files().path("data")}, o->files());
    EXPECT_EQ(complete.status, 1) << complete.said;
    EXPECT_NE(complete.said.find("the store lacks its template"), std::string::npos) << complete.said;
}

TEST_F(kept_template, does_not_help_values_that_a_stranger_changed) {
    while_closed("UPDATE slip SET field_values = replace(field_values, 'Thế Phượng', 'Thế Phương')");
    const auto seen = o->ask_raw(slip + ".pdf");
    EXPECT_EQ(seen.status, 503);
    EXPECT_NE(seen.body.find("không còn đúng bản in đầu"), std::string::npos) << seen.body;
}

}  // namespace
}  // namespace motcua::app::testing
