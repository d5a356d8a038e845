// What may be printed: composed Vietnamese; what is refused, with the path, the place and the letter.
#include "paper.hpp"

using namespace motcua;
using namespace motcua::templates;
using namespace motcua::templates::testing;

namespace {

std::string printed(const std::string& json_string) {
    const auto d = lay_out("<p>{name}</p>", "{\"name\": " + json_string + "}");
    return d ? text_of(d->pages.at(0)) : all_of(d.error());
}

}  // namespace

TEST(text, decomposed_letters_are_composed_before_they_are_drawn) {
    EXPECT_EQ(printed("\"Nguye\\u0302\\u0303n The\\u0302\\u0301 Phu\\u031bo\\u031b\\u0323ng\""),
              "Nguyễn Thế Phượng");
    EXPECT_EQ(printed("\"D\\u0323\""),
              "sample.xml:4:1: name: letter 1, 'Ḍ' (U+1E0C), is not in the font; write it in "
              "Vietnamese letters\n");
}

TEST(text, a_letter_the_font_lacks_is_refused_with_path_place_and_letter) {
    const auto found = printed("\"Lý 李\"");
    EXPECT_NE(found.find("name: letter 4, '李' (U+674E)"), std::string::npos) << found;
    EXPECT_EQ(found.find("sample.xml:4:1:"), 0u) << found;
}

TEST(text, controls_and_bidi_overrides_are_refused) {
    EXPECT_NE(printed("\"a\\u0007b\"").find("character 2 (U+0007)"), std::string::npos);
    EXPECT_NE(printed("\"ab\\u202Ecd\"").find("character 3 (U+202E)"), std::string::npos);
    EXPECT_NE(printed("\"\\u2066x\"").find("U+2066"), std::string::npos);
}

TEST(text, invalid_utf_8_is_refused_before_any_filter_sees_it) {
    const auto f = read_form(template_with("<p>{name|upper}</p>"), "sample.xml");
    const auto d = layout(*f, json_object{{"name", "Ph\xC3ng \xF0\x9F"}}, {medium::a4, {}});
    ASSERT_FALSE(d);
    EXPECT_NE(all_of(d.error()).find("name: byte 3 is not valid UTF-8"), std::string::npos)
        << all_of(d.error());
}

TEST(text, a_text_no_form_could_hold_is_refused) {
    EXPECT_NE(printed("\"" + std::string(60'000, 'a') + "\"").find("longer than 50000 bytes"),
              std::string::npos);
}

TEST(text, newlines_break_lines_and_tabs_are_spaces) {
    const auto d = lay_out("<p>{name}</p>", R"({"name": "một\nhai\tba"})");
    ASSERT_TRUE(d);
    const auto& texts = d->pages.at(0).texts;
    ASSERT_EQ(texts.size(), 2u);
    EXPECT_EQ(texts[0].text, "một");
    EXPECT_EQ(texts[1].text, "hai ba");
    EXPECT_GT(texts[1].y, texts[0].y);
}

TEST(text, a_mark_is_checked_like_any_text) {
    const auto f = read_form(template_with("<p>x</p>"), "sample.xml");
    const auto d = layout(*f, json_object{}, {medium::a4, {"再版"}});
    ASSERT_FALSE(d);
    EXPECT_NE(all_of(d.error()).find("U+518D"), std::string::npos);
}

TEST(bindings, every_missing_path_is_named_at_once_with_its_place) {
    const auto d = lay_out("<p>{applicant.name}</p>\n<p>{dossier.code} {dossier.due_at|date}</p>",
                           R"({"applicant": {"name": ""}, "dossier": {"due_at": "soon"}})");
    ASSERT_FALSE(d);
    const auto found = all_of(d.error());
    EXPECT_NE(found.find("sample.xml:4:1: applicant.name is missing"), std::string::npos) << found;
    EXPECT_NE(found.find("sample.xml:5:1: dossier.code is missing"), std::string::npos) << found;
    EXPECT_NE(found.find("dossier.due_at: expected a day such as"), std::string::npos) << found;
}

TEST(bindings, inside_a_loop_the_item_is_named) {
    const auto d = lay_out("<each in='documents' as='d'><p>{d.name}</p></each>",
                           R"({"documents": [{"name": "CT01"}, {"title": "x"}, {}]})");
    ASSERT_FALSE(d);
    const auto found = all_of(d.error());
    EXPECT_EQ(found.find("documents[1]"), std::string::npos);
    EXPECT_NE(found.find("documents[2].name is missing"), std::string::npos) << found;
    EXPECT_NE(found.find("documents[3].name is missing"), std::string::npos) << found;
}

TEST(bindings, a_loop_over_what_is_no_list_is_a_fault) {
    const auto d =
        lay_out("<each in='a' as='x'><p>x</p></each><each in='b' as='x'><p>x</p></each>", R"({"a": "text"})");
    ASSERT_FALSE(d);
    EXPECT_NE(all_of(d.error()).find("a is no list"), std::string::npos);
    EXPECT_NE(all_of(d.error()).find("b is missing; give a list"), std::string::npos);
}

TEST(bindings, optional_blanks_print_dots_words_or_nothing) {
    const auto d = lay_out("<p>a{x?5}b</p><p>c{x?-}d</p><p>e {x?không có} f</p>", "{}");
    ASSERT_TRUE(d) << all_of(d.error());
    EXPECT_EQ(text_of(d->pages.at(0)), "a.....b cd e không có f");
}

TEST(bindings, a_blank_without_a_number_fills_the_line_with_dots) {
    const auto d = lay_out("<p>Email: {x?}</p>", "{}");
    ASSERT_TRUE(d);
    const auto& dots = d->pages.at(0).texts.back().text;
    EXPECT_GT(dots.size(), 80u) << dots;
    EXPECT_EQ(dots.find_first_not_of("."), dots.find('E') == std::string::npos ? std::string::npos : 0u);
}

TEST(bindings, conditions_read_presence_and_equality) {
    const std::string body =
        "<if has='a'><p>has</p></if><if lacks='b'><p>lacks</p></if><if path='c' is='x'><p>is</p></if>"
        "<if path='c' is-not='x'><p>isnot</p></if><if has='no'><p>false</p></if>";
    const auto d = lay_out(body, R"({"a": 1, "b": "", "c": "x", "no": false})");
    ASSERT_TRUE(d) << all_of(d.error());
    EXPECT_EQ(text_of(d->pages.at(0)), "has lacks is");
}

TEST(bindings, doubled_braces_are_braces) {
    const auto d = lay_out("<p>{{x}} {x}</p>", R"({"x": "y"})");
    ASSERT_TRUE(d) << all_of(d.error());
    EXPECT_EQ(text_of(d->pages.at(0)), "{x} y");
}

TEST(bindings, values_that_are_no_object_are_refused) {
    const auto f = read_form(template_with("<p>x</p>"), "sample.xml");
    EXPECT_FALSE(layout(*f, json(7), {medium::a4, {}}));
    EXPECT_FALSE(layout(*f, json_object{}, {medium::roll_80, {}})) << "no layout for that medium";
}
