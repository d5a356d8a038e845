// zbarimg, which is not ours, reads every QR and bar code of every form: from the bitmap of each roll and
// from the PDF as a 200 dpi printer would put it on a sheet.
#include "paper.hpp"
#include "templates/bitmap/bitmap.hpp"
#include "templates/pdf/pdf.hpp"

using namespace motcua;
using namespace motcua::templates;
using namespace motcua::templates::testing;

namespace {

struct expected_codes {
    int qr = 0, bars = 0;
};

expected_codes codes_on(const document& d) {
    expected_codes e;
    for (const auto& p : d.pages)
        for (const auto& c : p.pictures) ++(c.rows == 1 || c.columns == 1 ? e.bars : e.qr);
    return e;
}

int count(const std::string& text, const std::string& what) {
    int n = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
    return n;
}

void expect_readable(const std::string& pictures, const document& d, const json& values,
                     const std::string& where) {
    const auto e = codes_on(d);
    if (e.qr + e.bars == 0) return;
    const auto read = run("zbarimg -q " + pictures);
    const auto dossier = values.at("dossier");
    const auto code = get_string(dossier, "printed_code"), address = get_string(dossier, "lookup_url");
    EXPECT_EQ(count(read, "CODE-128:" + code + "\n"), e.bars) << where << "\n" << read;
    EXPECT_EQ(count(read, "QR-Code:" + address + "\n"), e.qr) << where << "\n" << read;
}

}  // namespace

TEST(codes, every_code_of_every_form_is_read_at_every_width) {
    int papers = 0;
    for (const auto& f : shipped().forms())
        for (const auto m : f.media) {
            const auto values = values_of(f.name);
            const auto d = pages_of(f, values, m);
            const auto e = codes_on(d);
            if (e.qr + e.bars == 0) continue;
            ++papers;
            const auto where = f.file + " " + std::string(paper_of(m).name);
            if (const int dots = paper_of(m).dots; dots > 0) {
                expect_readable(write_temporary("codes.png", *to_png(to_bitmap(d.pages.at(0), dots))), d,
                                values, where);
            } else {
                const auto pdf = write_temporary("codes.pdf", *to_pdf(d));
                run("rm -f " + temporary("codes-sheet") + "*; pdftoppm -r 200 -gray -png " + pdf + " " +
                    temporary("codes-sheet"));
                expect_readable(temporary("codes-sheet") + "*.png", d, values, where);
            }
        }
    EXPECT_GE(papers, 12);
}

TEST(codes, a_sheet_as_bitmap_at_200_dpi_is_read_too) {
    const auto values = values_of("receipt");
    const auto d = pages_of(find_form("receipt"), values, medium::a4);
    expect_readable(write_temporary("sheet.png", *to_png(to_bitmap(d.pages.at(0), 1654))), d, values,
                    "A4 bitmap");
}

TEST(codes, bars_on_a_roll_are_whole_dots_wide) {
    for (const auto m : {medium::roll_80, medium::roll_58}) {
        const auto d = pages_of(find_form("receipt"), values_of("receipt"), m);
        for (const auto& c : d.pages.at(0).pictures) {
            const bool along = c.columns == 1, qr = !along && c.rows != 1;
            const double dots = (along ? c.height / c.rows : c.width / c.columns) * 203 / 72;
            EXPECT_NEAR(dots, static_cast<int>(dots + 0.5), 0.001);
            EXPECT_GE(dots, qr ? 0.99 : 1.99) << "scanners do not read bars of one dot";
        }
    }
}

TEST(codes, short_codes_get_bars_of_two_dots_on_the_wide_roll) {
    auto values = values_of("receipt");
    values.as_object()["dossier"].as_object()["printed_code"] = "H50.01-260318-0042-X";
    const auto d = pages_of(find_form("receipt"), values, medium::roll_80);
    const auto& bars = d.pages.at(0).pictures.at(0);
    EXPECT_NEAR(bars.width / bars.columns * 203 / 72, 2, 0.001);
}

TEST(codes, bars_too_thin_across_the_roll_go_along_it) {
    auto values = values_of("receipt");
    const auto bars_of = [&](medium m) {
        return pages_of(find_form("receipt"), values, m).pages.at(0).pictures.at(0);
    };
    EXPECT_EQ(bars_of(medium::roll_80).columns, 1) << "the police's long code";
    values.as_object()["dossier"].as_object()["printed_code"] = "H50.01-260318-0042-X";
    EXPECT_EQ(bars_of(medium::roll_80).rows, 1);
    EXPECT_EQ(bars_of(medium::roll_58).columns, 1);
}
