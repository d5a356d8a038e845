// What is drawn from a seed: the same seed the same office, another seed another one.
#include <gtest/gtest.h>

#include "engine/base/text.hpp"
#include "engine/lab/generate.hpp"
#include "staged.hpp"

namespace motcua::lab {
namespace {

std::string small(int restarts) {
    return with_staff(R"(<generate dossiers="60" from="2026-02-02" until="2026-03-06" step="60">
  <procedure code="1.004194" weight="3"/><procedure code="1.004222" case="lease"/><procedure code="1.001456"/>
  <shares late="25" premature="5" supplement="10" refused="5" withdrawn="5" committed="10"/>
  <troubles downtimes="3" paper-outs="2" cut="5" restarts=")" +
                          std::to_string(restarts) + R"("/></generate>)",
                      "2026-02-02T07:00", "2026-07-31T17:00");
}

TEST(generated, the_same_seed_gives_the_same_and_another_another) {
    const auto one = stage(small(4), 7), again = stage(small(4), 7), other = stage(small(4), 8);
    EXPECT_EQ(one.figures, again.figures);
    EXPECT_EQ(one.what.commands, again.what.commands);
    EXPECT_EQ(one.paper.size(), again.paper.size());
    EXPECT_NE(one.figures, other.figures);
    EXPECT_EQ(one.found.apologies, one.found.late + one.found.premature);
    EXPECT_GT(one.found.late, 0u);
}

TEST(generated, names_what_the_catalogue_does_not_have) {
    const auto file = testing::TempDir() + "motcua-unknown.xml";
    ASSERT_TRUE(write_file(file, with_staff(R"(<generate dossiers="1" from="2026-02-02" until="2026-02-03">
  <procedure code="9.999999"/><procedure code="1.004222" case="none"/><procedure code="2.000200" case="with-data"/>
</generate>)",
                                            "2026-02-02T07:00", "2026-03-31T17:00")));
    auto s = read_scenario(file);
    ASSERT_TRUE(s);
    const auto drawn = generate(*s, "workflows", 1);
    ASSERT_FALSE(drawn);
    EXPECT_GE(drawn.error().size(), 4u);  // procedure, case, and two roles that PC06 lacks
    for (const auto& f : drawn.error()) EXPECT_GT(f.at.line, 1) << to_string(f);
}

}  // namespace
}  // namespace motcua::lab
