#include "templates/layout/layout.hpp"

#include <algorithm>

#include "paper.hpp"
#include "templates/fonts/metrics.hpp"

using namespace motcua;
using namespace motcua::templates;
using namespace motcua::templates::testing;

namespace {

// Nothing may stick out of the paper, whatever the values.
void expect_inside(const document& d, const std::string& what) {
    for (const auto& p : d.pages) {
        for (const auto& t : p.texts) {
            const double end = t.x + fonts::metrics_of(t.font).width(t.text) * t.size;
            EXPECT_TRUE(t.x >= -0.01 && end <= p.width + 0.01 && t.y <= p.height && t.y > 0)
                << what << ": '" << t.text << "' from " << t.x << " to " << end << " at " << t.y << " of "
                << p.width << " x " << p.height;
        }
        for (const auto& r : p.rules)
            EXPECT_TRUE(r.x >= -0.01 && r.x + r.width <= p.width + 0.6 && r.y + r.height <= p.height + 0.6)
                << what;
        for (const auto& c : p.pictures)
            EXPECT_TRUE(c.x >= -0.01 && c.x + c.width <= p.width + 0.01 && c.y + c.height <= p.height)
                << what;
    }
}

// Every text of the values made long: names of 60 letters, lists of 40 rows.
void interval(json& v, const std::string& key = {}) {
    static const std::vector<std::string> kept{"issued_at", "printed_code", "lookup_url",
                                               "kind",      "by",           "unit_name"};
    if (auto* o = v.if_object()) {
        const bool is_term = o->contains("amount") && o->contains("unit");
        if (!is_term)
            for (auto& [k, inner] : *o) interval(inner, k);
    } else if (auto* a = v.if_array()) {
        for (auto& inner : *a) interval(inner);
        for (std::size_t i = 0, n = a->size(); n > 0 && a->size() < 40; ++i) {
            json copy = (*a)[i % n];
            a->push_back(std::move(copy));
        }
    } else if (auto* s = v.if_string()) {
        if (std::find(kept.begin(), kept.end(), key) != kept.end() || parse_instant(*s) || parse_day(*s))
            return;
        *s = "Công Tằng Tôn Nữ Nguyễn Phúc Phượng-Nghiêng-Khuỷu-Ngoằnngoèongoằnngoèo " + std::string(*s);
    }
}

int pages_with(const document& d, const std::string& words) {
    return static_cast<int>(std::count_if(d.pages.begin(), d.pages.end(), [&](const page& p) {
        return text_of(p).find(words) != std::string::npos;
    }));
}

std::string rows(int n) {
    std::string list;
    for (int i = 1; i <= n; ++i)
        list += (i > 1 ? "," : "") + ("{\"name\":\"dòng " + std::to_string(i) + "\"}");
    return "{\"rows\":[" + list + "]}";
}

const std::string table =
    "<table columns='10 90'><head><row><cell>TT</cell><cell>Tên</cell></row></head>"
    "<each in='rows' as='r' index='n'><row><cell>{n}</cell><cell>{r.name}</cell></row></each></table>";

}  // namespace

TEST(layout, every_form_fits_its_papers_with_sample_values) {
    for (const auto& f : shipped().forms())
        for (const auto m : f.media)
            expect_inside(pages_of(f, values_of(f.name), m), f.file + " " + std::string(paper_of(m).name));
}

TEST(layout, every_form_fits_its_papers_with_long_names_and_forty_rows) {
    for (const auto& f : shipped().forms())
        for (const auto m : f.media) {
            auto values = values_of(f.name);
            interval(values);
            expect_inside(pages_of(f, values, m), f.file + " " + std::string(paper_of(m).name));
        }
}

TEST(layout, a_form_with_a_missing_value_is_not_printed_on_any_paper) {
    for (const auto& f : shipped().forms())
        for (const auto m : f.media) EXPECT_FALSE(layout(f, json_object{}, {m, {}})) << f.file;
}

TEST(layout, a_table_over_pages_repeats_its_head_and_loses_no_row) {
    const auto d = lay_out(table, rows(120));
    ASSERT_TRUE(d) << all_of(d.error());
    ASSERT_GT(d->pages.size(), 1u);
    EXPECT_EQ(pages_with(*d, "TT Tên"), static_cast<int>(d->pages.size()));
    for (int i = 1; i <= 120; ++i) {
        int found = 0;
        for (const auto& p : d->pages)
            for (const auto& t : p.texts) found += t.text == "dòng " + std::to_string(i) ? 1 : 0;
        EXPECT_EQ(found, 1) << i;
    }
    expect_inside(*d, "120 rows");
}

