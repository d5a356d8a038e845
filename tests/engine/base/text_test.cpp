#include "engine/base/text.hpp"

#include <gtest/gtest.h>

using namespace motcua;

TEST(text, decomposed_letters_are_composed) {
    EXPECT_EQ(*clean_text("Nguye\xCC\x82\xCC\x83n"), "Nguyễn");
}

TEST(text, what_could_deceive_a_reader_is_refused_with_its_place) {
    const auto bidi = clean_text(
        "abc\xE2\x80\xAE"
        "def");
    ASSERT_FALSE(bidi);
    EXPECT_NE(bidi.error().message.find("character 4 (U+202E)"), std::string::npos);
    EXPECT_FALSE(clean_text(std::string_view("a\0b", 3)));
    EXPECT_TRUE(clean_text("dòng 1\ndòng 2\tx"));
}

TEST(text, invalid_utf8_is_refused_with_its_byte) {
    const auto bad = clean_text("ab\xC3");
    ASSERT_FALSE(bad);
    EXPECT_NE(bad.error().message.find("byte 3"), std::string::npos);
    EXPECT_FALSE(clean_text("\xC0\xAF"));      // overlong
    EXPECT_FALSE(clean_text("\xED\xA0\x80"));  // surrogate
}

TEST(text, names_are_found_without_tones) {
    EXPECT_EQ(fold("  Đặng  Thị\tẢnh "), "dang thi anh");
    EXPECT_EQ(fold("NGUYỄN THẾ PHƯỢNG"), "nguyen the phuong");
}

TEST(text, names_that_look_the_same_are_found_the_same) {
    EXPECT_EQ(fold("Ðặng Ðức Ðạt"), "dang duc dat") << "eth, as it comes out of old encodings";
    EXPECT_EQ(fold("\u0110ặng \u0189ức \u0189ạt"), "dang duc dat");
    for (const auto* name : {"H'Hen", "H’Hen", "HʼHen", "H‘Hen", "H`Hen", "H´Hen", "H＇Hen", "H′Hen"})
        EXPECT_EQ(fold(name), "h hen") << name;
    for (const auto* name : {"Jean-Pierre", "Jean\u2010Pierre", "Jean\u2011Pierre", "Jean–Pierre", "Jean−Pierre"})
        EXPECT_EQ(fold(name), "jean-pierre") << name;
    EXPECT_EQ(fold("Nguyễn\u00A0Văn\u200BA"), "nguyen vana") << "what nobody sees";
}

TEST(text, names_of_all_peoples_are_found_with_plain_letters) {
    EXPECT_EQ(fold("Y Čư Êban"), "y cu eban");
    EXPECT_EQ(fold("Y Ƀuôn Mlô"), "y buon mlo");
    EXPECT_EQ(fold("Rơ Ŏ Hyŭr"), "ro o hyur");
    EXPECT_EQ(fold("Kpă Hơ\u0306"), "kpa ho");
    EXPECT_EQ(fold("Đinh Ĭ Bĕ"), "dinh i be");
    EXPECT_EQ(fold("K'Ñim"), "k nim");
    EXPECT_EQ(fold("Łukasz Wójcik"), "lukasz wojcik");
    EXPECT_EQ(fold("İbrahim Yıldız Sørensen"), "ibrahim yildiz sorensen");
}

TEST(text, writing_replaces_the_whole_file_or_nothing) {
    const std::string path = testing::TempDir() + "motcua_write_file";
    ASSERT_TRUE(write_file(path, "one"));
    ASSERT_TRUE(write_file(path, "two"));
    EXPECT_EQ(*read_file(path), "two");
    EXPECT_FALSE(write_file("/nonexistent/folder/x", "three"));
    EXPECT_EQ(read_file("/nonexistent").error().what, failure::kind::not_found);
}
