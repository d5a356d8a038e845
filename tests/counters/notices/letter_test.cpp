// A letter as mail servers and readers want it: lines that are short enough, words that come back whole.
#include "counters/notices/letter.hpp"

#include <gtest/gtest.h>

namespace motcua::notices {
namespace {

letter written() {
    letter l;
    l.id = "motcua-1@example.vn";
    l.from = "motcua@example.vn";
    l.from_name = "Công an tỉnh An Khánh, bộ phận tiếp nhận và trả kết quả thủ tục hành chính";
    l.to = "phuong@example.vn";
    l.to_name = "Bà Nguyễn Thế Phượng";
    l.subject = "Xin lỗi và hẹn lại ngày trả kết quả hồ sơ 000.51.01.G01-260302-0001 của quý công dân";
    l.text = "Kính gửi Bà Nguyễn Thế Phượng,\n\nTrân trọng.\n";
    return l;
}

std::vector<std::string> head_of(const std::string& mail) {
    std::vector<std::string> out;
    for (std::size_t from = 0;;) {
        const auto end = mail.find("\r\n", from);
        if (end == from || end == std::string::npos) return out;
        out.push_back(mail.substr(from, end - from));
        from = end + 2;
    }
}

TEST(letter, no_line_of_its_head_is_longer_than_76_characters) {
    for (std::size_t n = 0; n < 12; ++n) {
        auto l = written();
        l.subject = std::string(n, 'x') + l.subject;  // so that letters fall on every border
        for (const auto& line : head_of(to_mime(l))) EXPECT_LE(line.size(), 76U) << line;
    }
}

TEST(letter, long_names_and_subjects_go_on_with_a_blank) {
    const auto head = head_of(to_mime(written()));
    std::size_t folded = 0;
    for (const auto& line : head) folded += line.starts_with(" =?UTF-8?B?");
    EXPECT_GE(folded, 3U);
    EXPECT_EQ(head.at(0).substr(0, 6), "Date: ");
}

}  // namespace
}  // namespace motcua::notices
