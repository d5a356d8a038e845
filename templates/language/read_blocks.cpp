#include <fmt/format.h>

#include <charconv>
#include <sstream>

#include "templates/language/reader.hpp"

namespace motcua::templates {
namespace {

std::vector<double> read_weights(reader& r, const xml::element& e, std::string_view attribute) {
    std::vector<double> weights;
    std::istringstream in(e.get_or(attribute, ""));
    for (std::string word; in >> word;) {
        double w = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), w);
        if (error != std::errc{} || end != word.data() + word.size() || w <= 0 || w > 10000)
            r.refuse(e, attribute,
                     fmt::format("'{}' is no width; expected numbers above 0 such as 10 50 40", word));
        else
            weights.push_back(w);
    }
    if (weights.empty() || weights.size() > 30)
        r.refuse(e, attribute, fmt::format("<{}> needs {}='…' with 1 to 30 widths", e.name(), attribute));
    return weights;
}

paragraph read_paragraph(reader& r, const xml::element& e) {
    r.allow(e, {"align", "bold", "italic", "size", "scale", "indent", "first", "before", "after", "keep",
                "rule"});
    paragraph p;
    p.align = r.align(e, alignment::left);
    p.size = r.number(e, "size", 0, 5, 72);
    p.scale = r.number(e, "scale", 1, 0.3, 4);
    p.indent = r.number(e, "indent", 0, 0, 300);
    p.first = r.number(e, "first", 0, 0, 300);
    p.before = r.number(e, "before", 0, 0, 300);
    p.after = r.number(e, "after", 0, 0, 300);
    p.keep_next = r.yes_no(e, "keep", false);
    p.rule_below = r.number(e, "rule", 0, 0, 1);
    p.text = read_inline(r, e);
    return p;
}

columns read_columns(reader& r, const xml::element& e) {
    r.allow(e, {"widths", "gap", "keep"});
    r.no_text(e);
    columns c;
    c.gap = r.number(e, "gap", 0, 0, 200);
    c.keep_next = r.yes_no(e, "keep", false);
    const auto weights = read_weights(r, e, "widths");
    for (const auto& child : e.children()) {
        if (!child.is(template_ns, "column")) {
            r.refuse(child, "<columns> holds <column> only");
            continue;
        }
        r.allow(child, {});
        const auto i = c.parts.size();
        c.parts.push_back({i < weights.size() ? weights[i] : 1, read_blocks(r, child)});
    }
    if (c.parts.size() != weights.size())
        r.refuse(e, "widths",
                 fmt::format("{} widths for {} columns; give one each", weights.size(), c.parts.size()));
    return c;
}

// A cell with text alone is one paragraph.
std::vector<block> read_cell_content(reader& r, const xml::element& e, alignment otherwise) {
    bool of_blocks = false;
    for (const auto& child : e.children())
        for (const char* name :
             {"p", "columns", "table", "each", "keep", "piece", "line", "space", "qr", "code128"})
            of_blocks = of_blocks || child.name() == name;
    if (of_blocks) return read_blocks(r, e);
    paragraph p;
    p.align = r.align(e, otherwise);
    p.text = read_inline(r, e);
    return {block{std::move(p)}};
}

row read_row(reader& r, const xml::element& e, std::size_t width, bool head) {
    r.allow(e, {});
    r.no_text(e);
    row out;
    out.at = e.at();
    std::size_t across = 0;
    for (const auto& child : e.children()) {
        if (!child.is(template_ns, "cell")) {
            r.refuse(child, "<row> holds <cell> only");
            continue;
        }
        r.allow(child, {"across", "down", "align", "bold", "italic"});
        cell c;
        c.across = static_cast<int>(r.number(child, "across", 1, 1, 30));
        c.down = static_cast<int>(r.number(child, "down", 1, 1, head ? 4 : 1));
        c.content = read_cell_content(r, child, head ? alignment::centre : alignment::left);
        across += static_cast<std::size_t>(c.across);
        out.cells.push_back(std::move(c));
    }
    if (!head && across != width)
        r.refuse(e, fmt::format("a row of {} columns in a table of {}; add or remove cells", across, width));
    return out;
}

struct table_scope {
    std::size_t width;
    bool inside_loop = false;
};

loop read_loop_head(reader& r, const xml::element& e) {
    r.allow(e, {"in", "as", "index"});
    r.no_text(e);
    loop l;
    l.at = e.at();
    l.file = e.file();
    l.in = r.path(e, "in");
    l.as = r.name(e, "as");
    if (e.get("index")) l.index = r.name(e, "index");
    return l;
}

std::vector<block> read_rows(reader& r, const xml::element& e, std::size_t width);

std::optional<block> read_row_like(reader& r, const xml::element& e, std::size_t width) {
    if (e.is(template_ns, "row")) return block{read_row(r, e, width, false)};
    if (e.is(template_ns, "each")) {
        auto l = read_loop_head(r, e);
        l.content = read_rows(r, e, width);
        return block{std::move(l)};
    }
    if (e.is(template_ns, "if")) {
        choice c{read_test(r, e), read_rows(r, e, width)};
        return block{std::move(c)};
    }
    r.refuse(e, fmt::format("<{}> cannot stand among rows; row, each and if can", e.name()));
    return std::nullopt;
}

