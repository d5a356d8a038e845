#include <fmt/format.h>

#include <algorithm>

#include "engine/base/text.hpp"
#include "templates/fonts/metrics.hpp"
#include "templates/language/reader.hpp"

namespace motcua::templates {
namespace {

struct manner {
    bool bold = false, italic = false;
    double scale = 1;
};

struct place {
    const xml::element& e;
    position at;
};

face face_of(const reader& r, const manner& m) {
    if (r.sans) return m.bold ? face::sans_bold : face::sans;
    if (m.bold) return m.italic ? face::serif_bold_italic : face::serif_bold;
    return m.italic ? face::serif_italic : face::serif;
}

void check_letters(reader& r, const place& where, const manner& m, std::string_view text) {
    for (char32_t c : to_code_points(text))
        if (c != '\n' && !fonts::metrics_of(face_of(r, m)).has(c)) {
            std::string letter;
            append_utf8(letter, c);
            r.found.push_back({where.e.file(), where.at,
                               fmt::format("the font has no '{}' (U+{:04X}); write it otherwise", letter,
                                           static_cast<unsigned>(c))});
        }
}

void read_absence(binding& b, std::string_view text) {
    using absent = binding::absent;
    if (text.empty())
        b.when_absent = absent::leader;
    else if (text == "-")
        b.when_absent = absent::nothing;
    else if (std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
             text.size() < 4) {
        b.when_absent = absent::dots;
        b.dots = std::stoi(std::string(text));
    } else {
        b.when_absent = absent::words;
        b.words = text;
    }
}

// What stands between the braces.
binding read_binding(reader& r, const place& where, const manner& m, std::string_view text) {
    const auto refuse = [&](std::string message) {
        r.found.push_back({where.e.file(), where.at, std::move(message)});
    };
    binding b;
    b.at = where.at;
    b.file = where.e.file();
    const auto mark = text.find('?');
    if (mark != std::string_view::npos) {
        read_absence(b, text.substr(mark + 1));
        check_letters(r, where, m, b.words);
    }
    auto rest = text.substr(0, mark);
    const auto bar = rest.find('|');
    b.path = rest.substr(0, bar);
    if (!is_path(b.path))
        refuse(fmt::format("'{{{}}}': expected a dotted path such as applicant.name", text));
    while (rest.find('|') != std::string_view::npos) {
        rest.remove_prefix(rest.find('|') + 1);
        const auto name = rest.substr(0, rest.find('|'));
        if (const auto f = parse_filter(name))
            b.filters.push_back(*f);
        else
            refuse(fmt::format("'{}' is no filter; there are {}", name, filter_names()));
    }
    return b;
}

// "Họ tên: {applicant.name}" → words and bindings; "{{" is a brace.
void read_words(reader& r, const place& where, const manner& m, std::string_view text, inline_text& out) {
    std::string words;
    const auto put = [&](auto what) { out.push_back({std::move(what), m.bold, m.italic, m.scale}); };
    const auto flush = [&] {
        check_letters(r, where, m, words);
        if (!words.empty()) put(words);
        words.clear();
    };
    while (!text.empty()) {
        const auto open = text.find_first_of("{}");
        words += text.substr(0, open);
        if (open == std::string_view::npos) break;
        const bool doubled = open + 1 < text.size() && text[open + 1] == text[open];
        if (doubled) words += text[open];
        const auto close = text.find('}', open);
        if (!doubled && (text[open] == '}' || close == std::string_view::npos)) {
            r.found.push_back(
                {where.e.file(), where.at,
                 fmt::format("'{}' without its partner; write {{{{ or }}}} for a brace", text[open])});
            break;
        }
        if (doubled) {
            text.remove_prefix(open + 2);
            continue;
        }
        flush();
        put(read_binding(r, where, m, text.substr(open + 1, close - open - 1)));
        text.remove_prefix(close + 1);
    }
    flush();
}

void read_content(reader& r, const xml::element& e, manner m, inline_text& out);

void read_styled(reader& r, const xml::element& e, manner m, inline_text& out) {
    const auto name = e.name();
    if (e.ns() != template_ns)
        return r.refuse(e, fmt::format("<{}> is not of the namespace {}", name, template_ns));
    if (name == "br") {
        r.allow(e, {});
        out.push_back({line_break{}, m.bold, m.italic, m.scale});
    } else if (name == "if") {
        inline_choice c;
        c.when = read_test(r, e);
        read_content(r, e, m, c.items);
        out.push_back({std::move(c), m.bold, m.italic, m.scale});
    } else if (name == "b" || name == "i" || name == "small" || name == "large") {
        r.allow(e, {});
        if (name == "b") m.bold = true;
        if (name == "i") m.italic = true;
        if (name == "small") m.scale = 0.85;
        if (name == "large") m.scale = 1.2;
        if (name == "i" && r.sans) r.refuse(e, "the sans face of rolls has no italic; use <b> or nothing");
        read_content(r, e, m, out);
    } else {
        r.refuse(e, fmt::format("<{}> cannot stand in text; b, i, small, large, br and if can", name));
    }
}

void read_content(reader& r, const xml::element& e, manner m, inline_text& out) {
    if (++r.depth > 40) r.refuse(e, "nested more than 40 deep; lay the text out flatter");
    for (const auto& piece : e.content()) {
        if (r.depth > 40) break;
        if (piece.inside)
            read_styled(r, *piece.inside, m, out);
        else if (piece.text) {
            const auto clean = clean_text(*piece.text);
            if (clean)
                read_words(r, {e, e.at()}, m, *clean, out);
            else
                r.refuse(e, clean.error().message);
        }
    }
    --r.depth;
}

}  // namespace

inline_text read_inline(reader& r, const xml::element& e) {
    manner m{r.yes_no(e, "bold", false), r.yes_no(e, "italic", false), 1};
    if (m.italic && r.sans) r.refuse(e, "italic", "the sans face of rolls has no italic");
    inline_text out;
    read_content(r, e, m, out);
    return out;
}

inline_text read_inline(reader& r, const xml::element& e, std::string_view attribute) {
    inline_text out;
    const auto text = e.get(attribute);
    if (!text || text->empty())
        r.refuse(e, fmt::format("<{}> needs {}='…'", e.name(), attribute));
    else if (const auto clean = clean_text(*text))
        read_words(r, {e, e.at(attribute)}, {}, *clean, out);
    else
        r.refuse(e, attribute, clean.error().message);
    return out;
}

test read_test(reader& r, const xml::element& e) {
    r.allow(e, {"has", "lacks", "path", "is", "is-not"});
    test t;
    t.at = e.at();
    const int kinds = int(e.get("has").has_value()) + int(e.get("lacks").has_value()) +
                      int(e.get("is").has_value()) + int(e.get("is-not").has_value());
    if (kinds != 1) {
        r.refuse(e,
                 "<if> needs exactly one of has='path', lacks='path', path='…' is='…', path='…' is-not='…'");
        return t;
    }
    if (e.get("has") || e.get("lacks")) {
        t.what = e.get("has") ? test::kind::has : test::kind::lacks;
        t.path = r.path(e, e.get("has") ? "has" : "lacks");
        return t;
    }
    t.what = e.get("is") ? test::kind::is : test::kind::is_not;
    t.path = r.path(e, "path");
    t.value = e.get_or(e.get("is") ? "is" : "is-not", "");
    return t;
}

}  // namespace motcua::templates
