#include <gtest/gtest.h>

#include "engine/native/content.hpp"
#include "engine/value/conversion.hpp"
#include "engine/value/encoding.hpp"

namespace motcua::datamodel {
namespace {

TEST(content, is_a_literal_or_xml_or_text) {
    auto json_of = [](const char* text) { return to_text(to_json(content_value(text))); };
    EXPECT_EQ(json_of("\n [1, 2, 3]\n"), "[1,2,3]");
    EXPECT_EQ(json_of("{ \"productName\" : \"bar\", \"size\" : 27 }"), R"({"productName":"bar","size":27})");
    EXPECT_EQ(json_of(" 123 "), "123");
    EXPECT_EQ(json_of("-45"), "-45");
    EXPECT_EQ(json_of("{\"a\": 1, \"a\": \"\\u0111\\/\"}"), "{\"a\":\"đ/\"}");
    for (const char* looser :
         {"{a:1}", "'abc'", "0x10", "010", "+1", ".5", "1.", "[1,2,]", "[1,,2]", "{1:2}",
          "function () { return 1 }", "undefined", "NaN", "Infinity", "[1] // one", "1,2"})
        EXPECT_EQ(json_of(looser), "\"" + std::string(looser) + "\"");
    EXPECT_EQ(json_of(" this  is\n a string "), "\"this is a string\"");
    EXPECT_EQ(json_of("foo"), "\"foo\"");
    EXPECT_EQ(json_of("1 + 2"), "\"1 + 2\"");
    EXPECT_EQ(json_of("In('a')"), "\"In('a')\"");
    EXPECT_EQ(json_of(""), "\"\"");
    EXPECT_TRUE(content_value("\n<books xmlns=\"\"><book title=\"a\"/></books>\n").is(value::kind::xml));
    EXPECT_EQ(json_of("<not xml"), "\"<not xml\"");
}

}  // namespace
}  // namespace motcua::datamodel
