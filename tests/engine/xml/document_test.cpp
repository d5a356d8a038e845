#include "engine/xml/document.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>

using namespace motcua;
using xml::document;

namespace {

std::string first(const read_result<document>& r) {
    return r ? "well-formed" : to_string(r.error().front());
}

}  // namespace

TEST(xml, what_is_not_well_formed_is_refused) {
    EXPECT_NE(first(document::parse("<a x='1' x='2'/>", "f")), "well-formed");
    EXPECT_NE(first(document::parse("<p:a/>", "f")), "well-formed");
    EXPECT_NE(first(document::parse("<a/><b/>", "f")), "well-formed");
    EXPECT_NE(first(document::parse("", "f")), "well-formed");
    EXPECT_NE(first(document::parse("<a>&nbsp;</a>", "f")), "well-formed");
    EXPECT_NE(first(document::parse("<a b='&#0;'/>", "f")), "well-formed");
    EXPECT_EQ(first(document::parse("<a>&lt;</a>", "f")), "well-formed");
}

TEST(xml, only_utf8_is_read_and_a_file_that_says_otherwise_is_told_so) {
    using namespace std::string_literals;
    EXPECT_EQ(first(document::parse("<a>\n</a>\0<b"s, "f")),
              "f:2:5: a zero byte; write the file as text in UTF-8");
    EXPECT_EQ(first(document::parse("<?xml version='1.0' encoding='ISO-8859-1'?>\n<a/>", "f")),
              "f:1:1: encoding=\"ISO-8859-1\" is not read here; write the file in UTF-8");
    EXPECT_EQ(first(document::parse("<a>\n\xff</a>", "f")).substr(0, 6), "f:2:1:");
    EXPECT_EQ(first(document::parse("<a>\n\xff</a>", "f")).find('\n'), std::string::npos);
    // "<?xml version='1.0'?><a/>" in EBCDIC, which libxml2 would guess.
    EXPECT_NE(first(document::parse("\x4C\x6F\xA7\x94\x93\x40\xA5\x85\x99\xA2\x89\x96\x95\x7E\x7D\xF1\x4B\xF0"
                                    "\x7D\x6F\x6E\x4C\x81\x61\x6E",
                                    "f")),
              "well-formed");
    const auto marked = document::parse("\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?><a/>", "f");
    ASSERT_TRUE(marked);
    EXPECT_EQ(marked->root().name(), "a");
}

TEST(xml, a_doctype_is_refused_so_entities_cannot_explode) {
    const auto r = document::parse("<!DOCTYPE a [<!ENTITY b 'c'>]>\n<a>&b;</a>", "f");
    ASSERT_FALSE(r);
    EXPECT_NE(r.error().front().message.find("DOCTYPE"), std::string::npos);
}

TEST(xml, a_thousand_levels_are_read_and_more_are_refused_with_the_place) {
    const auto nested = [](std::size_t levels, const std::string& inside = "") {
        std::string all;
        for (std::size_t i = 0; i < levels; ++i) all += "<a>";
        all += inside;
        for (std::size_t i = 0; i < levels; ++i) all += "</a>";
        return all;
    };
    EXPECT_EQ(first(document::parse(nested(1000), "f")), "well-formed");
    const auto refused = first(document::parse(nested(2000), "f"));
    EXPECT_EQ(refused.find("f:1:"), 0u);
    EXPECT_NE(refused.find("flatter"), std::string::npos);

    // Levels count through includes.
    const auto open = [&](const std::string&) -> result<std::string> { return nested(600); };
    const std::string there = "<x:include xmlns:x='http://www.w3.org/2001/XInclude' href='p'/>";
    EXPECT_EQ(first(document::parse(nested(400, there), "f", open)), "well-formed");
    EXPECT_NE(first(document::parse(nested(600, there), "f", open)).find("flatter"), std::string::npos);
}

