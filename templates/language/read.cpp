#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <tuple>

#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "templates/language/keep.hpp"
#include "templates/language/reader.hpp"

namespace motcua::templates {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> words(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> out;
    for (std::string w; in >> w;) out.push_back(w);
    return out;
}

void read_media(reader& r, const xml::element& e, page_layout& l) {
    for (const auto& name : words(e.get_or("media", ""))) {
        if (const auto m = parse_medium(name))
            l.media.push_back(*m);
        else
            r.refuse(e, "media",
                     fmt::format("'{}' is no medium; there are a4, a4-landscape, a5, 80mm, 58mm", name));
    }
    if (l.media.empty()) r.refuse(e, "media", "<layout> needs media='…', for example media='a4'");
}

// "20 15 15 25": top, right, bottom, left in millimetres.
void read_margin(reader& r, const xml::element& e, page_layout& l) {
    double sides[4]{};
    int count = 0;
    std::istringstream in(e.get_or("margin", "15 15 15 15"));
    for (double v = 0; in >> v; ++count)
        if (count < 4) sides[count] = v;
    const bool all_fine = std::all_of(sides, sides + 4, [](double v) { return v >= 0 && v <= 60; });
    if (count != 4 || !in.eof() || !all_fine)
        return r.refuse(e, "margin", "expected four margins of 0 to 60 mm: top right bottom left");
    l.top = sides[0] * mm;
    l.right = sides[1] * mm;
    l.bottom = sides[2] * mm;
    l.left = sides[3] * mm;
}

page_layout read_layout(reader& r, const xml::element& e) {
    r.allow(e, {"media", "font", "size", "line", "margin"});
    r.no_text(e);
    page_layout l;
    read_media(r, e, l);
    read_margin(r, e, l);
    const auto font = e.get_or("font", "serif");
    if (font != "serif" && font != "sans")
        r.refuse(e, "font", fmt::format("font='{}': expected serif or sans", font));
    r.sans = l.sans = font == "sans";
    l.size = r.number(e, "size", 13, 5, 72);
    l.line_height = r.number(e, "line", 1.1, 0.8, 3);
    for (const auto& child : e.children()) {
        if (child.is(template_ns, "body")) {
            r.allow(child, {});
            auto more = read_blocks(r, child);
            std::move(more.begin(), more.end(), std::back_inserter(l.body));
        } else if (child.is(template_ns, "footer")) {
            r.allow(child, {"when"});
            const auto when = child.get_or("when", "many");
            if (when != "many" && when != "always")
                r.refuse(child, "when", "expected when='many' or when='always'");
            l.footer_only_many = when == "many";
            l.footer = read_blocks(r, child);
        } else {
            r.refuse(child, "<layout> holds <body> and <footer>");
        }
    }
    if (l.body.empty()) r.refuse(e, "a layout without a body prints nothing; add <body>");
    return l;
}

void check_media_once(reader& r, const xml::element& root, const tree& t) {
    std::vector<medium> seen;
    for (const auto& l : t.layouts)
        for (const auto m : l.media) {
            if (std::find(seen.begin(), seen.end(), m) != seen.end())
                r.refuse(root, fmt::format("two layouts are for {}; one must go", paper_of(m).name));
            seen.push_back(m);
        }
    if (t.layouts.empty()) r.refuse(root, "a template needs at least one <layout>");
}

void read_root(reader& r, const xml::element& root, form& f, tree& t) {
    r.allow(root, {"form", "number", "sets", "title", "suffix", "confirmed"});
    r.no_text(root);
    f.name = r.name(root, "form");
    f.number = root.get_or("number", "");
    f.title = root.get_or("title", "");
    if (f.title.empty()) r.refuse(root, "title", "<template> needs title='…', the title of the form");
    if (root.get("suffix")) t.suffix = read_inline(r, root, "suffix");
    f.sets = words(root.get_or("sets", ""));
    if (f.sets.empty()) r.refuse(root, "sets", "<template> needs sets='…', for example sets='2018 2025'");
    f.confirmed = r.yes_no(root, "confirmed", true);
    for (const auto& child : root.children()) {
        if (child.is(template_ns, "layout"))
            t.layouts.push_back(read_layout(r, child));
        else if (child.is(template_ns, "copy")) {
            r.allow(child, {"mark"});
            t.copies.push_back(child.get_or("mark", ""));
        } else {
            r.refuse(child, "<template> holds <copy> and <layout>");
        }
    }
    if (t.copies.empty()) t.copies.emplace_back();
    check_media_once(r, root, t);
}

void sort_by_place(faults& found) {
    std::sort(found.begin(), found.end(), [](const fault& a, const fault& b) {
        return std::tie(a.file, a.at.line, a.at.column, a.message) <
               std::tie(b.file, b.at.line, b.at.column, b.message);
    });
}

read_result<form> build(const xml::document& d, const std::string& file) {
    reader r;
    form f;
    auto t = std::make_shared<tree>();
    const auto root = d.root();
    if (!root.is(template_ns, "template"))
        return tl::make_unexpected(
            faults{root.error(fmt::format("expected <template xmlns='{}'>", template_ns))});
    read_root(r, root, f, *t);
    if (!r.found.empty()) {
        sort_by_place(r.found);
        return tl::make_unexpected(std::move(r.found));
    }
    t->file = f.file = file;
    t->title = f.title;
    t->number = f.number;
    for (const auto& l : t->layouts) f.media.insert(f.media.end(), l.media.begin(), l.media.end());
    f.content = std::move(t);
    return f;
}

}  // namespace

const page_layout* tree::layout_for(medium m) const {
    for (const auto& l : layouts)
        if (std::find(l.media.begin(), l.media.end(), m) != l.media.end()) return &l;
    return nullptr;
}

bool form::offers(medium m) const {
    return std::find(media.begin(), media.end(), m) != media.end();
}

read_result<form> read_form(std::string text, const std::string& file, const opener& open) {
    const fs::path at(file);
    std::map<std::string, std::string> files{{at.filename().string(), text}};
    const auto remember = [&](const std::string& path) -> result<std::string> {
        auto included = open ? open(path) : read_file(path);
        if (included) files[fs::path(path).lexically_relative(at.parent_path()).string()] = *included;
        return included;
    };
    const auto d = xml::document::parse(std::move(text), file, remember);
    if (!d) return tl::make_unexpected(d.error());
    auto f = build(*d, file);
    if (!f) return f;
    f->kept = std::make_shared<const std::string>(kept_template(at.filename().string(), files));
    f->hash = sha256(*f->kept);
    f->drawn_by = drawn_by();
    return f;
}

}  // namespace motcua::templates