TEST(layout, a_row_taller_than_a_page_goes_on_below_the_repeated_head) {
    std::string words;
    for (int i = 0; i < 3000; ++i) words += "chữ" + std::to_string(i) + " ";
    const auto d = lay_out(table, "{\"rows\":[{\"name\":\"" + words + "\"}]}");
    ASSERT_TRUE(d);
    ASSERT_GT(d->pages.size(), 2u);
    EXPECT_EQ(pages_with(*d, "TT Tên"), static_cast<int>(d->pages.size()));
    EXPECT_EQ(pages_with(*d, "chữ2999"), 1);
    expect_inside(*d, "one long row");
}

TEST(layout, a_head_never_stands_alone_at_the_foot_of_a_page) {
    for (int gap = 500; gap < 760; gap += 4) {
        const auto d = lay_out(
            "<space height='400'/><space height='" + std::to_string(gap - 400) + "'/>" + table, rows(3));
        ASSERT_TRUE(d);
        for (const auto& p : d->pages) {
            const auto text = text_of(p);
            EXPECT_TRUE(text.find("TT") == std::string::npos || text.find("dòng") != std::string::npos)
                << gap;
        }
    }
}

TEST(layout, what_is_kept_together_moves_to_the_next_page_together) {
    for (int gap = 600; gap < 760; gap += 5) {
        const auto d = lay_out("<space height='400'/><space height='" + std::to_string(gap - 400) +
                                   "'/><keep><p>một</p><space height='40'/><p>hai</p></keep>",
                               "{}");
        ASSERT_TRUE(d);
        int both = 0;
        for (const auto& p : d->pages) both += text_of(p) == "một hai" ? 1 : 0;
        EXPECT_EQ(both, 1) << gap;
    }
}

TEST(layout, page_numbers_appear_when_there_are_many_pages) {
    auto values = values_of("register");
    const auto many = pages_of(find_form("register"), values, medium::a4_landscape);
    EXPECT_EQ(pages_with(many, "Trang 1/" + std::to_string(many.pages.size())), 1);
    values.as_object()["register"].as_object()["dossiers"].as_array().resize(2);
    const auto one = pages_of(find_form("register"), values, medium::a4_landscape);
    ASSERT_EQ(one.pages.size(), 1u);
    EXPECT_EQ(pages_with(one, "Trang"), 0);
}

TEST(layout, marks_stand_on_every_page) {
    const auto values = values_of("register");
    for (const auto* name : {"register", "receipt"}) {
        const auto& f = find_form(name);
        for (const auto m : f.media) {
            const auto d = pages_of(f, values_of(name), m, {reprint_mark(2), training_mark()});
            EXPECT_EQ(pages_with(d, "BẢN IN LẠI – lần 2"), static_cast<int>(d.pages.size()));
            EXPECT_EQ(pages_with(d, "HUẤN LUYỆN – KHÔNG CÓ GIÁ TRỊ"), static_cast<int>(d.pages.size()));
            expect_inside(d, name);
        }
    }
}

TEST(layout, the_manifest_comes_in_two_marked_copies) {
    const auto d = pages_of(find_form("manifest"), values_of("manifest"), medium::a4_landscape);
    ASSERT_EQ(d.pages.size(), 2u);
    EXPECT_NE(text_of(d.pages[0]).find("(Liên 1: Bên giao lưu)"), std::string::npos);
    EXPECT_NE(text_of(d.pages[1]).find("(Liên 2: Bên nhận giữ)"), std::string::npos);
}

TEST(layout, rolls_are_one_page_as_long_as_their_text) {
    auto values = values_of("receipt");
    const auto wide = pages_of(find_form("receipt"), values, medium::roll_80);
    const auto narrow = pages_of(find_form("receipt"), values, medium::roll_58);
    ASSERT_EQ(wide.pages.size(), 1u);
    EXPECT_NEAR(wide.pages[0].width, 576 * 72.0 / 203, 0.01);
    EXPECT_NEAR(narrow.pages[0].width, 384 * 72.0 / 203, 0.01);
    EXPECT_GT(narrow.pages[0].height, wide.pages[0].height);
    interval(values);
    EXPECT_GT(pages_of(find_form("receipt"), values, medium::roll_80).pages[0].height,
              wide.pages[0].height * 2);
}

TEST(layout, loops_in_loops_end_with_a_fault_instead_of_eating_the_memory) {
    std::string open, close;
    for (int i = 0; i < 12; ++i) {
        open += "<each in='list' as='x'>";
        close += "</each>";
    }
    const auto d = lay_out(open + "<p>x</p>" + close, R"({"list": [1, 2, 3, 4, 5, 6]})");
    ASSERT_FALSE(d);
    EXPECT_NE(all_of(d.error()).find("grows beyond"), std::string::npos);
}

TEST(layout, a_fault_in_a_shared_piece_names_the_piece) {
    auto values = values_of("receipt");
    values.as_object()["applicant"].as_object().erase("name");
    values.as_object()["dossier"].as_object().erase("documents");
    const auto d = layout(find_form("receipt", "2018"), values, {medium::a4, {}});
    ASSERT_FALSE(d);
    EXPECT_NE(all_of(d.error()).find("pieces/receipt_lines.xml:"), std::string::npos) << all_of(d.error());
    EXPECT_NE(all_of(d.error()).find("pieces/documents.xml:17:9:"), std::string::npos) << all_of(d.error());
}

