// Every W3C document ends in `pass`, on a virtual clock; and again with the session written down, dropped and
// read back at every wait on the external queue: same trace, same end.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "tests/conformance/life.hpp"

using namespace motcua;
using motcua::conformance::live;

namespace {

constexpr int documents_of_the_suite = 129;

std::filesystem::path suite() {
    const char* set = std::getenv("MOTCUA_SUITES");
    const std::filesystem::path top = set ? set : std::string(MOTCUA_SOURCE_DIR) + "/../shared/suites";
    return top / "w3c-scxml";
}

std::vector<std::string> documents() {
    std::vector<std::string> found;
    for (const auto* part : {"mandatory", "optional"}) {
        std::error_code none;
        for (const auto& f : std::filesystem::directory_iterator(suite() / part, none)) {
            const auto name = f.path().filename().string();
            if (f.path().extension() == ".scxml" && name.find("sub") == name.npos)
                found.push_back(f.path().string());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::string name_of(const testing::TestParamInfo<std::string>& info) {
    const std::filesystem::path p(info.param);
    return p.parent_path().filename().string() + "_" + p.stem().string();
}

class w3c : public testing::TestWithParam<std::string> {};

}  // namespace

TEST_P(w3c, passes) {
    const auto e = live(GetParam(), false);
    EXPECT_EQ(e.configuration, std::vector<std::string>{"pass"}) << e.trouble;
}

TEST_P(w3c, is_the_same_when_read_back_at_every_wait) {
    const auto straight = live(GetParam(), false);
    const auto restarted = live(GetParam(), true);
    EXPECT_EQ(restarted.configuration, straight.configuration) << restarted.trouble;
    EXPECT_TRUE(restarted.trace == straight.trace);
}

INSTANTIATE_TEST_SUITE_P(documents, w3c, testing::ValuesIn(documents()), name_of);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(w3c);

TEST(w3c_suite, is_there) {
    const auto found = static_cast<int>(documents().size());
    if (found == 0)
        GTEST_SKIP() << documents_of_the_suite << " documents not run: no folder " << suite().string();
    EXPECT_EQ(found, documents_of_the_suite);
}
