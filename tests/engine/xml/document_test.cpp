#include "engine/xml/document.hpp"

#include <gtest/gtest.h>

using namespace motcua;
using xml::document;

namespace {

std::string first(const read_result<document>& r) { return r ? "well-formed" : to_string(r.error().front()); }

}  // namespace

TEST(xml, what_pugixml_would_let_pass_is_refused) {
    EXPECT_NE(first(document::parse("<a x='1' x='2'/>", "f")), "well-formed");
    EXPECT_NE(first(document::parse("<p:a/>", "f")), "well-formed");
    EXPECT_NE(first(document::parse("<a/><b/>", "f")), "well-formed");
    EXPECT_NE(first(document::parse("", "f")), "well-formed");
    EXPECT_NE(first(document::parse("<a>&nbsp;</a>", "f")), "well-formed");
    EXPECT_EQ(first(document::parse("<a>&lt;</a>", "f")), "well-formed");
}

TEST(xml, a_doctype_is_refused_so_entities_cannot_explode) {
    const auto r = document::parse("<!DOCTYPE a [<!ENTITY b 'c'>]>\n<a>&b;</a>", "f");
    ASSERT_FALSE(r);
    EXPECT_NE(r.error().front().message.find("DOCTYPE"), std::string::npos);
}

TEST(xml, the_first_fault_names_line_and_column) {
    const auto r = document::parse("<a>\n  <b>\n</a>", "folder/f.xml");
    ASSERT_FALSE(r);
    EXPECT_EQ(r.error().front().at.line, 3);
    EXPECT_EQ(to_string(r.error().front()).substr(0, 15), "folder/f.xml:3:");
}

TEST(xml, elements_and_attributes_know_their_place) {
    const auto d = *document::parse("<a xmlns='urn:x'>\n  <b one='1'\n     two='&amp;'/>\n</a>", "f");
    const auto b = d.root().child("urn:x", "b");
    ASSERT_TRUE(b);
    EXPECT_EQ(b.at().line, 2);
    EXPECT_EQ(b.at().column, 3);
    EXPECT_EQ(b.at("two").line, 3);
    EXPECT_EQ(b.get("two"), "&");
    EXPECT_FALSE(b.get("three"));
}

TEST(xml, namespaces_are_resolved_by_scope) {
    const auto d = *document::parse("<a xmlns='urn:x' xmlns:m='urn:m'><m:b m:c='1' c='2'/></a>", "f");
    const auto b = d.root().child("urn:m", "b");
    EXPECT_EQ(b.get("urn:m", "c"), "1");
    EXPECT_EQ(b.get("c"), "2");
    ASSERT_EQ(b.attributes().size(), 2u);
    EXPECT_EQ(b.attributes()[1].ns, "");
}

TEST(xml, an_include_stands_in_for_the_file_and_keeps_its_places) {
    const auto open = [](const std::string& path) -> result<std::string> {
        if (path == "charts/part.xml") return std::string("<part>\n<inner/></part>");
        return fail(failure::kind::not_found, "cannot read " + path);
    };
    const std::string head = "<a xmlns:xi='http://www.w3.org/2001/XInclude'>";
    const auto d = *document::parse(head + "<xi:include href='part.xml'/><last/></a>", "charts/main.xml", open);
    const auto all = d.root().children();
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].name(), "part");
    EXPECT_EQ(all[0].file(), "charts/part.xml");
    EXPECT_EQ(all[0].children().front().at().line, 2);

    const auto missing = document::parse(head + "\n<xi:include href='other.xml'/></a>", "charts/main.xml", open);
    EXPECT_EQ(first(missing), "charts/main.xml:2:2: xi:include: cannot read charts/other.xml");
    EXPECT_FALSE(document::parse(head + "<xi:include href='../x.xml'/></a>", "charts/main.xml", open));
    EXPECT_FALSE(document::parse(head + "<xi:include href='/etc/passwd'/></a>", "charts/main.xml", open));
}

TEST(xml, inner_xml_carries_the_namespaces_it_needs) {
    const auto d = *document::parse("<a xmlns='urn:x' xmlns:m='urn:m' xmlns:n='urn:n'><b><m:c> t </m:c></b></a>", "f");
    EXPECT_EQ(d.root().inner_xml(), R"(<b xmlns="urn:x" xmlns:m="urn:m"><m:c> t </m:c></b>)");
}