TEST(signature, says_who_signs_and_on_whose_behalf) {
    auto values = values_of("apology");
    auto& signer = values.as_object()["signer"].as_object();
    const auto text = [&] { return text_of(pages_of(find_form("apology"), values, medium::a4).pages.at(0)); };
    EXPECT_NE(text().find("KT. TRƯỞNG CÔNG AN PHƯỜNG PHÓ TRƯỞNG CÔNG AN PHƯỜNG"), std::string::npos)
        << text();
    signer = {{"by", "head"}, {"name", "Hoàng Đức Thịnh"}};
    EXPECT_NE(text().find("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ (Ký, ghi rõ họ tên) Hoàng Đức Thịnh"),
              std::string::npos)
        << text();
    EXPECT_EQ(text().find("KT."), std::string::npos);
    signer = {{"by", "standing"}, {"name", "Hoàng Đức Thịnh"}, {"authority", "số 12/UQ ngày 02/01/2026"}};
    EXPECT_NE(text().find("(theo ủy quyền thường trực số 12/UQ ngày 02/01/2026)"), std::string::npos)
        << text();
    signer.erase("authority");
    EXPECT_FALSE(layout(find_form("apology"), values, {medium::a4, {}})) << "it must name the authorisation";
}

TEST(receipt, without_a_due_date_it_says_so) {
    auto values = values_of("receipt");
    values.as_object()["dossier"].as_object().erase("due_at");
    for (const auto m : {medium::a4, medium::roll_80, medium::roll_58})
        EXPECT_NE(
            text_of(pages_of(find_form("receipt"), values, m).pages.at(0)).find("Không có ngày hẹn trả"),
            std::string::npos);
}

TEST(receipt, a_fee_of_nothing_is_not_written_as_a_sum) {
    auto values = values_of("receipt");
    const auto fee_line = [&] {
        const auto text = text_of(pages_of(find_form("receipt"), values, medium::a4).pages.at(0));
        return text.substr(text.find("Phí, lệ phí"), 60);
    };
    values.as_object()["fee"] = json_object{{"amount", 0}};
    EXPECT_NE(fee_line().find("Phí, lệ phí (nếu có): Không thu"), std::string::npos) << fee_line();
    values.as_object()["fee"] = json_object{{"words", "Theo quy định của HĐND tỉnh"}};
    EXPECT_NE(fee_line().find("Theo quy định"), std::string::npos) << fee_line();
    values.as_object().erase("fee");
    EXPECT_NE(fee_line().find("......"), std::string::npos) << fee_line();
}

TEST(receipt, a_code_wider_than_its_place_is_a_fault_and_not_a_torn_bar_code) {
    auto values = values_of("receipt");
    values.as_object()["dossier"].as_object()["printed_code"] = std::string(45, 'X');
    const auto square = layout(find_form("receipt"), values, {medium::roll_58, {}});
    ASSERT_TRUE(square) << all_of(square.error());
    EXPECT_EQ(square->pages.at(0).pictures.at(0).rows, square->pages.at(0).pictures.at(0).columns);
    const auto narrow = read_form(
        "<template xmlns='urn:motcua:template:1' form='x' sets='2025' title='T'><layout media='58mm' "
        "font='sans' "
        "margin='0 0 0 0'><body><columns widths='5 43'><column><qr value='{code}'/></column><column><p>x</p>"
        "</column></columns></body></layout></template>",
        "narrow.xml");
    ASSERT_TRUE(narrow) << all_of(narrow.error());
    const auto d = layout(*narrow, json_object{{"code", std::string(200, 'X')}}, {medium::roll_58, {}});
    ASSERT_FALSE(d);
    EXPECT_NE(all_of(d.error()).find("wider than its place"), std::string::npos);
}

TEST(layout, the_suffix_of_a_number_may_name_the_desk) {
    const auto f = read_form(
        "<template xmlns='urn:motcua:template:1' form='x' sets='2025' title='T' "
        "suffix='/PBS-{office.desk_code?BPTNTKQ}'><layout "
        "media='a4'><body><p>{number}{form.suffix}</p></body>"
        "</layout></template>",
        "suffix.xml");
    ASSERT_TRUE(f) << all_of(f.error());
    const auto of_a_centre = json_object{{"number", "07"}, {"office", json_object{{"desk_code", "TTPVHCC"}}}};
    EXPECT_EQ(text_of(pages_of(*f, of_a_centre, medium::a4).pages.at(0)), "07/PBS-TTPVHCC");
    EXPECT_EQ(text_of(pages_of(*f, json_object{{"number", "07"}}, medium::a4).pages.at(0)), "07/PBS-BPTNTKQ");
}
