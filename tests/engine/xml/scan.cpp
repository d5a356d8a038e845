#include "tests/engine/xml/scan.hpp"

#include <algorithm>

namespace motcua::xml_scan {

namespace {

constexpr std::string_view blank = " \t\r\n";

tag read_tag(std::string_view text, std::size_t at) {
    auto end = text.find_first_of(" \t\r\n/>", at);
    tag t{std::string(text.substr(at + 1, end - at - 1)), at, 0, {}};
    for (;;) {
        const auto name = text.find_first_not_of(blank, end);
        if (text[name] == '/' || text[name] == '>') return t;
        const auto name_end = text.find_first_of(" \t\r\n=", name);
        const auto quote = text.find_first_of("\"'", name_end);
        const auto close = text.find(text[quote], quote + 1);
        t.attributes.push_back({std::string(text.substr(name, name_end - name)), name, quote + 1,
                                text.substr(quote + 1, close - quote - 1)});
        end = close + 1;
    }
}

// The byte behind what begins at `at`, of which `end` is the end.
std::size_t behind(std::string_view text, std::size_t at, std::string_view end) {
    return text.find(end, at) + end.size();
}

// The byte behind a start tag: a > inside a value does not end it.
std::size_t behind_tag(std::string_view text, std::size_t at) {
    for (char quote = 0; quote || text[at] != '>'; ++at)
        if (quote ? text[at] == quote : text[at] == '"' || text[at] == '\'') quote = quote ? 0 : text[at];
    return at + 1;
}

}  // namespace

std::vector<tag> start_tags(std::string_view text) {
    std::vector<tag> out;
    std::size_t depth = 0;
    for (auto at = text.find('<'); at != text.npos; at = text.find('<', at)) {
        if (text.substr(at, 4) == "<!--") {
            at = behind(text, at + 4, "-->");
        } else if (text.substr(at, 9) == "<![CDATA[") {
            at = behind(text, at, "]]>");
        } else if (text[at + 1] == '?') {
            at = behind(text, at, "?>");
        } else if (text[at + 1] == '/') {
            --depth;
            ++at;
        } else {
            out.push_back(read_tag(text, at));
            out.back().depth = depth;
            at = behind_tag(text, at);
            if (text[at - 2] != '/') ++depth;
        }
    }
    return out;
}

std::string place(std::string_view text, std::size_t at) {
    const auto before = text.substr(0, at);
    const auto line = std::count(before.begin(), before.end(), '\n');
    const auto start = before.rfind('\n') + 1;  // of the line; 0 where there is no line end
    return std::to_string(line + 1) + ":" + std::to_string(at - start + 1);
}

}  // namespace motcua::xml_scan
