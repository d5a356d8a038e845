#include "engine/kinds/code.hpp"

#include <gtest/gtest.h>

namespace motcua::kinds {
namespace {

const local_day march_18 = *parse_day("2026-03-18");

TEST(dossier_code, follows_the_pattern_of_either_form) {
    EXPECT_EQ(*make_code("{office}-{yymmdd}-{number:4}", "000.51.01.G01", "CAX", march_18, 42),
              "000.51.01.G01-260318-0042");
    EXPECT_EQ(*make_code("H50.01-{yymmdd}-{number:4}", "x", "y", march_18, 42), "H50.01-260318-0042");
    EXPECT_EQ(*make_code("{unit}/{yyyy}/{number}", "x", "PA08", march_18, 12345), "PA08/2026/12345");
}

TEST(dossier_code, refuses_a_pattern_it_does_not_know) {
    EXPECT_FALSE(make_code("{colour}", "o", "u", march_18, 1));
    EXPECT_FALSE(make_code("{office", "o", "u", march_18, 1));
}

// A published example of ISO 7064 MOD 37,36: the global release identifier A1-2425G-ABC1234002-M.
TEST(dossier_code, has_the_check_character_of_the_standard) {
    EXPECT_EQ(check_character("A12425GABC1234002"), 'M');
    EXPECT_EQ(check_character("A1-2425G-ABC1234002"), 'M');
    EXPECT_EQ(check_character("--"), '\0');
}

TEST(dossier_code, tells_a_mistyped_code_from_an_unknown_one) {
    const std::string code = "000.51.01.G01-260318-0042";
    const std::string on_paper = with_check(code);
    const auto right = read_typed_code(on_paper);
    EXPECT_EQ(right.what, typed_code::kind::checked);
    EXPECT_EQ(right.code, code);
    EXPECT_EQ(read_typed_code(code).what, typed_code::kind::bare);
    EXPECT_EQ(read_typed_code(" 000.51.01.g01-260318-0042 ").code, code);
    EXPECT_EQ(read_typed_code("C3").what, typed_code::kind::bare);
    EXPECT_EQ(read_typed_code("").what, typed_code::kind::no_code);
    EXPECT_EQ(read_typed_code("Hoa Đào").what, typed_code::kind::no_code);
}

TEST(dossier_code, is_read_without_the_separators_that_bars_leave_out) {
    for (const char* code : {"H50.01-260318-0042", "G01.999.001-261201-00042", "G01.999.001-261201-000042",
                             "000.51.01.G01-260318-0000042"}) {
        std::string scanned = with_check(code), bare = code;
        for (auto* text : {&scanned, &bare})
            std::erase_if(*text, [](char c) { return c == '-' || c == '.'; });
        const auto typed = read_typed_code(scanned);
        EXPECT_EQ(typed.what, typed_code::kind::either) << scanned;
        EXPECT_EQ(typed.code, scanned);
        EXPECT_EQ(typed.unchecked, bare);
        EXPECT_EQ(read_typed_code(bare).code, bare);
    }
}

TEST(dossier_code, catches_every_wrong_digit_and_every_swap_of_neighbours) {
    const std::string on_paper = with_check("000.51.01.G01-260318-0042");
    for (std::size_t i = 0; i + 2 < on_paper.size(); ++i) {
        if (on_paper[i] < '0' || on_paper[i] > '9') continue;
        for (char other = '0'; other <= '9'; ++other) {
            auto typed = on_paper;
            typed[i] = other;
            if (other == on_paper[i]) continue;
            EXPECT_EQ(read_typed_code(typed).what, typed_code::kind::mistyped) << typed;
        }
        auto swapped = on_paper;
        if (swapped[i + 1] >= '0' && swapped[i + 1] <= '9' && swapped[i] != swapped[i + 1]) {
            std::swap(swapped[i], swapped[i + 1]);
            EXPECT_EQ(read_typed_code(swapped).what, typed_code::kind::mistyped) << swapped;
        }
    }
}

}  // namespace
}  // namespace motcua::kinds
