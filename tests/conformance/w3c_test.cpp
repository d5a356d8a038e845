// Every W3C document ends in `pass`, on a virtual clock; and again with the session written down, dropped and
// read back at every wait on the external queue, and kept in a store that is cut off at each commit: same
// trace, same end.
#include <gtest/gtest.h>

#include "tests/conformance/life.hpp"
#include "tests/conformance/stored_life.hpp"
#include "tests/conformance/suite.hpp"

using namespace motcua;
using namespace motcua::conformance;

namespace {

constexpr int documents_of_the_suite = 129;

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

TEST_P(w3c, is_the_same_when_cut_off_at_every_commit) {
    survives_power_cuts(GetParam());
}

INSTANTIATE_TEST_SUITE_P(documents, w3c, testing::ValuesIn(suite_documents()), name_of);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(w3c);

TEST(w3c_suite, is_there) {
    const auto found = static_cast<int>(suite_documents().size());
    if (found == 0)
        GTEST_SKIP() << documents_of_the_suite << " documents not run: no folder " << suite_folder().string();
    EXPECT_EQ(found, documents_of_the_suite);
}