TEST(xml, includes_cannot_explode) {
    const std::string ten = [] {
        std::string all = "<a xmlns:x='http://www.w3.org/2001/XInclude'>";
        for (int i = 0; i < 10; ++i) all += "<x:include href='f/g'/>";
        return all + "</a>";
    }();
    int opened = 0;
    const auto open = [&](const std::string& path) -> result<std::string> {
        ++opened;
        return std::count(path.begin(), path.end(), '/') < 5 ? ten : "<a/>";
    };
    EXPECT_NE(first(document::parse(ten, "g", open)).find("include fewer files"), std::string::npos);
    EXPECT_LE(opened, 1000);
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

TEST(xml, places_are_exact_behind_comments_line_ends_and_references) {
    const auto d = *document::parse(
        "<!-- <no> -->\r\n<a><!-- x='1'\n--><?pi\n?><![CDATA[\n<b>]]><b\n c = 'x&#10;>\n&amp;d' e='f'/></a>",
        "f");
    const auto b = d.root().child("", "b");
    ASSERT_TRUE(b);
    EXPECT_EQ(b.at().line, 5);
    EXPECT_EQ(b.at().column, 7);
    EXPECT_EQ(b.get("c"), "x\n> &d");
    const auto third = b.at("c", 3), fifth = b.at("c", 5);
    EXPECT_EQ(third.line, 6);
    EXPECT_EQ(third.column, 14);  // the line break itself
    EXPECT_EQ(fifth.line, 7);
    EXPECT_EQ(fifth.column, 6);  // behind &amp;
    ASSERT_EQ(b.attributes().size(), 2u);
    const auto e = *++b.attributes().begin();
    EXPECT_EQ(e.name, "e");
    EXPECT_EQ(to_string(b.error(e, "")), "f:7:9: ");
    EXPECT_EQ(b.at("missing").line, 5);
}

TEST(xml, a_fault_in_an_attribute_is_shown_at_that_attribute_not_at_one_with_a_prefix) {
    const auto d = *document::parse(
        "<a xmlns:name='urn:n' xmlns:mc='urn:mc'\n name:x='1' mc:name='2'\n name='3'/>", "f");
    const auto place = [&](std::string_view name) { return to_string(fault{"f", d.root().at(name), ""}); };
    EXPECT_EQ(place("name"), "f:3:8: ");
    EXPECT_EQ(place("mc:name"), "f:2:22: ");
    EXPECT_EQ(place("x"), "f:1:1: ");  // absent without prefix
    EXPECT_FALSE(d.root().view("mc:name"));
    EXPECT_FALSE(d.root().view("xmlns:name"));
    EXPECT_EQ(d.root().view("name"), "3");
}

TEST(xml, character_data_is_one_text_whatever_it_was_written_with) {
    const auto d =
        *document::parse("<a>&lt;\n  x<!-- c -->y<![CDATA[<&]]>&#x111;\r\nz<b/>\n <c> </c>&amp; </a>", "f");
    const auto pieces = d.root().content();
    ASSERT_EQ(pieces.size(), 5u);
    EXPECT_EQ(pieces[0].text, "<\n  xy<&đ\nz");
    EXPECT_EQ(pieces[1].inside->name(), "b");
    EXPECT_EQ(pieces[2].text, "\n ");
    EXPECT_FALSE(pieces[3].inside->has_text());
    EXPECT_EQ(pieces[4].text, "& ");
    EXPECT_EQ(d.root().text(), "<\n  xy<&đ\nz\n & ");
    EXPECT_TRUE(d.root().has_text());
}

TEST(xml, namespaces_are_resolved_by_scope) {
    const auto d = *document::parse("<a xmlns='urn:x' xmlns:m='urn:m'><m:b m:c='1' c='2'/></a>", "f");
    const auto b = d.root().child("urn:m", "b");
    ASSERT_TRUE(b);
    EXPECT_EQ(d.root().attributes().size(), 0u);
    EXPECT_FALSE(b.get("urn:m", "d"));
    EXPECT_EQ(b.get("urn:m", "c"), "1");
    EXPECT_EQ(b.get("c"), "2");
    ASSERT_EQ(b.attributes().size(), 2u);
    EXPECT_EQ((*b.attributes().begin()).ns, "urn:m");
    EXPECT_EQ((*++b.attributes().begin()).ns, "");
}

TEST(xml, an_include_stands_in_for_the_file_and_keeps_its_places) {
    const auto open = [](const std::string& path) -> result<std::string> {
        if (path == "charts/part.xml") return std::string("<part>\n<inner/></part>");
        return fail(failure::kind::not_found, "cannot read " + path);
    };
    const std::string head = "<a xmlns:xi='http://www.w3.org/2001/XInclude'>";
    const auto d =
        *document::parse(head + "<xi:include href='part.xml'/><last/></a>", "charts/main.xml", open);
    const auto all = d.root().children();
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].name(), "part");
    EXPECT_EQ(all[0].file(), "charts/part.xml");
    EXPECT_EQ(all[0].children().front().at().line, 2);

    const auto missing =
        document::parse(head + "\n<xi:include href='other.xml'/></a>", "charts/main.xml", open);
    EXPECT_EQ(first(missing), "charts/main.xml:2:1: xi:include: cannot read charts/other.xml");
    EXPECT_FALSE(document::parse(head + "<xi:include href='../x.xml'/></a>", "charts/main.xml", open));
    EXPECT_FALSE(document::parse(head + "<xi:include href='/etc/passwd'/></a>", "charts/main.xml", open));
}

