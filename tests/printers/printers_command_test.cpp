#include "counters/commands/printers_command.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "engine/base/text.hpp"
#include "printers/device/test_page.hpp"
#include "printers/rules/printer_rules.hpp"
#include "tests/printers/fake_escpos_printer.hpp"

namespace motcua::counters {
namespace {

struct printers_command : testing::Test {
    printers::fake_escpos_printer printer;
    std::string data = testing::TempDir() + "printers-command";
    std::ostringstream out, err;
    void SetUp() override { std::filesystem::remove_all(data); }
    void TearDown() override { std::filesystem::remove_all(data); }
};

TEST_F(printers_command, adds_what_answers_and_lists_it) {
    ASSERT_EQ(printers_add({printer.uri(), "quầy 1", data, false}, out, err), 0) << err.str();
    ASSERT_EQ(printers_add({"spool:" + data + "/giấy", "kho", data, false}, out, err), 0) << err.str();
    const auto rules = printers::load_printer_rules(data + "/printers.json").value();
    ASSERT_EQ(rules.printers.size(), 2U);
    ASSERT_EQ(rules.rules.size(), 1U) << "the first printer takes everything until somebody says otherwise";
    printer.device().set_paper(false);
    EXPECT_EQ(printers_list({data}, out, err), 1);
    EXPECT_NE(out.str().find("hết giấy"), std::string::npos);
    EXPECT_NE(out.str().find("sẵn sàng"), std::string::npos);
    EXPECT_EQ(printers_add({printer.uri(), "kho", data, false}, out, err), 2);
    EXPECT_NE(err.str().find("already"), std::string::npos);
}

TEST_F(printers_command, gives_a_known_printer_another_address_when_told_and_leaves_the_rest_as_it_is) {
    std::filesystem::create_directories(data);
    ASSERT_TRUE(write_file(data + "/printers.json", R"({"printers": [{"name": "a", "uri": "spool:)" + data +
                                                        R"(/old"}, {"name": "b", "uri": "spool:)" + data +
                                                        R"(/b"}], "rules": [{"printers": ["b", "a"]}]})"));
    EXPECT_EQ(printers_add({printer.uri(), "a", data, false}, out, err), 2);
    EXPECT_NE(err.str().find("--replace"), std::string::npos) << err.str();
    EXPECT_NE(err.str().find(data + "/old"), std::string::npos) << err.str();
    EXPECT_EQ(printers_add({printer.uri(), "c", data, false, true}, out, err), 2) << "there is none";
    ASSERT_EQ(printers_add({printer.uri(), "a", data, false, true}, out, err), 0) << err.str();
    const auto rules = printers::load_printer_rules(data + "/printers.json").value();
    ASSERT_EQ(rules.printers.size(), 2U);
    EXPECT_EQ(rules.printers[0].uri, printer.uri());
    EXPECT_EQ(rules.rules.at(0).printers, (std::vector<std::string>{"b", "a"}));
}

TEST_F(printers_command, does_not_add_what_is_silent_unless_told) {
    EXPECT_EQ(printers_add({"escpos:/dev/none", "a", data, false}, out, err), 1);
    EXPECT_FALSE(std::filesystem::exists(data + "/printers.json"));
    EXPECT_EQ(printers_add({"escpos:/dev/none", "a", data, true}, out, err), 0);
    EXPECT_EQ(printers_probe("escpos:/dev/none", out, err), 1);
    EXPECT_EQ(printers_probe("lpd:x", out, err), 2);
}

TEST_F(printers_command, names_every_fault_of_the_file_it_would_change) {
    std::filesystem::create_directories(data);
    ASSERT_TRUE(write_file(data + "/printers.json", "{\"printers\": [{}], \"rules\": []}"));
    EXPECT_EQ(printers_add({printer.uri(), "a", data, false}, out, err), 2);
    EXPECT_NE(err.str().find("printers.json:1:15: "), std::string::npos) << err.str();
    EXPECT_EQ(read_file(data + "/printers.json").value(), "{\"printers\": [{}], \"rules\": []}");
}

TEST_F(printers_command, prints_a_test_page_on_paper_of_any_kind) {
    ASSERT_EQ(printers_test(printer.uri(), out, err), 0) << out.str();
    ASSERT_TRUE(printer.waits_for_sheets(1));
    const auto page = printers::test_page({printers::wanted_content::kind::raster, 576});
    EXPECT_TRUE(printer.sheets().at(0) == std::get<printers::bitmap>(page));
    EXPECT_EQ(printers_test("spool:" + data, out, err), 0);
    for (const auto& file : std::filesystem::directory_iterator(data)) {
        EXPECT_EQ(file.path().extension(), ".pdf");
        EXPECT_TRUE(read_file(file.path()).value().starts_with("%PDF-1.4"));
    }
}

}  // namespace
}  // namespace motcua::counters
