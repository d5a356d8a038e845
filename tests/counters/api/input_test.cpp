#include "counters/api/input.hpp"

#include <gtest/gtest.h>

namespace motcua::api {
namespace {

TEST(input, texts_and_lists_have_limits) {
    EXPECT_TRUE(read_body(R"({"a":[1,2,{"b":"c"}]})"));
    EXPECT_FALSE(read_body("{\"a\":\"" + std::string(9000, 'x') + "\"}"));
    std::string list = "{\"a\":[0";
    for (int i = 0; i < 1000; ++i) list += ",0";
    EXPECT_FALSE(read_body(list + "]}"));
    EXPECT_FALSE(read_body(std::string(5000, '[')));
}

TEST(input, numbers_of_sessions_are_positive_and_whole) {
    EXPECT_EQ(parse_id("42"), 42u);
    for (const char* wrong : {"", "0", "-1", "1x", " 1", "99999999999999999999"})
        EXPECT_FALSE(parse_id(wrong)) << wrong;
}

TEST(input, the_id_numbers_of_persons_are_of_three_kinds) {
    for (const char* good : {"079203000001", "012345678", "B1234567", ""}) {
        const auto body =
            parse_json(std::string(R"({"procedure":"p","applicant":{"name":"A","id_number":")") + good +
                       R"("},"channel":"post","return":{"mode":"desk"}})");
        ASSERT_TRUE(body);
        EXPECT_TRUE(check_reception(*body).empty()) << good;
    }
}

}  // namespace
}  // namespace motcua::api