TEST(xml, inner_xml_carries_the_namespaces_it_needs) {
    const auto d =
        *document::parse("<a xmlns='urn:x' xmlns:m='urn:m' xmlns:n='urn:n'><b><m:c> t </m:c></b></a>", "f");
    EXPECT_EQ(d.root().inner_xml(), R"(<b xmlns="urn:x" xmlns:m="urn:m"><m:c> t </m:c></b>)");
}

TEST(xml, inner_xml_borrows_a_prefix_again_behind_an_element_that_bound_it_otherwise) {
    const auto d = *document::parse(
        "<a xmlns:p='urn:1'><b><c xmlns:p='urn:2'><p:d><e xmlns:p='urn:3'/></p:d></c><p:f/></b><p:g/></a>",
        "f");
    EXPECT_EQ(d.root().inner_xml(),
              R"(<b xmlns:p="urn:1"><c xmlns:p="urn:2"><p:d><e xmlns:p="urn:3"/></p:d></c><p:f/></b>)"
              R"(<p:g xmlns:p="urn:1"/>)");
    const auto b = d.root().child("", "b");
    EXPECT_TRUE(b.child("urn:1", "f"));
    EXPECT_TRUE(b.child("", "c").child("urn:2", "d").child("", "e"));
}

TEST(xml, inner_xml_of_a_file_with_many_declarations_takes_no_longer_for_each) {
    // Each element once looked through all declarations of the file: a thousand million comparisons here.
    std::string all = "<a xmlns:p='urn:p'>";
    for (int i = 0; i < 30'000; ++i) all += "<b xmlns:q='urn:q'><p:c q:d=''/></b>";
    const auto d = *document::parse(all + "</a>", "f");
    const auto before = std::clock();
    const auto written = d.root().inner_xml();
    EXPECT_LT(std::clock() - before, CLOCKS_PER_SEC);
    EXPECT_EQ(written.substr(0, 55), R"(<b xmlns:p="urn:p" xmlns:q="urn:q"><p:c q:d=""/></b><b )");
}

TEST(xml, inner_xml_says_the_same_when_it_is_read_again) {
    const std::string inside =
        R"(1 &lt; 2 &amp; 3<b c="&quot;&#10;&lt;"/><d xmlns="urn:y"><e xmlns:n="urn:z" n:f=""/></d>)";
    const auto d = *document::parse("<a xmlns='urn:x' xmlns:n='urn:n'>" + inside + "<n:g/></a>", "f");
    const auto written = d.root().inner_xml();
    const auto again = *document::parse("<a>" + written + "</a>", "f");
    EXPECT_EQ(again.root().inner_xml(), written);
    const auto b = again.root().child("urn:x", "b");
    ASSERT_TRUE(b);
    EXPECT_EQ(b.get("c"), "\"\n<");
    EXPECT_TRUE(again.root().child("urn:n", "g"));
    EXPECT_EQ(again.root().child("urn:y", "d").child("urn:y", "e").get("urn:z", "f"), "");
    EXPECT_EQ(written.find("urn:n"), written.rfind("urn:n"));  // declared only where it is used
}

TEST(xml, inner_xml_shows_what_an_include_stands_for) {
    const auto open = [](const std::string&) { return result<std::string>("<p xmlns='urn:p'><q/></p>"); };
    const auto d = *document::parse(
        "<a xmlns='urn:x' xmlns:xi='http://www.w3.org/2001/XInclude'><b><xi:include href='p'/></b></a>", "f",
        open);
    EXPECT_EQ(d.root().inner_xml(), R"(<b xmlns="urn:x"><p xmlns="urn:p"><q/></p></b>)");
}

TEST(xml, includes_end_and_count_in_the_text_of_the_document) {
    const std::string head = "<a xmlns:xi='http://www.w3.org/2001/XInclude'>";
    const auto itself = [&](const std::string& path) -> result<std::string> {
        return head + "<xi:include href='" + path + "'/></a>";
    };
    EXPECT_EQ(first(document::parse(head + "<xi:include href='b.xml'/></a>", "a.xml", itself)),
              "b.xml:1:47: xi:include of b.xml includes itself");
    int depth = 0;
    const auto deeper = [&](const std::string&) -> result<std::string> {
        return head + "<xi:include href='" + std::to_string(++depth) + "'/></a>";
    };
    EXPECT_NE(first(document::parse(head + "<xi:include href='0'/></a>", "f", deeper)).find("too deeply"),
              std::string::npos);
    const auto part = [](const std::string&) { return result<std::string>("<p/>"); };
    const auto main =
        head +
        "<b><xi:include href='p'><xi:fallback><xi:include href='q'/></xi:fallback></xi:include></b></a>";
    EXPECT_EQ(document::parse(main, "f", part)->all_text(), main + "<p/>");
}