std::vector<block> read_rows(reader& r, const xml::element& e, std::size_t width) {
    std::vector<block> out;
    if (++r.depth > 40)
        r.refuse(e, "nested more than 40 deep; lay the rows out flatter");
    else
        for (const auto& child : e.children())
            if (!child.is(template_ns, "head"))
                if (auto b = read_row_like(r, child, width)) out.push_back(std::move(*b));
    --r.depth;
    return out;
}

// Every place of the head's grid must be covered exactly once.
void check_head(reader& r, const xml::element& e, const table& t) {
    std::vector<int> covered_until(t.weights.size(), 0);
    for (std::size_t i = 0; i < t.head.size(); ++i) {
        std::size_t at = 0;
        for (const auto& c : t.head[i].cells) {
            while (at < covered_until.size() && covered_until[at] > static_cast<int>(i)) ++at;
            for (int k = 0; k < c.across && at < covered_until.size(); ++k, ++at)
                covered_until[at] = static_cast<int>(i) + c.down;
        }
        for (const int until : covered_until)
            if (until <= static_cast<int>(i) || until > static_cast<int>(t.head.size()))
                return r.refuse(e, fmt::format("the head's row {} does not fill the {} columns of the table",
                                               i + 1, t.weights.size()));
    }
}

table read_table(reader& r, const xml::element& e) {
    r.allow(e, {"columns", "size", "scale", "lines"});
    r.no_text(e);
    table t;
    t.weights = read_weights(r, e, "columns");
    t.size = r.number(e, "size", 0, 5, 72);
    t.scale = r.number(e, "scale", 1, 0.3, 4);
    t.lines = r.yes_no(e, "lines", true);
    for (const auto& head : e.children(template_ns, "head")) {
        r.allow(head, {});
        for (const auto& child : head.children()) {
            if (child.is(template_ns, "row"))
                t.head.push_back(read_row(r, child, t.weights.size(), true));
            else
                r.refuse(child, "<head> holds <row> only");
        }
        check_head(r, head, t);
    }
    t.body = read_rows(r, e, t.weights.size());
    return t;
}

code read_code(reader& r, const xml::element& e, code::kind kind) {
    r.allow(e, {"value", "width", "height", "align"});
    code c;
    c.what = kind;
    c.at = e.at();
    c.file = e.file();
    c.value = read_inline(r, e, "value");
    c.width = r.number(e, "width", 25, 10, 200) * mm;
    c.height = kind == code::kind::qr ? c.width : r.number(e, "height", 10, 5, 60) * mm;
    c.align = r.align(e, alignment::left);
    return c;
}

line read_line(reader& r, const xml::element& e) {
    r.allow(e, {"share", "thickness", "before", "after", "dashed"});
    return {r.number(e, "share", 1, 0.01, 1), r.number(e, "thickness", 0.6, 0.2, 6),
            r.number(e, "before", 0, 0, 300), r.number(e, "after", 0, 0, 300), r.yes_no(e, "dashed", false)};
}

std::optional<block> read_block(reader& r, const xml::element& e) {
    const auto name = e.name();
    if (e.ns() != template_ns)
        r.refuse(e, fmt::format("<{}> is not of the namespace {}", name, template_ns));
    else if (name == "p")
        return block{read_paragraph(r, e)};
    else if (name == "columns")
        return block{read_columns(r, e)};
    else if (name == "table")
        return block{read_table(r, e)};
    else if (name == "qr")
        return block{read_code(r, e, code::kind::qr)};
    else if (name == "code128")
        return block{read_code(r, e, code::kind::code128)};
    else if (name == "line")
        return block{read_line(r, e)};
    else if (name == "space") {
        r.allow(e, {"height", "lines"});
        return block{space{r.number(e, "height", 0, 0, 500), r.number(e, "lines", 0, 0, 40)}};
    } else if (name == "keep" || name == "piece") {
        r.allow(e, {});
        r.no_text(e);
        if (name == "keep") return block{keep{read_blocks(r, e)}};
        return block{group{read_blocks(r, e)}};
    } else if (name == "each") {
        auto l = read_loop_head(r, e);
        l.content = read_blocks(r, e);
        return block{std::move(l)};
    } else if (name == "if") {
        choice c{read_test(r, e), read_blocks(r, e)};
        return block{std::move(c)};
    } else {
        r.refuse(e, fmt::format(
                        "<{}> is no block; there are p, columns, table, each, if, keep, piece, line, space, "
                        "qr and code128",
                        name));
    }
    return std::nullopt;
}

}  // namespace

blocks read_blocks(reader& r, const xml::element& parent) {
    blocks out;
    r.no_text(parent);
    if (++r.depth > 40)
        r.refuse(parent, "nested more than 40 deep; lay the blocks out flatter");
    else
        for (const auto& child : parent.children())
            if (auto b = read_block(r, child)) out.push_back(std::move(*b));
    --r.depth;
    return out;
}

}  // namespace motcua::templates
