#include "engine/xml/files_below.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

using namespace motcua;
namespace fs = std::filesystem;

TEST(files_below, lists_the_same_files_in_the_same_order_everywhere) {
    const fs::path top = fs::path(testing::TempDir()) / "files_below_test";
    fs::remove_all(top);
    fs::create_directories(top / "b");
    fs::create_directories(top / "folder.xml");
    for (const auto* name : {"z.xml", "a.xml", "notes.txt", "c.scxml", "b/inner.xml", "folder.xml/deep.xml"})
        std::ofstream(top / name) << "<a/>";
    const auto names = [&](xml::walk how) {
        std::string out;
        const auto paths = xml::files_below(top.string(), "things", how);
        for (const auto& path : *paths) out += fs::relative(path, top).string() + " ";
        return out;
    };
    EXPECT_EQ(names({}), "a.xml z.xml ");
    EXPECT_EQ(names({.charts = true}), "a.xml c.scxml z.xml ");
    EXPECT_EQ(names({.subfolders = true}), "a.xml b/inner.xml folder.xml/deep.xml z.xml ");
    fs::remove_all(top);
}

TEST(files_below, a_folder_that_cannot_be_listed_is_a_fault_with_the_next_step) {
    for (const bool subfolders : {false, true}) {
        const auto none = xml::files_below("tests/no-such-folder", "calendars", {.subfolders = subfolders});
        ASSERT_FALSE(none);
        EXPECT_EQ(to_string(none.error().front()),
                  "tests/no-such-folder:0:0: cannot list this folder of calendars: No such file or "
                  "directory; name an "
                  "existing one");
    }
    EXPECT_FALSE(xml::files_below("tests/README.md", "calendars"));
}
