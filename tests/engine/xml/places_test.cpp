// Every file of the tree and mutations of them: read or refused without a crash, the gate's and the tree's
// figures alike, and every element and attribute where an independent look at the text finds it.
#include <gtest/gtest.h>

#include "engine/xml/document.hpp"
#include "tests/engine/xml/corpus.hpp"
#include "tests/engine/xml/scan.hpp"

using namespace motcua;

namespace {

std::string place(const position& p) {
    return std::to_string(p.line) + ":" + std::to_string(p.column);
}

bool is_declaration(std::string_view name) {
    return name == "xmlns" || name.starts_with("xmlns:");
}

std::string_view local(std::string_view name) {
    return name.substr(name.find(':') + 1);
}

// Walks the document and the tags of the text together; what an include stands for lies in another text.
class side_by_side {
public:
    side_by_side(const std::string& text, const std::vector<xml_scan::tag>& tags)
        : text_(text), tags_(tags) {}

    void look(const xml::element& e, std::size_t depth) {
        ASSERT_LT(next_, tags_.size());
        const auto& t = tags_[next_++];
        ASSERT_EQ(t.depth, depth);
        ASSERT_EQ(e.name(), local(t.name));
        ASSERT_EQ(place(e.at()), xml_scan::place(text_, t.at));
        look_at_attributes(e, t);
        for (const auto& c : e.each()) {
            look(c, depth + 1);
            if (testing::Test::HasFatalFailure()) return;
        }
    }
    bool all_seen() const { return next_ == tags_.size(); }

private:
    void look_at_attributes(const xml::element& e, const xml_scan::tag& t) {
        const auto list = e.attributes();
        auto a = list.begin();
        for (const auto& written : t.attributes) {
            ASSERT_EQ(place(e.at(written.name)), xml_scan::place(text_, written.value_at)) << written.name;
            if (is_declaration(written.name)) continue;
            ASSERT_FALSE(a == list.end());
            const auto seen = *a;
            ++a;
            ASSERT_EQ(seen.name, local(written.name));
            ASSERT_EQ(to_string(e.error(seen, "")), "f:" + xml_scan::place(text_, written.name_at) + ": ");
            ASSERT_EQ(seen.ns.empty(), written.name.find(':') == std::string::npos);
            if (written.written_value.find_first_of("&\t\r\n") == std::string_view::npos) {
                ASSERT_EQ(seen.value, written.written_value);
            }
        }
        ASSERT_TRUE(a == list.end());
    }

    const std::string& text_;
    const std::vector<xml_scan::tag>& tags_;
    std::size_t next_ = 0;
};

// Whether it was well-formed.
bool look_at(const std::string& text) {
    const auto no_includes = [](const std::string& path) -> result<std::string> {
        return fail(failure::kind::not_found, "there is no " + path);
    };
    const auto d = xml::document::parse(text, "f", no_includes);
    if (!d) {
        EXPECT_GT(d.error().size(), 0u);
        EXPECT_EQ(d.error().front().message.find("libxml2 and pugixml"), std::string::npos) << text;
        return false;
    }
    const auto tags = xml_scan::start_tags(text);
    side_by_side both(text, tags);
    both.look(d->root(), 0);
    EXPECT_TRUE(both.all_seen());
    if (testing::Test::HasFailure()) ADD_FAILURE() << text;
    return true;
}

}  // namespace

TEST(xml_places, are_where_the_text_shows_them_in_every_file) {
    int well_formed = 0;
    for (const auto& s : xml_corpus::samples()) well_formed += look_at(s.text);
    EXPECT_GT(well_formed, 60);
}

TEST(xml_places, are_where_the_text_shows_them_in_mutated_files) {
    std::mt19937_64 draw(20261201);
    int well_formed = 0;
    for (int i = 0; i < xml_corpus::mutations() && !testing::Test::HasFailure(); ++i)
        well_formed += look_at(xml_corpus::mutated(draw).text);
    EXPECT_GT(well_formed, xml_corpus::mutations() / 4);
    EXPECT_LT(well_formed, xml_corpus::mutations());
}
