#include "templates/layout/composer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "templates/layout/codes.hpp"
#include "templates/layout/lines.hpp"

namespace motcua::templates {
namespace {

constexpr double dot = 72.0 / 203.0;
constexpr int thinnest_bar = 2;     // dots
constexpr int instead_of_bars = 4;  // dots of a QR code's module, for hand scanners

double offset(alignment a, double room, double width) {
    if (a == alignment::centre) return (room - width) / 2;
    return a == alignment::right ? room - width : 0;
}

// The first two lines of a paragraph stay together, and the last two.
void forbid_single_lines(std::vector<slice>& slices, std::size_t first) {
    const auto n = slices.size() - first;
    if (n < 2) return;
    slices[first].keep_next = true;
    slices[slices.size() - 2].keep_next = true;
}

}  // namespace

flow composer::compose(const blocks& content, area a) {
    flow out;
    add_all(content, a, out);
    return out;
}

void composer::add_all(const blocks& content, area a, flow& out) {
    for (const auto& b : content) {
        if (--budget_ < 0)
            return scope_.refuse({}, {}, "the form grows beyond 200,000 blocks; give shorter lists");
        std::visit([&](const auto& what) { add(what, a, out); }, b.what);
    }
}

void composer::add(const paragraph& p, area a, flow& out) {
    const double size = (p.size > 0 ? p.size : a.size) * p.scale;
    const double width = a.width - p.indent;
    const auto lines =
        break_lines(scope_.resolve(p.text, layout_.sans, size),
                    {width, p.first, p.align == alignment::justify, p.align == alignment::centre});
    const auto first = out.slices.size();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& l = lines[i];
        slice s;
        const double natural = l.ascent + l.descent;
        const double before = i == 0 ? p.before : 0;
        const double left = a.x + p.indent + offset(p.align, width, l.width);
        s.texts = l.runs;
        move(s, left, before + natural * (layout_.line_height - 1) / 2 + l.ascent);
        s.height = before + natural * layout_.line_height + (i + 1 == lines.size() ? p.after : 0);
        if (p.rule_below > 0 && i + 1 == lines.size()) {
            const double length = l.width * p.rule_below;
            const double y = before + natural * layout_.line_height + 1;
            s.rules.push_back({left + (l.width - length) / 2, y, length, 0.7});
            s.height += 2;
        }
        out.slices.push_back(std::move(s));
    }
    forbid_single_lines(out.slices, first);
    if (p.keep_next && out.slices.size() > first) out.slices.back().keep_next = true;
}

void composer::add(const loop& l, area a, flow& out) {
    const auto* list = scope_.list(l);
    if (!list) return;
    std::int64_t n = 0;
    for (const auto& item : *list) {
        const json number(++n);
        scope_.enter(l.as, item, fmt::format("{}[{}]", scope_.shown(l.in), n));
        if (!l.index.empty()) scope_.enter(l.index, number, l.index);
        add_all(l.content, a, out);
        if (!l.index.empty()) scope_.leave();
        scope_.leave();
    }
}

void composer::add(const choice& c, area a, flow& out) {
    if (scope_.holds(c.when)) add_all(c.content, a, out);
}

void composer::add(const keep& k, area a, flow& out) {
    const auto first = out.slices.size();
    add_all(k.content, a, out);
    for (auto i = first; i + 1 < out.slices.size(); ++i) out.slices[i].keep_next = true;
}

void composer::add(const group& g, area a, flow& out) {
    add_all(g.content, a, out);
}

void composer::add(const line& l, area a, flow& out) {
    slice s;
    const double length = a.width * l.share, x = a.x + (a.width - length) / 2;
    const double dash = l.dashed ? 4 : length;
    for (double at = 0; at < length; at += 2 * dash)
        s.rules.push_back({x + at, l.before, std::min(dash, length - at), l.thickness});
    s.height = l.before + l.thickness + l.after;
    out.slices.push_back(std::move(s));
}

void composer::add(const space& sp, area a, flow& out) {
    slice s;
    s.height = sp.height + sp.lines * a.size;
    out.slices.push_back(std::move(s));
}

// Scanners do not read bars of one dot: what does not fit across a roll with two becomes a QR code.
void composer::add(const code& c, area a, flow& out) {
    const auto text = scope_.plain(c.value);
    if (text.empty()) return;
    const bool on_roll = paper_.dots > 0;
    bool qr = c.what == code::kind::qr;
    auto picture = qr ? qr_modules(text) : code128_modules(text);
    const double room = std::min(c.width, a.width);
    if (picture && !qr && on_roll && room < (picture->columns + 2 * code128_quiet) * thinnest_bar * dot) {
        qr = true;
        picture = qr_modules(text);
    }
    if (!picture) return scope_.refuse(c.file, c.at, picture.error().message);
    const int quiet = qr ? qr_quiet : code128_quiet;
    double module = room / (picture->columns + 2 * quiet);
    if (on_roll) module = std::max(1.0, std::floor(module / dot + 0.01)) * dot;
    if (qr && c.what == code::kind::code128) module = std::min(module, instead_of_bars * dot);
    picture->width = module * picture->columns;
    picture->height = qr ? picture->width : c.height;
    const double margin = qr ? module * quiet : 2;
    slice s;
    s.height = picture->height + 2 * margin;
    const double full = picture->width + 2 * module * quiet;
    // A code may stand flush with the text: the paper's own margin is its quiet zone there.
    const double lead = c.align == alignment::left    ? 0
                        : c.align == alignment::right ? 2 * module * quiet
                                                      : module * quiet;
    picture->x = a.x + offset(c.align, a.width, full) + lead;
    picture->y = margin;
    if (picture->x < a.x - 0.01 || picture->x + picture->width > a.x + a.width + 0.01)
        return scope_.refuse(
            {}, c.at,
            fmt::format("the code of {} letters is wider than its place; widen the column or "
                        "shorten the value",
                        text.size()));
    s.pictures.push_back(std::move(*picture));
    out.slices.push_back(std::move(s));
}

}  // namespace motcua::templates
