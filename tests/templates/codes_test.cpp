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
        for (const auto& c : p.pictures) ++(c.rows == 1 ? e.bars : e.qr);
    return e;
}

int count(const std::string& text, const std::string& what) {
    int n = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
    return n;
}

// The letters and digits of a code: what its bars hold.
std::string without_separators(std::string code) {
    std::erase_if(code, [](char c) { return c == '-' || c == '.'; });
    return code;
}

void expect_readable(const std::string& pictures, const document& d, const json& values,
                     const std::string& where) {
    const auto e = codes_on(d);
    if (e.qr + e.bars == 0) return;
    const auto read = run("zbarimg -q " + pictures);
    const auto dossier = values.at("dossier");
    const auto code = without_separators(get_string(dossier, "printed_code"));
    const auto address = get_string(dossier, "lookup_url");
    EXPECT_EQ(count(read, "CODE-128:" + code + "\n"), e.bars) << where << "\n" << read;
    EXPECT_EQ(count(read, "QR-Code:" + address + "\n") + count(read, "QR-Code:" + code + "\n"), e.qr)
        << where << "\n"
        << read;
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
            const double dots = c.width / c.columns * 203 / 72;
            EXPECT_NEAR(dots, static_cast<int>(dots + 0.5), 0.001);
            EXPECT_GE(dots, c.rows > 1 ? 0.99 : 1.99) << "scanners do not read bars of one dot";
        }
    }
}

TEST(codes, of_every_length_are_read_across_both_rolls) {
    const std::vector<std::string> codes{
        "H50.01-260318-0042-X",         "H50.01-260318-00042-X",      "H50.01-260318-000042-X",
        "H50.01-260318-0000042-X",      "H15.50.05.13-261008-0042-X", "000.51.01.G01-260205-0042-R",
        "G01.999.001-261201-0042-A",    "G01.999.001-261201-00042-B", "G01.999.001-261201-000042-C",
        "G01.999.001-261201-0000042-D", "G01.899.909-260916-000042",  "000.00.01.H50-180912-0000001-9"};
    for (const auto& code : codes)
        for (const auto* form : {"receipt", "parcel_label"})
            for (const auto m : {medium::roll_80, medium::roll_58}) {
                auto values = values_of(form);
                values.at("dossier").as_object()["printed_code"] = code;
                const auto d = pages_of(find_form(form), values, m);
                const auto where = code + " " + form + " " + std::string(paper_of(m).name);
                EXPECT_TRUE(codes_on(d).bars == 1 || m == medium::roll_58) << where << ": bars fit";
                auto words = text_of(d.pages.at(0));
                std::erase(words, ' ');  // a narrow roll breaks a long code after a hyphen
                EXPECT_NE(words.find(code), std::string::npos) << where << ": in full below";
                const auto bitmap = to_bitmap(d.pages.at(0), paper_of(m).dots);
                expect_readable(write_temporary("length.png", *to_png(bitmap)), d, values, where);
            }
}

TEST(codes, are_bars_of_at_least_two_dots_or_a_qr_code_where_these_do_not_fit) {
    auto values = values_of("receipt");
    const auto code_on = [&](medium m, const char* code) {
        values.as_object()["dossier"].as_object()["printed_code"] = code;
        return pages_of(find_form("receipt"), values, m).pages.at(0).pictures.at(0);
    };
    for (const auto m : {medium::roll_80, medium::roll_58}) {
        const auto bars = code_on(m, "H50.01-260318-0042-X");
        EXPECT_EQ(bars.rows, 1);
        EXPECT_GE(bars.width / bars.columns * 203 / 72, 1.999);
    }
    EXPECT_EQ(code_on(medium::roll_80, "G01.999.001-261201-0000042-X").rows, 1);
    const auto square = code_on(medium::roll_58, "G01.999.001-261201-0000042-X");
    EXPECT_EQ(square.rows, square.columns);
    EXPECT_GE(square.width / square.columns * 203 / 72, 3.999) << "hand scanners want large modules";
}
