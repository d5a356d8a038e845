#include "templates/pdf/pdf.hpp"

#include <thread>

#include "paper.hpp"

using namespace motcua;
using namespace motcua::templates;
using namespace motcua::templates::testing;

namespace {

std::string pdf_of(std::string_view name, medium m, const pdf_properties& properties = {},
                   std::string_view set = "2025") {
    const auto bytes = to_pdf(pages_of(find_form(name, set), values_of(std::string(name)), m), properties);
    EXPECT_TRUE(bytes);
    return bytes ? *bytes : "";
}

// What pdftotext reads, every run of white space as one space.
std::string read_back(const std::string& bytes) {
    const auto text = run("pdftotext -layout " + write_temporary("text.pdf", bytes) + " -");
    std::string out;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n' || c == '\f';
        if (!space)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return out;
}

void expect_words(const std::string& text, std::initializer_list<const char*> words) {
    for (const auto* w : words)
        EXPECT_NE(text.find(w), std::string::npos) << "'" << w << "' is not in\n" << text;
}

}  // namespace

TEST(pdf, the_text_of_a_receipt_is_exactly_its_vietnamese) {
    expect_words(
        read_back(pdf_of("receipt", medium::a4)),
        {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "CÔNG AN PHƯỜNG THỬ NGHIỆM",
         "Thử Nghiệm, ngày 05 tháng 02 năm 2026", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
         "Mã hồ sơ: 000.51.01.G01-260205-0042-R", "Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức: Nguyễn Thế Phượng",
         "Số định danh cá nhân/tổ chức: 000000000042", "Nội dung yêu cầu giải quyết: Đăng ký thường trú",
         "1. Tờ khai thay đổi thông tin cư trú (mẫu CT01), 1 bản chính", "Số lượng hồ sơ: 1 (bộ)",
         "Thời gian giải quyết hồ sơ theo quy định là: 7 ngày làm việc",
         "Thời gian nhận hồ sơ: 10 giờ 00 phút, ngày 05 tháng 02 năm 2026",
         "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 25 tháng 02 năm 2026",
         "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ", "(Ký và ghi rõ họ tên)",
         "Phí, lệ phí (nếu có): 20.000 đồng (Hai mươi nghìn đồng)", "Đường dây nóng: 0000 000 113"});
}

TEST(pdf, the_text_of_a_receipt_of_2018_is_exactly_its_vietnamese) {
    expect_words(
        read_back(pdf_of("receipt", medium::a4, {}, "2018")),
        {"Quyển số: 01, Số thứ tự: 0042", "(Liên: Lưu/Giao khách hàng)",
         "Tiếp nhận hồ sơ của: Nguyễn Thế Phượng", "Số CMND/Thẻ căn cước/Hộ chiếu: 000000000042",
         "1. Thành phần hồ sơ, số lượng mỗi loại giấy tờ:", "Bản chính", "Bản photo",
         "2. Số lượng hồ sơ: 1 (bộ)", "3. Thời gian giải quyết hồ sơ theo quy định là: 7 ngày làm việc",
         "4. Thời gian nhận hồ sơ: 10 giờ 00 phút, ngày 05 tháng 02 năm 2026",
         "5. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 25 tháng 02 năm 2026",
         "6. Đăng ký trả kết quả tại:", "7. Phí, lệ phí (nếu có): 20.000 đồng (Hai mươi nghìn đồng)"});
}

TEST(pdf, the_text_of_an_apology_is_exactly_its_vietnamese) {
    for (const auto m : {medium::a4, medium::roll_80, medium::roll_58}) {
        expect_words(
            read_back(pdf_of("apology", m)),
            {"PHIẾU XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT", "Kính gửi: Ông Nguyễn Thế Phượng",
             "Số: 07/PXL", "000.51.01.G01-260205-0042-R", "ngày 02 tháng 3 năm 2026",
             "KT. TRƯỞNG CÔNG AN PHƯỜNG", "Lý do: cần thêm thời gian thẩm tra, xác minh"});
        expect_words(read_back(pdf_of("apology", m, {}, "2018")),
                     {"Kính gửi: Ông Nguyễn Thế Phượng", "Số: 07/PXL", "000.51.01.G01-260205-0042-R",
                      "Thời gian hẹn trả kết quả lại:", "Trân trọng./.", "Nơi nhận:",
                      "KT. TRƯỞNG CÔNG AN PHƯỜNG", "Lý do: cần thêm thời gian thẩm tra, xác minh"});
    }
}

