#include "engine/calendar/derivation.hpp"

#include <fmt/format.h>

namespace motcua::calendar {
namespace {

using namespace std::chrono;

std::string doubts(const derived_day& d) {
    std::string text;
    if (!d.confirmed) text += " (chưa xác nhận)";
    if (d.provisional) text += " (lịch dự kiến)";
    return text;
}

std::string opening_sentence(const derivation& d) {
    const std::string accepted = fmt::format("Tiếp nhận lúc {} ({}).", moment_in_words(d.accepted),
                                             weekday_in_words(day_of(d.accepted)));
    std::string rule = fmt::format(" Thời hạn {}", in_words(d.length));
    if (d.prolonged_days > 0) rule += fmt::format(", cộng {} ngày tạm dừng", d.prolonged_days);
    if (d.prolonged_time > milliseconds{0})
        rule += fmt::format(", cộng {} phút tạm dừng", floor<minutes>(d.prolonged_time).count());
    return accepted + rule + ".";
}

std::string start_sentence(const derivation& d) {
    if (d.after_cut_off)
        return fmt::format("Tiếp nhận sau giờ chốt trong ngày nên được tính như tiếp nhận {} {}.",
                           weekday_in_words(d.counted_from), date_in_words(d.counted_from));
    switch (d.length.in) {
        case unit::working_days:
            return "Ngày thứ nhất là ngày làm việc đầu tiên sau ngày tiếp nhận.";
        case unit::calendar_days:
            return "Ngày thứ nhất là ngày liền sau ngày tiếp nhận.";
        case unit::working_hours:
            return "Giờ làm việc được tính từ lúc tiếp nhận.";
        case unit::at_once:
            break;
    }
    return "Trả kết quả trong ngày làm việc tiếp nhận.";
}

std::string day_sentence(const derived_day& d, const derivation& whole) {
    const std::string date = fmt::format("{} {}", weekday_in_words(d.day), date_in_words(d.day));
    const std::string source = d.source.empty() ? "" : fmt::format(" [{}]", d.source);
    if (d.counted && whole.length.in == unit::working_hours)
        return fmt::format("{}: tính {} phút làm việc. {}{}{}.", date, d.working_time.count(), d.reason,
                           source, doubts(d));
    if (d.counted)
        return fmt::format("{}: ngày thứ {}. {}{}{}.", date, d.number, d.reason, source, doubts(d));
    if (d.day == day_of(whole.accepted))
        return fmt::format("{}: ngày tiếp nhận, không tính. {}{}{}.", date, d.reason, source, doubts(d));
    return fmt::format("{}: không tính. {}{}{}.", date, d.reason, source, doubts(d));
}

}  // namespace

json to_json(const derivation& d) {
    json_array days;
    for (const auto& one : d.days)
        days.push_back(json_object{{"day", to_iso(one.day)},
                                   {"counted", one.counted},
                                   {"number", one.number},
                                   {"kind", to_text(one.kind)},
                                   {"reason", one.reason},
                                   {"source", one.source},
                                   {"confirmed", one.confirmed},
                                   {"provisional", one.provisional},
                                   {"working_minutes", one.working_time.count()}});
    json_array sentences;
    for (const auto& s : to_sentences(d)) sentences.emplace_back(s);
    return json_object{{"due", to_iso(d.due)},
                       {"accepted", to_iso(d.accepted)},
                       {"counted_from", to_iso(d.counted_from)},
                       {"after_cut_off", d.after_cut_off},
                       {"term", to_json(d.length)},
                       {"prolonged_days", d.prolonged_days},
                       {"prolonged_minutes", floor<minutes>(d.prolonged_time).count()},
                       {"rolled", d.rolled},
                       {"provisional", d.provisional},
                       {"unconfirmed", d.unconfirmed},
                       {"calendar", d.calendar_hash},
                       {"days", std::move(days)},
                       {"sentences", std::move(sentences)}};
}

std::vector<std::string> to_sentences(const derivation& d) {
    std::vector<std::string> out{opening_sentence(d), start_sentence(d)};
    out.insert(out.end(), d.notes.begin(), d.notes.end());
    for (const auto& one : d.days) out.push_back(day_sentence(one, d));
    if (d.rolled)
        out.push_back("Ngày cuối của thời hạn là ngày nghỉ nên hạn chuyển sang hết ngày làm việc tiếp theo.");
    out.push_back(
        fmt::format("Hạn trả kết quả: {} ({}).", moment_in_words(d.due), weekday_in_words(day_of(d.due))));
    if (d.provisional) out.push_back("Ngày này dựa trên lịch dự kiến của năm chưa có thông báo chính thức.");
    if (d.unconfirmed)
        out.push_back("Ngày này dựa trên mục lịch chưa được xác nhận bằng văn bản chính thức.");
    return out;
}

}  // namespace motcua::calendar
