#include "templates/language/filters.hpp"

#include <gtest/gtest.h>

using namespace motcua;
using namespace motcua::templates;

namespace {

std::string said(const char* name, const json& value) {
    const auto f = parse_filter(name);
    if (!f) return "no such filter";
    const auto text = apply(*f, value);
    return text ? *text : "expected " + text.error();
}

}  // namespace

TEST(filters, alphanumeric_leaves_letters_and_digits) {
    EXPECT_EQ(*apply(filter::alphanumeric, json("G01.999.001-261201-000042-X")), "G01999001261201000042X");
}

TEST(filters, a_date_has_two_digits_for_the_day_and_for_january_and_february) {
    EXPECT_EQ(said("date", "2026-02-05T10:00:00+07:00"), "ngày 05 tháng 02 năm 2026");
    EXPECT_EQ(said("date", "2026-03-05"), "ngày 05 tháng 3 năm 2026");
    EXPECT_EQ(said("date", "2026-12-31"), "ngày 31 tháng 12 năm 2026");
    EXPECT_EQ(said("date", "2026-01-10"), "ngày 10 tháng 01 năm 2026");
}

TEST(filters, instants_are_shown_in_vietnamese_time) {
    EXPECT_EQ(said("date", "2026-02-04T17:30:00Z"), "ngày 05 tháng 02 năm 2026");
    EXPECT_EQ(said("datetime", "2026-02-25T10:05:00Z"), "17 giờ 05 phút, ngày 25 tháng 02 năm 2026");
    EXPECT_EQ(said("time", "2026-02-25T08:00"), "08 giờ 00 phút");
    EXPECT_EQ(said("day", "2026-02-25T08:00"), "25/02/2026");
    EXPECT_EQ(said("moment", "2026-02-25T08:05"), "08:05 25/02/2026");
}

TEST(filters, what_is_no_day_says_what_was_expected) {
    EXPECT_EQ(said("date", "2026-02-30"),
              "expected a day such as 2026-02-27 or an instant such as 2026-02-27T17:00:00+07:00");
    EXPECT_NE(said("datetime", 7).find("expected an instant"), std::string::npos);
}

TEST(filters, money_is_grouped_with_points) {
    EXPECT_EQ(said("money", 0), "0 đồng");
    EXPECT_EQ(said("money", 7000), "7.000 đồng");
    EXPECT_EQ(said("money", 70000), "70.000 đồng");
    EXPECT_EQ(said("money", 1234567), "1.234.567 đồng");
    EXPECT_NE(said("money", -1).find("expected"), std::string::npos);
    EXPECT_NE(said("money", 7.5).find("expected a whole number"), std::string::npos);
}

TEST(filters, sums_are_said_as_a_cashier_says_them) {
    EXPECT_EQ(in_words(0), "không");
    EXPECT_EQ(in_words(5), "năm");
    EXPECT_EQ(in_words(10), "mười");
    EXPECT_EQ(in_words(15), "mười lăm");
    EXPECT_EQ(in_words(21), "hai mươi mốt");
    EXPECT_EQ(in_words(55), "năm mươi lăm");
    EXPECT_EQ(in_words(101), "một trăm linh một");
    EXPECT_EQ(in_words(115), "một trăm mười lăm");
    EXPECT_EQ(in_words(1005), "một nghìn không trăm linh năm");
    EXPECT_EQ(in_words(20000), "hai mươi nghìn");
    EXPECT_EQ(in_words(70500), "bảy mươi nghìn năm trăm");
    EXPECT_EQ(in_words(1000000), "một triệu");
    EXPECT_EQ(in_words(1050000), "một triệu không trăm năm mươi nghìn");
    EXPECT_EQ(in_words(2000000001), "hai tỷ không trăm linh một");
    EXPECT_EQ(said("money_words", 200000), "Hai trăm nghìn đồng");
}

TEST(filters, terms_speak_in_their_unit) {
    EXPECT_EQ(said("term", {{"amount", 7}, {"unit", "working-days"}}), "7 ngày làm việc");
    EXPECT_EQ(said("term", {{"amount", 0.5}, {"unit", "working-days"}}), "0,5 ngày làm việc");
    EXPECT_EQ(said("term", {{"amount", 4}, {"unit", "working-hours"}}), "4 giờ làm việc");
    EXPECT_EQ(said("term", {{"amount", 10}, {"unit", "calendar-days"}}), "10 ngày");
    EXPECT_EQ(said("term", {{"unit", "at-once"}}), "trong ngày làm việc");
    EXPECT_NE(said("term", {{"amount", 7}, {"unit", "moons"}}).find("expected a term"), std::string::npos);
}

TEST(filters, people_are_addressed_by_what_they_are) {
    EXPECT_EQ(said("honorific", "man"), "Ông");
    EXPECT_EQ(said("honorific", "woman"), "Bà");
    EXPECT_EQ(said("honorific", "organisation"), "Quý cơ quan, tổ chức");
    EXPECT_EQ(said("honorific", "person"), "Ông/Bà");
}

TEST(filters, every_vietnamese_letter_has_its_large_one) {
    EXPECT_EQ(to_upper("công an phường thử nghiệm, quận đống đa"), "CÔNG AN PHƯỜNG THỬ NGHIỆM, QUẬN ĐỐNG ĐA");
    EXPECT_EQ(to_upper("ăâđêôơư ằắẳẵặ ợ ự ỹ ý ĩ ũ 12÷"), "ĂÂĐÊÔƠƯ ẰẮẲẴẶ Ợ Ự Ỹ Ý Ĩ Ũ 12÷");
    EXPECT_EQ(said("sentence", "đã nhận"), "Đã nhận");
}
