// The forms of set 2025 against the official layout: every label, in its order, on every paper that a form is
// printed on. What of set 2018 is no longer there is not there.
#include "paper.hpp"

using namespace motcua;
using namespace motcua::templates;
using namespace motcua::templates::testing;

namespace {

// All pages, each run of blanks one blank.
std::string words_of(const document& d) {
    std::string out;
    for (const auto& p : d.pages)
        for (const char c : text_of(p) + " ")
            if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c;
    return out;
}

std::string words_of(const std::string& form, const json& values, medium m) {
    return words_of(pages_of(find_form(form), values, m));
}

std::string words_of(const std::string& form, medium m) {
    return words_of(form, values_of(form), m);
}

// Each after the one before it.
void expect_in_order(const std::string& text, const std::vector<std::string>& labels) {
    std::size_t at = 0;
    for (const auto& label : labels) {
        const auto found = text.find(label, at);
        if (found == text.npos) {
            ADD_FAILURE() << "not in its place: " << label << "\n" << text;
            return;
        }
        at = found + label.size();
    }
}

void expect_none(const std::string& text, const std::vector<std::string>& words) {
    for (const auto& w : words) EXPECT_EQ(text.find(w), text.npos) << w << "\n" << text;
}

const std::vector<std::string> receipt_labels{
    "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
    "Mã hồ sơ:",
    "Bộ phận Tiếp nhận và Trả kết quả",
    "Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức:",
    "Số định danh cá nhân/tổ chức:",
    "Địa chỉ:",
    "Số điện thoại:",
    "Email:",
    "Nội dung yêu cầu giải quyết:",
    "Thành phần hồ sơ nộp gồm: 1.",
    "2.",
    "Số lượng hồ sơ: 1 (bộ)",
    "Thời gian giải quyết hồ sơ theo quy định là: 7 ngày",
    "Thời gian nhận hồ sơ: 10 giờ 00 phút, ngày 05 tháng 02 năm 2026",
    "Thời gian trả kết quả giải quyết hồ sơ:",
    "17 giờ 00 phút, ngày 25 tháng 02 năm 2026",
    "Đăng ký nhận kết quả tại:",
    "Vào Sổ theo dõi hồ sơ, Quyển số 01 Số thứ tự 0042 (nếu có)",
    "NGƯỜI NỘP HỒ SƠ",
    "NGƯỜI TIẾP NHẬN HỒ SƠ",
    "Phí, lệ phí",
    "Đường dây nóng:"};

}  // namespace

TEST(official, heads_name_the_body_above_the_desk_and_the_desk) {
    for (const auto* form : {"receipt", "supplement_request", "refusal", "apology", "control_sheet"})
        expect_in_order(words_of(form, medium::a4),
                        {"CÔNG AN PHƯỜNG THỬ NGHIỆM", "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
                         "Số: ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
                         "Thử Nghiệm, ngày"});
}

TEST(official, numbers_end_as_each_form_has_it) {
    const std::pair<const char*, const char*> numbers[] = {{"receipt", "Số: 42/-BPTNTKQ"},
                                                           {"supplement_request", "Số: 03/PBS-BPTNTKQ"},
                                                           {"refusal", "Số: 02/PTC-BPTNTKQ"},
                                                           {"apology", "Số: 07/PXL CỘNG"},
                                                           {"control_sheet", "Số: 42/PKS-BPTNTKQ"}};
    for (const auto& [form, number] : numbers) expect_in_order(words_of(form, medium::a4), {number});
    auto values = values_of("register");
    values.at("office").as_object()["desk_code"] = "TTPVHCC";
    expect_in_order(words_of("register", values, medium::a4_landscape), {"Số: 02/STD-TTPVHCC"});
}

TEST(official, form_01) {
    for (const auto m : {medium::a4, medium::a5, medium::roll_80, medium::roll_58}) {
        const auto text = words_of("receipt", m);
        expect_in_order(text, receipt_labels);
        expect_none(text, {"Liên:", "Bản chính", "Số CMND", "Người ủy quyền"});
    }
}

