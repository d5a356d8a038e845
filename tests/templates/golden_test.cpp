// Every form at each of its widths against a stored picture: sheets as poppler draws the PDF at 72 dpi, rolls
// as the bitmap the printer gets. Renewing them is described in README.md beside this file.
#include <cstdlib>
#include <filesystem>

#include "paper.hpp"
#include "picture.hpp"
#include "templates/bitmap/bitmap.hpp"
#include "templates/pdf/pdf.hpp"

using namespace motcua;
using namespace motcua::templates;
using namespace motcua::templates::testing;

namespace {

namespace fs = std::filesystem;

constexpr double tolerance =
    0.002;  // of all dots: another version of poppler or FreeType, never another layout

struct paper_case {
    const form* f;
    medium m;

    std::string name() const {
        return fs::path(f->file).stem().string() + "-" + std::string(paper_of(m).name);
    }
};

std::vector<paper_case> cases() {
    std::vector<paper_case> all;
    for (const auto& f : shipped().forms())
        for (const auto m : f.media) all.push_back({&f, m});
    return all;
}

// One PNG per page, in order.
std::vector<std::string> draw(const paper_case& c) {
    const auto d = pages_of(*c.f, values_of(c.f->name), c.m);
    std::vector<std::string> files;
    if (const int dots = paper_of(c.m).dots; dots > 0) {
        for (const auto& p : d.pages)
            files.push_back(write_temporary(c.name() + ".png", *to_png(to_bitmap(p, dots))));
        return files;
    }
    const auto pdf = write_temporary(c.name() + ".pdf", *to_pdf(d));
    for (std::size_t i = 1; i <= d.pages.size(); ++i) {
        const auto stem = temporary(c.name() + "-" + std::to_string(i));
        run("pdftoppm -r 72 -gray -png -singlefile -f " + std::to_string(i) + " -l " + std::to_string(i) +
            " " + pdf + " " + stem);
        files.push_back(stem + ".png");
    }
    return files;
}

void compare(const std::string& name, const std::string& drawn) {
    const std::string golden = "tests/templates/golden/" + name + ".png";
    auto actual = read_png(drawn);
    actual.round_to_four_greys();
    if (std::getenv("MOTCUA_RENEW_GOLDEN")) {
        fs::create_directories("tests/templates/golden");
        return write_png(actual, golden);
    }
    const auto expected = read_png(golden);
    ASSERT_GT(actual.ink(), 0) << drawn << " is empty";
    ASSERT_GT(expected.width, 0) << golden << " is missing; see tests/templates/README.md to make it";
    const auto dots = static_cast<double>(expected.width) * expected.height;
    const bool same_size = actual.width == expected.width && actual.height == expected.height;
    if (same_size && different(expected, actual) <= dots * tolerance) return;
    const auto shown = temporary(name);
    write_png(expected, shown + "-expected.png");
    write_png(actual, shown + "-actual.png");
    write_difference(expected, actual, shown + "-difference.png");
    ADD_FAILURE() << name << " differs from " << golden << " in " << different(expected, actual) << " dots ("
                  << actual.width << " x " << actual.height << ", expected " << expected.width << " x "
                  << expected.height << "). Look at " << shown
                  << "-difference.png (red is missing, blue is new)";
}

}  // namespace

TEST(golden, every_form_at_every_width_looks_as_it_was_approved) {
    for (const auto& c : cases()) {
        const auto files = draw(c);
        for (std::size_t i = 0; i < files.size(); ++i)
            compare(c.name() + (files.size() > 1 ? "-" + std::to_string(i + 1) : ""), files[i]);
    }
}

TEST(golden, no_stored_picture_is_left_over) {
    std::vector<std::string> known;
    for (const auto& c : cases()) known.push_back(c.name());
    for (const auto& entry : fs::directory_iterator("tests/templates/golden")) {
        const auto stem = entry.path().stem().string();
        bool used = false;
        for (const auto& name : known)
            used = used || stem == name || (stem.rfind(name + "-", 0) == 0 && stem.size() <= name.size() + 3);
        EXPECT_TRUE(used) << entry.path() << " belongs to no form; delete it";
    }
}

TEST(golden, a_changed_paper_is_noticed) {
    auto values = values_of("apology");
    const auto drawn = [&] {
        const auto d = pages_of(find_form("apology"), values, medium::roll_80);
        const auto path = write_temporary("changed.png", *to_png(to_bitmap(d.pages.at(0), 576)));
        return read_png(path);
    };
    const auto before = drawn();
    values.as_object()["signer"].as_object()["name"] = "Lê Hoàng Vu";
    const auto after = drawn();
    EXPECT_EQ(before.height, after.height);
    EXPECT_GT(different(before, after), 10) << "one tone mark";
    values.as_object()["apology"].as_object()["new_due_at"] = "2026-03-13T17:00:00+07:00";
    EXPECT_GT(different(before, drawn()), 100);
}