TEST(pdf, every_run_of_every_form_is_read_back) {
    for (const auto& f : shipped().forms())
        for (const auto m : f.media) {
            const auto d = pages_of(f, values_of(f.name), m);
            const auto text = read_back(*to_pdf(d));
            for (const auto& p : d.pages)
                for (const auto& t : p.texts) {
                    const auto end = t.text.find_last_not_of(' ');
                    if (end == std::string::npos || t.text.find("  ") != std::string::npos) continue;
                    EXPECT_NE(text.find(t.text.substr(0, end + 1)), std::string::npos)
                        << f.file << ": " << t.text;
                }
        }
}

TEST(pdf, equal_values_give_equal_bytes_on_any_thread) {
    const pdf_properties properties{"", parse_instant("2026-02-24T16:00:00+07:00")};
    const auto first = pdf_of("receipt", medium::a4, properties);
    const auto& f = find_form("receipt");
    const auto values = values_of("receipt");
    std::vector<std::string> made(4);
    std::vector<std::thread> threads;
    for (auto& bytes : made)
        threads.emplace_back([&] {
            for (int i = 0; i < 10; ++i) bytes = *to_pdf(*layout(f, values, {medium::a4, {}}), properties);
        });
    for (auto& t : threads) t.join();
    for (const auto& bytes : made) EXPECT_EQ(bytes, first);
}

TEST(pdf, dates_come_from_the_record_only) {
    EXPECT_EQ(pdf_of("receipt", medium::a4).find("CreationDate"), std::string::npos);
    const auto dated = pdf_of("receipt", medium::a4, {"", parse_instant("2026-02-24T16:00:05+07:00")});
    EXPECT_NE(dated.find("D:20260224160005+07'00'"), std::string::npos);
}

TEST(pdf, it_names_its_title_and_language) {
    const auto path = write_temporary("info.pdf", pdf_of("receipt", medium::a4));
    expect_words(run("pdfinfo " + path), {"Giấy tiếp nhận hồ sơ và hẹn trả kết quả"});
    EXPECT_NE(run("qpdf --qdf --object-streams=disable " + path + " -").find("/Lang (vi-VN)"),
              std::string::npos);
    run("qpdf --check " + path);
}

TEST(pdf, letters_are_mapped_one_by_one_in_blocks_of_a_hundred_at_most) {
    document d{"", medium::a4, {page{}}};
    d.pages[0].width = d.pages[0].height = 500;
    std::string many;
    for (char32_t c = U'Ạ'; c <= U'ỹ'; ++c) append_utf8(many, c);
    for (char32_t c = U'!'; c <= U'z'; ++c) append_utf8(many, c);
    d.pages[0].texts.push_back({face::serif, 4, 2, 100, many});
    const auto plain = run("qpdf --qdf " + write_temporary("unicode.pdf", *to_pdf(d)) + " -");
    EXPECT_EQ(plain.find("begincidrange"), std::string::npos);
    EXPECT_NE(plain.find("100 beginbfchar"), std::string::npos);
    EXPECT_NE(plain.find("<1EF9> <1EF9>"), std::string::npos);
    EXPECT_EQ(plain.find("<007B> <007B>"), std::string::npos) << "a letter that is not used is not listed";
    EXPECT_NE(read_back(*to_pdf(d)).find("ẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾế"), std::string::npos);
}

TEST(pdf, fonts_are_embedded_subsets_under_our_own_names) {
    const auto fonts = run("pdffonts " + write_temporary("fonts.pdf", pdf_of("receipt", medium::a4)));
    expect_words(fonts, {"+MotcuaSerif ", "+MotcuaSerif-Bold,Bold ", "+MotcuaSerif-Italic,Italic "});
    EXPECT_EQ(fonts.find("Liberation"), std::string::npos);
    EXPECT_EQ(fonts.find(" no  yes"), std::string::npos);
}

TEST(pdf, what_libharu_refuses_comes_back_as_a_failure) {
    document d{"Quá dài", medium::roll_80, {page{}}};
    d.pages[0].width = 200;
    d.pages[0].height = 20'000;
    d.pages[0].texts.push_back({face::sans, 10, 5, 50, "a"});
    const auto pdf = to_pdf(d);
    ASSERT_FALSE(pdf);
    EXPECT_NE(pdf.error().message.find("Quá dài"), std::string::npos) << pdf.error().message;
}

TEST(pdf, a_slip_stays_small) {
    EXPECT_LT(pdf_of("receipt", medium::roll_80).size(), 60'000u);
    EXPECT_LT(pdf_of("receipt", medium::a4).size(), 90'000u);
}