TEST(official, form_01_names_who_authorised_whom) {
    auto values = values_of("receipt");
    values.at("submitter") = json_object{
        {"name", "Đỗ Hữu Nghĩa"}, {"authorised", true}, {"authorisation", "Hợp đồng ủy quyền số 1"}};
    for (const auto m : {medium::a4, medium::roll_80})
        expect_in_order(
            words_of("receipt", values, m),
            {"Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức: Đỗ Hữu Nghĩa", "Người ủy quyền: Nguyễn Thế Phượng",
             "Địa chỉ: Số 7", "Số định danh cá nhân/tổ chức: 000000000042", "Số điện thoại: 0000",
             "Email: phuong", "Văn bản ủy quyền: Hợp đồng ủy quyền số 1", "Nội dung yêu cầu giải quyết:"});
}

TEST(official, form_01_prints_a_term_in_its_own_unit_and_the_days_of_other_bodies) {
    auto values = values_of("receipt");
    auto& dossier = values.at("dossier").as_object();
    dossier["term"] = json_object{{"amount", 4}, {"unit", "working-hours"}};
    dossier["linked"] = json_array{json_object{{"name", "Chi cục Thuế"}, {"working_days", 2}},
                                   json_object{{"name", "Sở Tư pháp"}, {"working_days", 3}}};
    for (const auto* set : {"2018", "2025"})
        for (const auto m : {medium::a4, medium::a5, medium::roll_80, medium::roll_58})
            expect_in_order(
                words_of(pages_of(find_form("receipt", set), values, m)),
                {"theo quy định là: 4 giờ làm việc", "17 giờ 00 phút, ngày 25 tháng 02 năm 2026",
                 "(gồm cả 2 ngày làm việc của Chi cục Thuế)", "(gồm cả 3 ngày làm việc của Sở Tư pháp)"});
}

TEST(official, form_01_of_a_boundary_free_dossier_has_no_date_before_the_competent_body) {
    auto values = values_of("receipt");
    auto& dossier = values.at("dossier").as_object();
    dossier["boundary_free"] = true;
    expect_in_order(words_of("receipt", values, medium::a4),
                    {"Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút"});
    dossier.erase("due_at");
    for (const auto m : {medium::a4, medium::roll_80})
        expect_in_order(
            words_of("receipt", values, m),
            {"Thời gian trả kết quả giải quyết hồ sơ: tính từ khi cơ quan có thẩm quyền nhận được "
             "hồ sơ"});
}

TEST(official, form_02) {
    auto values = values_of("supplement_request");
    values.at("dossier")
        .at("documents")
        .as_array()
        .push_back(json_object{{"name", "Giấy khai sinh"},
                               {"database", "Cơ sở dữ liệu hộ tịch điện tử"},
                               {"failed_at", "2026-02-24T09:15:00+07:00"}});
    const auto text = words_of("supplement_request", values, medium::a4);
    expect_in_order(text, {"PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
                           "Hồ sơ của:", "Nội dung yêu cầu giải quyết:", "Địa chỉ:", "Số điện thoại",
                           "Email:", "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:", "1. Giấy tờ",
                           "2. Giấy khai sinh", "Cơ sở dữ liệu hộ tịch điện tử lúc 09 giờ 15 phút", "Lý do:",
                           "số điện thoại 0000 000 002", "để được hướng dẫn./.", "NGƯỜI HƯỚNG DẪN"});
    expect_none(text, {"Bản chính", "Yêu cầu Ông/Bà"});
}

TEST(official, form_03) {
    const auto text = words_of("refusal", medium::a4);
    expect_in_order(
        text,
        {"PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", "Bộ phận Tiếp nhận và Trả kết quả",
         "Tiếp nhận hồ sơ của:", "Số định danh cá nhân/tổ chức:", "Địa chỉ:", "Số điện thoại:", "Email:",
         "Mã hồ sơ (nếu có):", "Nội dung yêu cầu giải quyết:", "Qua xem xét,",
         "thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể "
         "như sau:",
         "Xin thông báo cho Ông/Bà được biết và thực hiện./.", "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ"});
    expect_none(text, {"NGƯỜI TỪ CHỐI"});
}

