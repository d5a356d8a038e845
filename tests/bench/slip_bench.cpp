// Papers a second on one core: ours from values to bytes, beside stock libharu that draws the very same boxes
// with the same fonts from files and knows them beforehand. Compare ratios within one run. Start it in the
// top folder.
#include <benchmark/benchmark.h>
#include <hpdf.h>

#include <array>
#include <cstdio>
#include <cstdlib>

#include "engine/base/json.hpp"
#include "engine/base/text.hpp"
#include "templates/bitmap/bitmap.hpp"
#include "templates/language/library.hpp"
#include "templates/layout/layout.hpp"
#include "templates/pdf/pdf.hpp"

using namespace motcua;
using namespace motcua::templates;

namespace {

const library& forms() {
    static const auto l = library::load("templates");
    if (!l) {
        std::fputs("slip_bench: start me in the top folder of the sources\n", stderr);
        std::exit(2);
    }
    return *l;
}

struct sample {
    const form* f;
    json values;
    medium m;

    document lay_out() const { return *layout(*f, values, {m, {}}); }
};

sample sample_of(const char* name, medium m) {
    const auto text = read_file(std::string("tests/templates/values/") + name + ".json");
    return {forms().find({name, {}, *parse_day("2026-02-05")}), *parse_json(*text), m};
}

constexpr std::array<const char*, face_count> files{"motcua-serif",        "motcua-serif-bold",
                                                    "motcua-serif-italic", "motcua-serif-bold-italic",
                                                    "motcua-sans",         "motcua-sans-bold"};

void draw_bare(HPDF_Doc doc, const page& p, std::array<HPDF_Font, face_count>& fonts) {
    HPDF_Page out = HPDF_AddPage(doc);
    HPDF_Page_SetWidth(out, static_cast<float>(p.width));
    HPDF_Page_SetHeight(out, static_cast<float>(p.height));
    const auto box = [&](double x, double y, double w, double h) {
        HPDF_Page_Rectangle(out, static_cast<float>(x), static_cast<float>(p.height - y - h),
                            static_cast<float>(w), static_cast<float>(h));
    };
    for (const auto& r : p.rules) box(r.x, r.y, r.width, r.height);
    for (const auto& c : p.pictures) {
        const double w = c.width / c.columns, h = c.height / c.rows;
        for (int y = 0; y < c.rows; ++y)
            for (int x = 0; x < c.columns; ++x) {
                const int from = x;
                while (x < c.columns && c.modules[static_cast<std::size_t>(y * c.columns + x)]) ++x;
                if (x > from) box(c.x + from * w, c.y + y * h, (x - from) * w, h);
            }
    }
    HPDF_Page_Fill(out);
    HPDF_Page_BeginText(out);
    for (const auto& t : p.texts) {
        auto& font = fonts[static_cast<std::size_t>(t.font)];
        if (!font) {
            const auto path =
                std::string("templates/fonts/") + files[static_cast<std::size_t>(t.font)] + ".ttf";
            font = HPDF_GetFont(doc, HPDF_LoadTTFontFromFile(doc, path.c_str(), HPDF_TRUE), "UTF-8");
        }
        HPDF_Page_SetFontAndSize(out, font, static_cast<float>(t.size));
        HPDF_Page_TextOut(out, static_cast<float>(t.x), static_cast<float>(p.height - t.y), t.text.c_str());
    }
    HPDF_Page_EndText(out);
}

std::string bare(const document& d) {
    HPDF_Doc doc = HPDF_New(nullptr, nullptr);
    HPDF_SetCompressionMode(doc, HPDF_COMP_ALL);
    HPDF_UseUTFEncodings(doc);
    std::array<HPDF_Font, face_count> fonts{};
    for (const auto& p : d.pages) draw_bare(doc, p, fonts);
    HPDF_SaveToStream(doc);
    std::string out(HPDF_GetStreamSize(doc), '\0');
    auto size = static_cast<HPDF_UINT32>(out.size());
    HPDF_ResetStream(doc);
    HPDF_ReadFromStream(doc, reinterpret_cast<HPDF_BYTE*>(out.data()), &size);
    HPDF_Free(doc);
    return out;
}

void finish(benchmark::State& state, std::size_t bytes) {
    state.SetItemsProcessed(state.iterations());
    state.counters["bytes"] = static_cast<double>(bytes);
}

void pdf_ours(benchmark::State& state, const char* name, medium m) {
    const auto s = sample_of(name, m);
    std::size_t bytes = 0;
    for (auto _ : state) bytes = to_pdf(s.lay_out())->size();
    finish(state, bytes);
}

void pdf_bare(benchmark::State& state, const char* name, medium m) {
    const auto d = sample_of(name, m).lay_out();
    std::size_t bytes = 0;
    for (auto _ : state) bytes = bare(d).size();
    finish(state, bytes);
}

void layout_only(benchmark::State& state, const char* name, medium m) {
    const auto s = sample_of(name, m);
    std::size_t texts = 0;
    for (auto _ : state) texts = s.lay_out().pages.front().texts.size();
    state.SetItemsProcessed(state.iterations());
    state.counters["texts"] = static_cast<double>(texts);
}

void bitmap_ours(benchmark::State& state, const char* name, medium m) {
    const auto s = sample_of(name, m);
    bitmap_painter painter;
    std::size_t bytes = 0;
    for (auto _ : state) bytes = painter.paint(s.lay_out().pages.front(), paper_of(m).dots).rows.size();
    finish(state, bytes);
}

}  // namespace

BENCHMARK_CAPTURE(pdf_ours, receipt_a4_three_faces, "receipt", medium::a4);
BENCHMARK_CAPTURE(pdf_bare, receipt_a4_three_faces, "receipt", medium::a4);
BENCHMARK_CAPTURE(pdf_ours, receipt_80mm_qr, "receipt", medium::roll_80);
BENCHMARK_CAPTURE(pdf_bare, receipt_80mm_qr, "receipt", medium::roll_80);
BENCHMARK_CAPTURE(pdf_ours, apology_80mm, "apology", medium::roll_80);
BENCHMARK_CAPTURE(pdf_bare, apology_80mm, "apology", medium::roll_80);
BENCHMARK_CAPTURE(layout_only, receipt_a4, "receipt", medium::a4);
BENCHMARK_CAPTURE(layout_only, receipt_80mm, "receipt", medium::roll_80);
BENCHMARK_CAPTURE(bitmap_ours, receipt_576_dots, "receipt", medium::roll_80);
BENCHMARK_CAPTURE(bitmap_ours, receipt_384_dots, "receipt", medium::roll_58);
BENCHMARK_CAPTURE(bitmap_ours, apology_576_dots, "apology", medium::roll_80);
BENCHMARK_MAIN();
