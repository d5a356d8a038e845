#include "templates/layout/lines.hpp"

#include <gtest/gtest.h>

#include "templates/fonts/metrics.hpp"

using namespace motcua::templates;

namespace {

constexpr double size = 10;

std::vector<piece> words(const std::string& text, face f = face::serif) {
    return {{piece::kind::words, f, size, text}};
}

double width(const std::string& text, face f = face::serif) {
    return fonts::metrics_of(f).width(text) * size;
}

std::vector<std::string> broken(const std::string& text, double room) {
    std::vector<std::string> out;
    for (const auto& l : break_lines(words(text), {room})) {
        std::string line;
        for (const auto& r : l.runs) line += r.text;
        out.push_back(line);
        EXPECT_LE(l.width, room + 0.01) << line;
    }
    return out;
}

}  // namespace

TEST(lines, break_at_spaces_when_the_next_word_does_not_fit) {
    const double room = width("Nguyễn Thế") + 0.1;
    EXPECT_EQ(broken("Nguyễn Thế Phượng", room), (std::vector<std::string>{"Nguyễn Thế", "Phượng"}));
    EXPECT_EQ(broken("Nguyễn  Thế", 1000), (std::vector<std::string>{"Nguyễn Thế"}))
        << "spaces are not doubled";
    EXPECT_TRUE(broken("", 100).empty());
}

TEST(lines, a_word_longer_than_the_line_is_cut_and_no_letter_is_lost) {
    const std::string word(120, 'W');
    std::string joined;
    for (const auto& l : broken(word, 55)) joined += l;
    EXPECT_EQ(joined, word);
}

TEST(lines, long_codes_are_cut_after_a_hyphen_or_point) {
    const auto lines = broken("000.51.01.G01-260205-0042-R", width("000.51.01.G01-2602"));
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0], "000.51.01.G01-");
}

TEST(lines, even_a_column_narrower_than_a_letter_ends) {
    EXPECT_EQ(break_lines(words("WWW"), {1}).size(), 3u);
}

TEST(lines, a_justified_line_reaches_the_margin_but_the_last_does_not) {
    const auto lines = break_lines(words("một hai ba bốn năm sáu bảy tám chín mười"), {100, 0, true});
    ASSERT_GT(lines.size(), 1u);
    EXPECT_NEAR(lines.front().width, 100, 0.01);
    EXPECT_LT(lines.back().width, 99);
}

TEST(lines, titles_break_into_lines_of_like_length) {
    const auto title = words("PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", face::serif_bold);
    const double room = width("PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT", face::serif_bold) + 1;
    const auto lines = break_lines(title, {room, 0, false, true});
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_GT(lines[1].width, lines[0].width * 0.6);
}

TEST(lines, styles_within_a_word_stay_together) {
    const std::vector<piece> mixed{{piece::kind::words, face::serif, size, "Mã hồ sơ:"},
                                   {piece::kind::words, face::serif_bold, size, "X-1"}};
    const auto lines = break_lines(mixed, {width("Mã hồ sơ:") + 1});
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0].runs[0].text, "Mã hồ");
    EXPECT_EQ(lines[1].runs.back().font, face::serif_bold);
}

TEST(lines, two_breaks_keep_an_empty_line_between) {
    const std::vector<piece> pieces{{piece::kind::words, face::serif, size, "a"},
                                    {piece::kind::line_break, face::serif, size, {}},
                                    {piece::kind::line_break, face::serif, size, {}},
                                    {piece::kind::words, face::serif, size, "b"}};
    const auto lines = break_lines(pieces, {100});
    ASSERT_EQ(lines.size(), 3u);
    EXPECT_GT(lines[1].ascent, 0);
}
