#include "engine/base/json.hpp"

#include <gtest/gtest.h>

#include <limits>

using namespace motcua;

TEST(json, a_fault_names_its_place) {
    const auto v = parse_json("{\n  \"a\": 1,\n  \"b\": tru\n}", "x.json");
    ASSERT_FALSE(v);
    EXPECT_EQ(v.error().front().at.line, 3);
    EXPECT_EQ(to_string(v.error().front()).substr(0, 9), "x.json:3:");
}

TEST(json, a_key_twice_is_a_fault) {
    const auto v = parse_json(R"({"a":{"b":1,"b":2}})", "x.json");
    ASSERT_FALSE(v);
    EXPECT_NE(v.error().front().message.find("\"b\" stands twice"), std::string::npos);
    EXPECT_TRUE(parse_json(R"({"a":{"b":1},"b":2})", "x.json"));
}

TEST(json, trailing_text_is_a_fault) {
    EXPECT_FALSE(parse_json("{} {}", "x.json"));
}

TEST(json, canonical_text_does_not_depend_on_order) {
    EXPECT_EQ(to_canonical_text(*parse_json(R"({"b":[1,{"d":2,"c":3}],"a":"x"})")),
              R"({"a":"x","b":[1,{"c":3,"d":2}]})");
}

TEST(json, access_never_throws) {
    const json v = *parse_json(R"({"applicant":{"name":"An","age":7},"n":2.0})");
    EXPECT_EQ(find_path(v, "applicant.name")->get_string(), "An");
    EXPECT_EQ(find_path(v, "applicant.name.first"), nullptr);
    EXPECT_EQ(get_string(v, "n", "none"), "none");
    EXPECT_EQ(get_integer(v, "n"), 2);
    const json large =
        *parse_json(R"({"a":1e300,"b":-1e300,"c":18446744073709551615,"d":9223372036854775808.0,
        "e":-9223372036854775808.0,"f":2.5})");
    for (const auto* beyond : {"a", "b", "c", "d", "f"})
        EXPECT_EQ(get_integer(large, beyond, -7), -7) << beyond;
    EXPECT_EQ(get_integer(large, "e"), std::numeric_limits<std::int64_t>::min());
}

TEST(json, quoted_text_is_read_back_whatever_stands_where) {
    std::vector<std::string> odd = {"\"", "\\", "\x01", "\x1f", "\n", " ", "\x7f", "ế", "\xF0\x9F\x98\x80",
                                    "!",  "#"};
    odd.push_back(std::string(1, '\0'));
    for (const auto& one : odd)
        for (std::size_t before = 0; before < 20; ++before)
            for (std::size_t after = 0; after < 20; ++after) {
                const auto text = std::string(before, 'a') + one + std::string(after, 'z') + one;
                std::string quoted;
                append_quoted(quoted, text);
                const auto back = parse_json(quoted);
                ASSERT_TRUE(back) << quoted;
                ASSERT_EQ(std::string_view(back->get_string()), text);
                ASSERT_EQ(std::count_if(quoted.begin(), quoted.end(),
                                        [](char c) { return static_cast<unsigned char>(c) < 0x20; }),
                          0);
            }
}
