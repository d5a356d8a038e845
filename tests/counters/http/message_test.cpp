#include "counters/http/message.hpp"

#include <gtest/gtest.h>

#include "counters/http/target.hpp"

namespace motcua::http {
namespace {

TEST(target, path_and_query_are_taken_apart) {
    const auto t = parse_target("/api/v1/dossiers?list=late&q=&empty&x=a%26b");
    ASSERT_TRUE(t);
    EXPECT_EQ(t->path, "/api/v1/dossiers");
    ASSERT_EQ(t->query.size(), 4u);
    EXPECT_EQ(t->query[0].value, "late");
    EXPECT_EQ(t->query[2].name, "empty");
    EXPECT_EQ(t->query[3].value, "a&b");
}

TEST(target, broken_escapes_nul_and_bad_utf8_are_refused) {
    for (const char* wrong : {"", "x", "http", "/?a=%", "/?a=%4", "/?a=%gg", "/?a=%00", "/?a=%ff"})
        EXPECT_FALSE(parse_target(wrong)) << wrong;
}

TEST(target, segments_are_decoded_one_by_one) {
    const auto s = path_segments("/a/b%2Fc/%C4%91");
    ASSERT_TRUE(s);
    EXPECT_EQ(*s, (std::vector<std::string>{"a", "b/c", "đ"}));
    EXPECT_FALSE(path_segments("/a/../b"));
    EXPECT_FALSE(path_segments("/a/%2e%2e/b"));
}

TEST(response_head, a_value_with_a_line_break_cannot_split_the_answer) {
    response r;
    r.headers = {{"X-Good", "1"}, {"X-Bad", "1\r\nSet-Cookie: a=b"}};
    const auto head = response_head(r, true, "now");
    EXPECT_NE(head.find("X-Good: 1"), std::string::npos);
    EXPECT_EQ(head.find("Set-Cookie"), std::string::npos);
}

}  // namespace
}  // namespace motcua::http
