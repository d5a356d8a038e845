// The tree of pugixml beside the flat tables that libxml2's SAX parser filled before: the same structure,
// text, attributes, namespaces and places, the same refusals.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/xml/document.hpp"
#include "tests/engine/xml/corpus.hpp"
#include "tests/engine/xml/oracle/document.hpp"

using namespace motcua;

namespace {

std::string place(const position& p) {
    return std::to_string(p.line) + ":" + std::to_string(p.column);
}

// One line for each thing that a user of the room can see.
template <class Element>
class shown {
public:
    explicit shown(const Element& root) { element(root, 0); }
    const std::string& lines() const { return out_; }

private:
    void element(const Element& e, int depth) {
        say("element {" + std::string(e.ns()) + "}" + std::string(e.name()), e.file() + ":" + place(e.at()));
        for (const auto& a : e.attributes()) {
            say("attribute {" + std::string(a.ns) + "}" + std::string(a.name) + "=" + std::string(a.value),
                to_string(e.error(a, "")));
            // A name without prefix beside one with a prefix: its place was the other's before.
            int alike = 0;
            for (const auto& b : e.attributes()) alike += b.name == a.name;
            if (a.ns.empty() && alike == 1) value(e, a.name);
            if (!a.ns.empty()) say("get", e.get(a.ns, a.name).value_or("none"));
        }
        say("text", e.text());
        say("other than white space", e.has_text() ? "yes" : "no");
        if (depth < 2) say("inner", e.inner_xml());
        for (const auto& piece : e.content()) {
            if (piece.text) say("piece", *piece.text);
            if (piece.inside) element(*piece.inside, depth + 1);
        }
        say("end", std::to_string(e.attributes().size()) + " " + std::to_string(e.children().size()));
    }
    void value(const Element& e, std::string_view name) {
        const auto v = e.view(name).value_or("none");
        say("value", v);
        for (std::size_t i = 0; i <= v.size(); i += 1 + v.size() / 4) say("at", place(e.at(name, i)));
    }
    void say(const std::string& what, std::string_view how) { out_ += what + " " + std::string(how) + "\n"; }
    std::string out_;
};

template <class Document>
std::string what_is_read(const xml_corpus::sample& s) {
    const auto d = Document::parse(s.text, s.name);
    if (!d) return "refused " + to_string(d.error().front());
    return shown(d->root()).lines() + d->all_text();
}

bool same(const xml_corpus::sample& s) {
    const auto before = what_is_read<xml_oracle::document>(s), now = what_is_read<xml::document>(s);
    if (before == now) return !before.starts_with("refused ");
    const auto [a, b] = std::mismatch(before.begin(), before.end(), now.begin(), now.end());
    const auto from = [](const std::string& all, auto at) {
        const auto first = all.begin() + std::max<std::ptrdiff_t>(0, at - all.begin() - 80);
        return std::string(first, std::min(all.end(), at + 80));
    };
    ADD_FAILURE() << s.name << "\n" << s.text << "\nbefore: " << from(before, a) << "\nnow: " << from(now, b);
    return false;
}

}  // namespace

TEST(xml_differential, both_trees_read_every_file_alike) {
    ASSERT_GT(xml_corpus::samples().size(), 60u);
    for (const auto& s : xml_corpus::samples()) same(s);
}

TEST(xml_differential, both_trees_read_mutated_files_alike) {
    std::mt19937_64 draw(20261201);
    int well_formed = 0;
    for (int i = 0; i < xml_corpus::mutations() && !testing::Test::HasFailure(); ++i)
        well_formed += same(xml_corpus::mutated(draw));
    EXPECT_GT(well_formed, xml_corpus::mutations() / 4);
}
