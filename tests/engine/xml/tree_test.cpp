// What only the room itself can see: the gate's figures and the tree's, and lines of a text.
#include "engine/xml/tree.hpp"

#include <gtest/gtest.h>

using namespace motcua;
using namespace motcua::xml::detail;

namespace {

// The fault of building the tree of `text` with figures that `change` was applied to; "" where there is none.
template <class F>
std::string built(const std::string& text, F&& change) {
    auto passed = *pass(text, "f", 0);
    change(passed);
    file f;
    f.name = "f";
    f.text = text;
    const auto bad = build(f, passed);
    return bad ? to_string(*bad) : "";
}

}  // namespace

TEST(xml_tree, the_gate_counts_what_the_text_holds) {
    const auto seen = *pass(
        "<a xmlns='urn:1' xmlns:p='urn:2' b='&lt;1'>x<!-- y --><![CDATA[&]]>\r\n<p:c p:d='' "
        "e='2'/>&#x111;</a>",
        "f", 0);
    EXPECT_EQ(seen, (figures{2, 3, 2, 3, 5}));
}

TEST(xml_tree, a_file_that_two_parsers_read_differently_is_refused) {
    const std::string text = "<a b='1' xmlns:p='urn:p'>x<p:c/></a>";
    EXPECT_EQ(built(text, [](figures&) {}), "");
    const auto refused = [&](std::uint64_t figures::*which) {
        const auto said = built(text, [&](figures& f) { ++(f.*which); });
        return said.find("read this file differently") != said.npos && said.starts_with("f:0:0: ");
    };
    EXPECT_TRUE(refused(&figures::elements));
    EXPECT_TRUE(refused(&figures::attributes));
    EXPECT_TRUE(refused(&figures::declarations));
    EXPECT_TRUE(refused(&figures::value_bytes));
    EXPECT_TRUE(refused(&figures::text_bytes));
}

TEST(xml_tree, pugixml_alone_is_no_gate) {
    // Each is accepted by pugixml, or read as something else; none comes so far.
    for (const char* text : {"<a x='1' x='2'/>", "<p:a/>", "<a/><b/>", "<a/>x", "<a>]]></a>", "<a b='<'/>",
                             "<a>&nbsp;</a>", "<a>\x01</a>", "<a>\xFF</a>", "<a b=1/>", "<1/>", "<a:b:c/>"})
        EXPECT_FALSE(pass(text, "f", 0)) << text;
}

TEST(xml_tree, lines_and_columns_of_any_byte) {
    const std::string text = "a\n\nbc\r\n" + std::string(300, 'x') + "\n" + std::string(200, '\n') + "y";
    const line_table lines(text);
    position at{1, 1};
    for (std::uint32_t i = 0; i < text.size(); ++i) {
        ASSERT_EQ(lines.at(i).line, at.line) << i;
        ASSERT_EQ(lines.at(i).column, at.column) << i;
        at = text[i] == '\n' ? position{at.line + 1, 1} : position{at.line, at.column + 1};
    }
}
