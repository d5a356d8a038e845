#include "engine/calendar/day.hpp"

#include <fmt/format.h>

#include <array>

namespace motcua::calendar {
namespace {

using namespace std::chrono;

struct kind_names {
    std::string_view code, words;
};
constexpr std::array<kind_names, 8> names{{{"working", "ngày làm việc"},
                                           {"weekly-off", "nghỉ hằng tuần"},
                                           {"holiday", "nghỉ lễ"},
                                           {"made-up-holiday", "nghỉ bù"},
                                           {"swapped-off", "nghỉ hoán đổi"},
                                           {"worked-saturday", "làm bù"},
                                           {"closure", "cơ quan tạm nghỉ"},
                                           {"opening", "nhận hồ sơ ngoài giờ"}}};

}  // namespace

std::string_view to_text(day_kind k) {
    return names[static_cast<std::size_t>(k)].code;
}
std::string_view in_words(day_kind k) {
    return names[static_cast<std::size_t>(k)].words;
}

std::string_view weekday_in_words(local_day d) {
    static constexpr std::array<std::string_view, 7> words{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư",
                                                           "thứ Năm",  "thứ Sáu", "thứ Bảy"};
    return words[weekday{d}.c_encoding()];
}

std::string date_in_words(local_day d) {
    const year_month_day ymd{d};
    return fmt::format("{:02}/{:02}/{:04}", static_cast<unsigned>(ymd.day()),
                       static_cast<unsigned>(ymd.month()), static_cast<int>(ymd.year()));
}

std::string moment_in_words(instant t) {
    const local_instant local = to_local(t);
    const hh_mm_ss clock{local - day_of(local)};
    return fmt::format("{:02}:{:02} ngày {}", clock.hours().count(), clock.minutes().count(),
                       date_in_words(day_of(local)));
}

}  // namespace motcua::calendar