TEST(official, form_04) {
    for (const auto m : {medium::a4, medium::roll_80, medium::roll_58}) {
        const auto text = words_of("apology", m);
        expect_in_order(
            text,
            {"PHIẾU XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT", "Kính gửi: Ông Nguyễn Thế Phượng",
             "Ngày 05 tháng 02 năm 2026,",
             "tiếp nhận giải quyết hồ sơ đề nghị giải quyết thủ tục hành chính Đăng ký thường trú của Ông",
             "; số định danh: 000000000042; mã số hồ sơ:",
             "Thời gian hẹn trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 25 tháng 02 năm 2026",
             "Tuy nhiên đến nay,",
             "chưa trả kết quả giải quyết hồ sơ của Ông đúng thời hạn quy định ghi trên "
             "Giấy tiếp nhận hồ sơ và hẹn trả kết quả.",
             "Lý do:", "sự chậm trễ", "chi phí, công sức",
             "xin lỗi Ông và sẽ trả kết quả giải quyết hồ sơ cho Ông vào ngày 02 tháng 3 năm 2026",
             "Mong nhận được sự thông cảm của Ông vì sự chậm trễ này./.", "KT. TRƯỞNG CÔNG AN PHƯỜNG"});
        expect_none(text, {"Nơi nhận", "Nơi trả", "Trân trọng", "17 giờ 00 phút, ngày 02"});
    }
    EXPECT_EQ(find_form("apology").title, "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết");
}

TEST(official, control_sheet) {
    const auto text = words_of("control_sheet", medium::a4);
    expect_in_order(
        text,
        {"PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", "Mã số hồ sơ:", "Cơ quan (bộ phận) giải quyết hồ sơ:",
         "Cơ quan phối hợp giải quyết hồ sơ:", "Ngày nhận:", "Hẹn trả kết quả vào 17 giờ 00 phút, ngày 25",
         "Tên đơn vị", "Thời gian giao nhận hồ sơ", "Kết quả giải quyết hồ sơ (trước hạn/đúng hạn/quá hạn)",
         "Ghi chú", "1. Giao:", "2. Nhận:", "giờ", "Người giao", "Người nhận"});
    expect_none(text, {"Kèm theo hồ sơ của"});
}

TEST(official, register) {
    const auto text = words_of("register", medium::a4_landscape);
    expect_in_order(
        text, {"SỔ THEO DÕI HỒ SƠ", "STT", "Mã hồ sơ", "Tên TTHC", "Tên tổ chức, cá nhân",
               "Địa chỉ, số điện thoại", "Cơ quan chủ trì giải quyết", "Nhận và trả kết quả", "Nhận hồ sơ",
               "Hẹn trả kết quả", "Trả kết quả", "Phương thức nhận kết quả", "Ký nhận"});
    expect_none(text, {"Số lượng hồ sơ", "Ghi chú"});
}

TEST(official, an_electronic_form_is_signed_digitally_and_not_by_hand) {
    for (const auto* form : {"receipt", "supplement_request", "refusal", "apology"}) {
        auto values = values_of(form);
        expect_none(words_of(form, values, medium::a4), {"(Ký số)"});
        values.at("dossier").as_object()["stream"] = "online";
        for (const auto m : find_form(form).media) {
            const auto text = words_of(form, values, m);
            expect_in_order(text, {"(Ký số)"});
            expect_none(text, {"ghi rõ họ tên"});
        }
    }
}

TEST(official, forms_with_the_official_layout_are_confirmed) {
    for (const auto* form :
         {"receipt", "supplement_request", "refusal", "apology", "control_sheet", "register"})
        EXPECT_TRUE(find_form(form).confirmed) << form;
}
