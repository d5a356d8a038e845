// What the tests of papers share: the shipped library, sample values, other programs as witnesses. Header
// only.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <string>

#include "engine/base/json.hpp"
#include "engine/base/text.hpp"
#include "templates/language/library.hpp"
#include "templates/layout/layout.hpp"

namespace motcua::templates::testing {

inline std::string all_of(const faults& found) {
    std::string text;
    for (const auto& f : found) text += to_string(f) + "\n";
    return text;
}

inline const library& shipped() {
    static const auto l = library::load("templates");
    if (!l) ADD_FAILURE() << all_of(l.error());
    static const library none;
    return l ? *l : none;
}

inline json values_of(const std::string& form) {
    const std::string path = "tests/templates/values/" + form + ".json";
    const auto text = read_file(path);
    EXPECT_TRUE(text) << path;
    const auto v = text ? parse_json(*text, path) : json{};
    EXPECT_TRUE(v) << path;
    return v ? *v : json{};
}

inline const form& find_form(std::string_view name, std::string_view set = "2025") {
    for (const auto& f : shipped().forms())
        for (const auto& s : f.sets)
            if (f.name == name && s == set) return f;
    ADD_FAILURE() << "no form " << name << " of " << set;
    return shipped().forms().front();
}

inline document pages_of(const form& f, const json& values, medium m, std::vector<std::string> marks = {}) {
    auto d = layout(f, values, {m, std::move(marks)});
    EXPECT_TRUE(d) << (d ? "" : all_of(d.error()));
    return d ? std::move(*d) : document{};
}

// A template with one layout: body blocks of 100 points' width on an A4 sheet unless said otherwise.
inline std::string template_with(const std::string& body,
                                 const std::string& layout_attributes = "media='a4'") {
    return "<template xmlns='urn:motcua:template:1' form='sample' sets='2025' title='Mẫu'>\n<layout " +
           layout_attributes + ">\n<body>\n" + body + "\n</body></layout></template>";
}

inline read_result<document> lay_out(const std::string& body, const std::string& values,
                                     const std::string& layout_attributes = "media='a4'",
                                     medium m = medium::a4) {
    const auto f = read_form(template_with(body, layout_attributes), "sample.xml");
    if (!f) return tl::make_unexpected(f.error());
    return layout(*f, *parse_json(values), {m, {}});
}

// The text of a page in the order it is drawn, a space between runs.
inline std::string text_of(const page& p) {
    std::string all;
    for (const auto& t : p.texts) all += (all.empty() ? "" : " ") + t.text;
    return all;
}

// Standard output of a shell command; fails the test unless it ends with 0.
inline std::string run(const std::string& command) {
    std::string out;
    FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
    if (!pipe) return out;
    std::array<char, 4096> part;
    for (std::size_t n; (n = fread(part.data(), 1, part.size(), pipe)) > 0;) out.append(part.data(), n);
    EXPECT_EQ(pclose(pipe), 0) << command;
    return out;
}

inline std::string temporary(const std::string& name) {
    return ::testing::TempDir() + "motcua_paper_" + name;
}

inline std::string write_temporary(const std::string& name, const std::string& bytes) {
    const auto path = temporary(name);
    EXPECT_TRUE(write_file(path, bytes)) << path;
    return path;
}

}  // namespace motcua::templates::testing
