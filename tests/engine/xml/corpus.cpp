#include "tests/engine/xml/corpus.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>

#include "engine/base/text.hpp"

namespace motcua::xml_corpus {

namespace fs = std::filesystem;

namespace {

void add_files(std::vector<sample>& to, const fs::path& folder) {
    if (!fs::exists(folder)) return;
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (const auto ending = entry.path().extension();
            entry.is_regular_file() &&
            (ending == ".xml" || ending == ".scxml" || ending == ".txml" || ending == ".xsd"))
            found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    for (const auto& path : found)
        if (auto text = read_file(path.string())) to.push_back({path.string(), std::move(*text)});
}

void add_odd(std::vector<sample>& to) {
    for (const char* text : {
             "\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?>\r\n<a b='1'\r\n c='2'/>\r\n<!-- end -->",
             "<a xmlns='urn:1'><b xmlns=''><c/></b><d xmlns='urn:2' e=''/><f/></a>",
             "<p:a xmlns:p='urn:1'><p:b xmlns:p='urn:2'><p:c/></p:b><p:d p:e='1' e='2'/></p:a>",
             "<a xmlns:p='urn:1'><b xmlns:p='urn:2'><c xmlns:p='urn:3'/></b><d "
             "p:e='&lt;&#10;&#xD;&#9;'/></a>",
             "<a>x<!-- c -->y<![CDATA[<&]]>z<![CDATA[]]><?pi a?>&#13;\r\n\r &amp;<b/>\r</a>",
             "<a><![CDATA[]]></a>",
             "<a b=' x\ty\r\nz\rw\n'>\t\n</a>",
             "<a xml:space='preserve' xml:lang='vi' xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
             "<a>\xC4\x91\xE1\xBB\xAB\xF0\x9F\x93\x84<\xC4\x91 \xC4\x91='\xE1\xBB\xAB'/></a >",
             "<a\nb\n=\n'>'\nc=\"'\"><?x <b?><!-- <b> --></a\n>",
             "<a xmlns:xi='http://www.w3.org/2001/XInclude'><include/><b/></a>",
         })
        to.push_back({"odd.xml", text});
    to.push_back({"odd.xml", "<a xmlns:q='urn:q'>" + [] {
                      std::string all;
                      for (int i = 0; i < 60; ++i)
                          all += "<q:b" +
                                 std::string(i % 3 ? "" : " xmlns:q='urn:" + std::to_string(i) + "'") +
                                 ">\n<c q:d='" + std::to_string(i) + "'/>t</q:b>";
                      return all;
                  }() + "</a>"});
}

template <class T, std::size_t N>
const T& any(std::mt19937_64& draw, const std::array<T, N>& of) {
    return of[draw() % N];
}

// A place behind a tag, where content may stand; the end where there is none.
std::size_t in_content(std::mt19937_64& draw, const std::string& text) {
    const auto at = text.find('>', draw() % (text.size() + 1));
    return at == text.npos ? text.size() : at + 1;
}

// A place in a tag, in front of its end.
std::size_t in_tag(std::mt19937_64& draw, const std::string& text) {
    auto at = text.find('>', draw() % (text.size() + 1));
    if (at == text.npos || at == 0) return text.size();
    return text[at - 1] == '/' || text[at - 1] == '?' ? at - 1 : at;
}

void change_politely(std::mt19937_64& draw, std::string& text) {
    static constexpr std::array<std::string_view, 16> content = {"<!-- <c> & -->",
                                                                 "<![CDATA[<&]]>",
                                                                 "<![CDATA[]]>",
                                                                 "<?pi <a?>",
                                                                 "&amp;",
                                                                 "&#13;",
                                                                 "&#x1F4C4;",
                                                                 "\r\n",
                                                                 "\r",
                                                                 " \t",
                                                                 "x",
                                                                 "<n/>",
                                                                 "<p:n xmlns:p='urn:p' p:a='1'/>",
                                                                 "<n xmlns='urn:n'> <m/></n>",
                                                                 "<n xmlns=''/>",
                                                                 "\xE1\xBB\xAB"};
    static constexpr std::array<std::string_view, 8> attributes = {
        " za='&lt;\r\n\t'",      " zb=\">\"",          "\n zc =\r'&#10;'", " xmlns:z='urn:z' z:za=''",
        " xmlns:mc='urn:other'", " xmlns='urn:fresh'", " xml:lang='vi'",   "\n\n"};
    if (draw() % 3)
        text.insert(in_content(draw, text), any(draw, content));
    else
        text.insert(in_tag(draw, text), any(draw, attributes));
}

void change_rudely(std::mt19937_64& draw, std::string& text) {
    static constexpr std::array<std::string_view, 24> tokens = {"<",
                                                                ">",
                                                                "&",
                                                                "]]>",
                                                                "<![CDATA[",
                                                                "<!--",
                                                                "--",
                                                                "-->",
                                                                "<?",
                                                                "?>",
                                                                "'",
                                                                "\"",
                                                                "=",
                                                                ":",
                                                                "xmlns:",
                                                                "/",
                                                                "&#0;",
                                                                "&nbsp;",
                                                                "<!DOCTYPE a>",
                                                                "<?xml version='1.0' encoding='latin1'?>",
                                                                "\xFF",
                                                                "\xC0\x80",
                                                                "\x01",
                                                                "\xEF\xBB\xBF"};
    const auto at = text.empty() ? 0 : draw() % text.size();
    switch (draw() % 4) {
        case 0:
            text.insert(at, any(draw, tokens));
            break;
        case 1:
            text.erase(at, draw() % 40);
            break;
        case 2:
            text.insert(draw() % (text.size() + 1), text.substr(at, draw() % 200));
            break;
        default:
            if (!text.empty()) text[at] = static_cast<char>(draw() % 256);
    }
}

}  // namespace

const std::vector<sample>& samples() {
    static const auto all = [] {
        std::vector<sample> out;
        const char* suites = std::getenv("MOTCUA_SUITES");
        for (const fs::path folder : {"workflows", "templates", "tests", "counters"}) add_files(out, folder);
        add_files(out, suites ? suites : "../shared/suites");
        add_odd(out);
        return out;
    }();
    return all;
}

sample mutated(std::mt19937_64& draw) {
    sample s = samples()[draw() % samples().size()];
    const auto changes = 1 + draw() % 4;
    const bool rude = draw() % 3 == 0;
    for (auto i = changes; i > 0; --i)
        if (rude)
            change_rudely(draw, s.text);
        else
            change_politely(draw, s.text);
    return s;
}

int mutations() {
    return std::getenv("MOTCUA_PROVE") ? 100'000 : 2'000;
}

}  // namespace motcua::xml_corpus
