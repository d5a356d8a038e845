#include "counters/commands/render.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/json.hpp"
#include "engine/base/text.hpp"
#include "printers/drivers/escpos/encode.hpp"
#include "templates/bitmap/bitmap.hpp"
#include "templates/language/library.hpp"
#include "templates/layout/layout.hpp"
#include "templates/pdf/pdf.hpp"

namespace motcua::counters {
namespace {

using templates::medium;
using templates::paper_of;

constexpr int done = 0, bad_input = 2, world_failed = 4;
constexpr double sheet_dots_per_point = 200.0 / 72;  // of .png for sheets: scanners read its codes

struct refusal {
    int exit;
    std::string text;
};
template <class T>
using outcome = tl::expected<T, refusal>;

tl::unexpected<refusal> refuse(const faults& all) {
    std::string text;
    for (const auto& f : all) text += to_string(f) + "\n";
    return tl::make_unexpected(refusal{bad_input, text});
}

tl::unexpected<refusal> refuse(int exit, std::string text) {
    return tl::make_unexpected(refusal{exit, std::move(text) + "\n"});
}

bool ends_with(const std::string& s, std::string_view end) {
    return s.size() > end.size() && s.compare(s.size() - end.size(), end.size(), end) == 0;
}

outcome<json> read_values(const std::string& path) {
    auto text = read_file(path);
    if (!text) return refuse(world_failed, text.error().message);
    auto values = parse_json(*text, path);
    if (!values) return refuse(values.error());
    return std::move(*values);
}

outcome<local_day> acceptance_day(const render_options& o, const templates::library& forms,
                                  const json& values) {
    if (!o.day.empty()) {
        if (const auto day = parse_day(o.day)) return *day;
        return refuse(bad_input, fmt::format("'{}' is no day; expected one such as 2026-02-05", o.day));
    }
    for (const char* path : {"dossier.received_at", "issued_at"})
        if (const auto* v = find_path(values, path); v && v->is_string())
            if (const auto t = parse_instant(v->get_string())) return day_of(*t);
    local_day newest{};
    for (const auto& s : forms.sets())
        if (s.from) newest = std::max(newest, *s.from);
    return newest;
}

outcome<templates::form> choose_form(const render_options& o, const json& values) {
    if (ends_with(o.form, ".xml")) {
        auto text = read_file(o.form);
        if (!text) return refuse(world_failed, text.error().message);
        auto form = templates::read_form(std::move(*text), o.form);
        if (!form) return refuse(form.error());
        return std::move(*form);
    }
    const auto forms = templates::library::load(o.templates);
    if (!forms) return refuse(forms.error());
    const auto day = acceptance_day(o, *forms, values);
    if (!day) return tl::make_unexpected(day.error());
    if (const auto* f = forms->find({o.form, o.set, *day})) return *f;
    std::string known;
    for (const auto& f : forms->forms())
        if (known.find(f.name) == std::string::npos) known += (known.empty() ? "" : ", ") + f.name;
    return refuse(bad_input,
                  fmt::format("no form '{}' in the set of {}; there are {}", o.form, to_iso(*day), known));
}

outcome<medium> choose_medium(const render_options& o, const templates::form& f) {
    auto m = templates::parse_medium(o.medium);
    if (!o.medium.empty() && !m)
        return refuse(bad_input,
                      fmt::format("'{}' is no medium; there are a4, a4-landscape, a5, 80mm, 58mm", o.medium));
    if (!m && ends_with(o.out, ".escpos")) m = medium::roll_80;
    if (!m) m = f.media.front();
    if (f.offers(*m)) return *m;
    std::string offered;
    for (const auto other : f.media) offered += " " + std::string(paper_of(other).name);
    return refuse(bad_input, fmt::format("form '{}' has no layout for {}; it has:{}", f.name,
                                         paper_of(*m).name, offered));
}

templates::layout_options marks_of(const render_options& o, medium m) {
    templates::layout_options l{m, {}};
    if (o.training) l.marks.push_back(templates::training_mark());
    if (o.reprint > 0) l.marks.push_back(templates::reprint_mark(o.reprint));
    return l;
}

int dots_of(const templates::page& p, medium m) {
    const int roll = paper_of(m).dots;
    return roll > 0 ? roll : static_cast<int>(p.width * sheet_dots_per_point + 0.5);
}

// All pages below each other.
templates::bitmap picture_of(const templates::document& d) {
    templates::bitmap_painter painter;
    auto all = painter.paint(d.pages.front(), dots_of(d.pages.front(), d.on));
    for (std::size_t i = 1; i < d.pages.size(); ++i) {
        const auto next = painter.paint(d.pages[i], all.width);
        all.rows.insert(all.rows.end(), next.rows.begin(), next.rows.end());
        all.height += next.height;
    }
    return all;
}

outcome<std::string> encode(const templates::document& d, const render_options& o, const json& values) {
    result<std::string> bytes;
    if (ends_with(o.out, ".pdf")) {
        templates::pdf_properties properties;
        properties.created = parse_instant(get_string(values, "issued_at"));
        bytes = templates::to_pdf(d, properties);
    } else if (ends_with(o.out, ".png")) {
        bytes = templates::to_png(picture_of(d));
    } else {
        if (paper_of(d.on).dots == 0)
            return refuse(bad_input, "receipt printers take 80mm or 58mm; choose one");
        const auto drawn = picture_of(d);
        printers::bitmap picture(drawn.width, drawn.height);
        picture.bits.assign(drawn.rows.begin(), drawn.rows.end());
        bytes = printers::escpos::whole_document(picture, {});
    }
    if (!bytes) return refuse(world_failed, bytes.error().message);
    return std::move(*bytes);
}

outcome<std::size_t> run(const render_options& o) {
    if (!ends_with(o.out, ".pdf") && !ends_with(o.out, ".png") && !ends_with(o.out, ".escpos"))
        return refuse(bad_input, fmt::format("'{}': expected a name ending in .pdf, .png or .escpos", o.out));
    const auto values = read_values(o.values);
    if (!values) return tl::make_unexpected(values.error());
    const auto form = choose_form(o, *values);
    if (!form) return tl::make_unexpected(form.error());
    const auto m = choose_medium(o, *form);
    if (!m) return tl::make_unexpected(m.error());
    const auto pages = templates::layout(*form, *values, marks_of(o, *m));
    if (!pages) return refuse(pages.error());
    const auto bytes = encode(*pages, o, *values);
    if (!bytes) return tl::make_unexpected(bytes.error());
    if (const auto written = write_file(o.out, *bytes); !written)
        return refuse(world_failed, written.error().message);
    return pages->pages.size();
}

}  // namespace

int render(const render_options& options, std::ostream& out, std::ostream& err) {
    const auto pages = run(options);
    if (!pages) {
        err << pages.error().text;
        return pages.error().exit;
    }
    out << fmt::format("{}: {} page{}\n", options.out, *pages, *pages == 1 ? "" : "s");
    return done;
}

}  // namespace motcua::counters
