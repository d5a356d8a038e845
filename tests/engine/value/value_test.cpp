#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "engine/value/conversion.hpp"
#include "engine/value/encoding.hpp"

namespace motcua::datamodel {
namespace {

value everything() {
    return value::object(
        {{value::string("nothing"), value()},
         {value::string("null"), value::null()},
         {value::string("yes"), value::boolean(true)},
         {value::string("nan"), value::number(std::nan(""))},
         {value::string("infinite"), value::number(-std::numeric_limits<double>::infinity())},
         {value::string("minus zero"), value::number(-0.0)},
         {value::string("half"), value::number(0.5)},
         {value::string("whole"), value::number(-123456789012.0)},
         {value::string("text"), value::string("Hồ sơ số 12 của một cửa 😀")},
         {value::string("broken"), value::string("\xed\xa0\xbd")},
         {value::string("xml"), value::xml("<a b='1'>chữ</a>")},
         {value::string("f"), value::function(7)},
         {value::string("list"), value::array({value::array({}), value::number(1)})}});
}

TEST(value, survives_its_encoding_exactly) {
    const value v = everything();
    auto bytes = encode(v);
    ASSERT_TRUE(bytes);
    auto back = decode(*bytes);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_TRUE(identical(v, *back));
    EXPECT_TRUE(std::signbit(back->find("minus zero")->as_number()));
    EXPECT_TRUE(decode(*encode(value::absent()))->is(value::kind::absent));
}

TEST(value, decoding_is_total) {
    const std::string good = *encode(everything());
    std::mt19937 random(1);
    for (int i = 0; i < 20000; ++i) {
        std::string bytes = good;
        for (int k = 0; k < 3; ++k) bytes[1 + random() % (bytes.size() - 1)] = static_cast<char>(random());
        if (i % 2) bytes.resize(random() % bytes.size());
        if (auto v = decode(bytes)) {
            EXPECT_TRUE(decode(*encode(*v)));
        }
    }
    EXPECT_FALSE(decode(""));
    EXPECT_FALSE(decode("\x02"));
    EXPECT_FALSE(decode(std::string("\1") + std::string(1000, '\x08')));
}

TEST(value, counts_members_in_the_order_of_ecmascript) {
    const value v = value::object({{value::string("b"), value::number(1)},
                                   {value::string("10"), value::number(2)},
                                   {value::string("9"), value::number(3)},
                                   {value::string("b"), value::number(4)},
                                   {value::string("01"), value::number(5)}});
    EXPECT_EQ(to_text(to_json(v)), R"({"9":3,"10":2,"b":4,"01":5})");
}

TEST(value, goes_through_json) {
    const std::string text = R"({"a":[1,-2.5E0,true,null,"ế"],"b":{"c":9007199254740992}})";
    EXPECT_EQ(to_text(to_json(*from_json(*parse_json(text)))), text);
    EXPECT_EQ(to_text(to_json(value::array({value(), value::number(std::nan(""))}))), "[null,null]");
}

TEST(value, writes_numbers_as_ecmascript) {
    const std::pair<double, const char*> all[] = {{0, "0"},
                                                  {-0.0, "0"},
                                                  {5e-324, "5e-324"},
                                                  {1e21, "1e+21"},
                                                  {1e20, "100000000000000000000"},
                                                  {0.000001, "0.000001"},
                                                  {1e-7, "1e-7"},
                                                  {-1.5, "-1.5"},
                                                  {1.7976931348623157e308, "1.7976931348623157e+308"},
                                                  {123456.789, "123456.789"},
                                                  {4.35, "4.35"}};
    for (const auto& [d, text] : all) EXPECT_EQ(number_to_string(d), text);
    EXPECT_EQ(string_to_number(" 12.5e1\n"), 125);
    EXPECT_EQ(string_to_number("\u00a0"), 0);
    EXPECT_EQ(string_to_number("-0x1f"), -31);
    EXPECT_EQ(string_to_number("1e400"), std::numeric_limits<double>::infinity());
    EXPECT_EQ(string_to_number("1e-400"), 0);
    EXPECT_EQ(string_to_number("0." + std::string(400, '0') + "1e401"), 1);
    EXPECT_TRUE(std::isnan(string_to_number("12px")));
}

TEST(value, measures_text_in_utf16) {
    EXPECT_EQ(utf16_length("a😀ế"), 4u);
    EXPECT_EQ(utf16_slice("a😀b", 1, 2), "\xed\xa0\xbd");
    EXPECT_EQ(concatenate(utf16_slice("😀", 0, 1), utf16_slice("😀", 1, 2)), "😀");
    EXPECT_LT(compare_utf16("😀", "\uffff"), 0);
    EXPECT_GT(compare_utf16("b", "ab"), 0);
    EXPECT_EQ(compare_utf16("ab", "ab"), 0);
}

}  // namespace
}  // namespace motcua::datamodel
