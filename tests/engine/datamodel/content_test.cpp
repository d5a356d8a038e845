#include <gtest/gtest.h>

#include "engine/datamodel/content.hpp"
#include "engine/datamodel/conversion.hpp"
#include "engine/datamodel/encoding.hpp"

namespace motcua::datamodel {
namespace {

TEST(content, is_a_literal_or_xml_or_text) {
    auto json_of = [](const char* text) { return to_text(to_json(content_value(text))); };
    EXPECT_EQ(json_of("\n [1, 2, 3]\n"), "[1,2,3]");
    EXPECT_EQ(json_of("{ \"productName\" : \"bar\", \"size\" : 27 }"), R"({"productName":"bar","size":27})");
    EXPECT_EQ(json_of("{a: 'x'}"), R"({"a":"x"})");
    EXPECT_EQ(json_of(" 123 "), "123");
    EXPECT_EQ(json_of("-45"), "-45");
    EXPECT_EQ(json_of("'quoted'"), "\"quoted\"");
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
