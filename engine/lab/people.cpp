#include "engine/lab/people.hpp"

#include <fmt/format.h>

#include <array>
#include <string>

namespace motcua::lab {
namespace {

constexpr std::array<std::string_view, 20> families{
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ",    "Võ",    "Đặng",
    "Bùi",    "Đỗ",   "Hồ", "Ngô",  "Dương", "Lý",    "Đinh", "Trịnh", "Lương", "Mai"};
constexpr std::array<std::string_view, 10> middle_of_women{"Thị",  "Ngọc", "Thu",  "Thanh", "Mỹ",
                                                           "Bích", "Kim",  "Hồng", "Tuyết", "Thùy"};
constexpr std::array<std::string_view, 10> middle_of_men{"Văn",  "Hữu", "Đức",   "Minh", "Quốc",
                                                         "Công", "Gia", "Trọng", "Bá",   "Đăng"};
constexpr std::array<std::string_view, 16> given_of_women{
    "Anh", "Duyên",  "Giang",  "Hạnh",  "Hương", "Lan",   "Liên", "Loan",
    "Nga", "Nguyệt", "Phượng", "Quỳnh", "Thảo",  "Trang", "Uyên", "Yến"};
constexpr std::array<std::string_view, 16> given_of_men{"An",   "Bảo",  "Cường", "Dũng", "Đạt",   "Hải",
                                                        "Hùng", "Khoa", "Lâm",   "Long", "Nghĩa", "Phúc",
                                                        "Quân", "Sơn",  "Thắng", "Vinh"};
constexpr std::array<std::string_view, 6> hamlets{"ấp Bình An", "ấp Hòa Thuận", "ấp Mỹ Thạnh",
                                                  "ấp Phú Lợi", "ấp Tân Lập",   "khóm 9"};

template <std::size_t N>
std::string_view one(random_source& d, const std::array<std::string_view, N>& of) {
    return of[d.below(N)];
}

}  // namespace

json_object draw_person(random_source& d, std::size_t n) {
    const bool woman = d.below(2) == 0;
    const auto family = one(d, families);
    const auto middle = one(d, woman ? middle_of_women : middle_of_men);
    const auto given = one(d, woman ? given_of_women : given_of_men);
    return {
        {"kind", woman ? "woman" : "man"},
        {"name", fmt::format("{} {} {}", family, middle, given)},
        {"id_number", fmt::format("0801{:08}", n)},
        {"address", fmt::format("Số {}, {}, xã Phú Sơn, tỉnh An Khánh", d.between(1, 240), one(d, hamlets))},
        {"phone", fmt::format("09{:08}", n)}};
}

}  // namespace motcua::lab
