// Messages leave as files in the data folder, in office hours, each once, whatever the folder's state.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/app/office.hpp"
#include "tests/printers/child_process.hpp"

namespace motcua::app::testing {
namespace {

namespace fs = std::filesystem;

std::size_t files_in(const std::string& at) {
    std::error_code none;
    return fs::exists(at) ? static_cast<std::size_t>(std::distance(fs::directory_iterator(at, none), {})) : 0;
}

TEST(notices, a_folder_that_cannot_be_written_keeps_them_waiting_not_lost) {
    office o;
    const auto at = o.files().path("data/notices");
    fs::remove_all(at);
    o.files().write("data/notices", "a file stands in the way");
    o.receive("Nguyễn Thế Phượng");
    o.advance(9);  // late: the applicant and the unit in control are told
    ASSERT_TRUE(printers::until([&] { return o.server().said().find(" notice=") != std::string::npos; }))
        << "somebody is told that the folder cannot be written";
    fs::remove(at);
    o.cut_power();
    ASSERT_TRUE(printers::until([&] { return files_in(at) > 0; }));
}

}  // namespace
}  // namespace motcua::app::testing
