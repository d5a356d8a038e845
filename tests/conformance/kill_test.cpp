// Every document, the suite's and our own, in a process that is killed before and after each of its commits
// and at random moments: the same trace, the same end. A sample of them unless MOTCUA_PROVE is set.
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/conformance/documents.hpp"
#include "tests/conformance/suite.hpp"

namespace motcua::conformance {
namespace {

TEST(killed_documents, go_on_where_their_last_commit_left_them) {
    const bool all = std::getenv("MOTCUA_PROVE") != nullptr;
    auto files = suite_documents();
    for (const auto& d : own_documents()) files.push_back(file_of(d));
    int kills = 0;
    for (std::size_t i = 0; i < files.size() && !HasFailure(); i += all ? 1 : 25)
        kills += survives_kills(files[i], i);
    RecordProperty("documents", static_cast<int>(files.size()));
    RecordProperty("kills", kills);
    std::cout << kills << " kills\n";
    EXPECT_GE(kills, all ? 500 : 20);
}

}  // namespace
}  // namespace motcua::conformance
