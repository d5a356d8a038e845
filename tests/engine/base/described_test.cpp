#include "engine/base/described.hpp"

#include <gtest/gtest.h>

namespace motcua {
namespace {

enum class mood : unsigned char { calm, angry };

struct child {
    std::string name;
    int age = 0;
};

struct family {
    std::string name;
    std::optional<bool> happy;
    bool rich = false;
    long long money = 0;
    mood now = mood::calm;
    instant since{};
    std::optional<instant> until;
    child eldest;
    std::optional<child> office_run;
    std::vector<child> others;
};

template <class A>
void describe(A& a, child& c) {
    a("name", c.name)("age", c.age);
}

template <class A>
void describe(A& a, family& f) {
    static constexpr std::string_view moods[] = {"calm", "angry"};
    a("name", f.name)("happy", f.happy)("rich", f.rich)("money", f.money).choice("now", f.now, moods);
    a("since", f.since)("until", f.until)("eldest", f.eldest)("guest", f.office_run)("others", f.others);
}

result<family> read(std::string_view text) {
    unsigned char room[512];
    boost::json::monotonic_resource in(room, sizeof room);
    return parse_own_json(text, in).and_then(
        [](const json& v) { return from_described<family>(v, "a family"); });
}

TEST(described, what_is_empty_is_not_written) {
    EXPECT_EQ(to_described(family{}), R"({"now":"calm","since":"1970-01-01T07:00:00+07:00"})");
}

TEST(described, comes_back_as_it_was) {
    family f{"Hồ \"Văn\" \\ Thử\n\x01",
             false,
             true,
             -7'000'000'000,
             mood::angry,
             instant{std::chrono::milliseconds{1'780'000'000'001}},
             instant{},
             {"Cả", 9},
             child{"Khách", 0},
             {{"Hai", 7}, {}, {"Ba", 5}}};
    const auto text = to_described(f);
    const auto again = read(text);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(to_described(*again), text);
    EXPECT_EQ(again->name, f.name);
    EXPECT_EQ(again->happy, false);
    EXPECT_EQ(again->others.size(), 3u);
    EXPECT_EQ(again->office_run->name, "Khách");
    // The same text as a JSON library writes of it, member by member.
    const auto tree = parse_json(text);
    ASSERT_TRUE(tree);
    EXPECT_EQ(get_string(*tree, "name"), f.name);
    EXPECT_EQ(get_integer(*tree, "money"), f.money);
}

TEST(described, names_the_first_member_of_another_type) {
    const auto wrong = [](std::string_view text) {
        const auto f = read(text);
        return f ? std::string("none") : f.error().message;
    };
    EXPECT_NE(wrong(R"({"now":"calm"})").find("'since'"), std::string::npos);
    constexpr std::string_view others[] = {R"("name":7)", R"("now":"sad")", R"("now":"calm","since":"soon")",
                                           R"("now":"calm","since":"2026-03-02T10:00","eldest":{"age":"9"})",
                                           R"("now":"calm","since":"2026-03-02T10:00","others":[1])"};
    constexpr std::string_view names[] = {"'name'", "'now'", "'since'", "'age'", "'others'"};
    for (std::size_t i = 0; i < std::size(others); ++i)
        EXPECT_NE(wrong("{" + std::string(others[i]) + "}").find(names[i]), std::string::npos) << others[i];
    EXPECT_FALSE(read("[]"));
    EXPECT_FALSE(read("{"));
}

}  // namespace
}  // namespace motcua
