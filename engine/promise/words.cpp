#include <fmt/format.h>

#include "engine/promise/facts.hpp"

namespace motcua::promise {
namespace {

using namespace std::chrono;
using calendar::working_calendar;

result<std::string> until_due(instant due, instant now, const working_calendar& c) {
    if (day_of(due) == day_of(now)) {
        constexpr hours noon{12};
        if (to_local(due) - day_of(due) <= noon) return "Trong sáng nay";
        if (to_local(now) - day_of(now) >= noon) return "Trong chiều nay";
        return "Hôm nay";
    }
    const auto days = c.working_days_between(day_of(now), day_of(due));
    if (!days) return tl::make_unexpected(days.error());
    return fmt::format("Còn {} ngày", *days);
}

result<std::string> past_due(instant due, instant until, const working_calendar& c) {
    const auto days = c.working_days_between(day_of(due), day_of(until));
    if (!days) return tl::make_unexpected(days.error());
    if (*days > 0) return fmt::format("Đã quá hạn {} ngày", *days);
    const auto time = c.working_time_between(due, until);
    if (!time) return tl::make_unexpected(time.error());
    if (*time >= hours{1}) return fmt::format("Đã quá hạn {} giờ", floor<hours>(*time).count());
    return "Vừa quá hạn";
}

}  // namespace

result<std::string> in_words(const ledger& l, instant now, const working_calendar& c) {
    if (!l.started()) return "Chưa tiếp nhận";
    if (l.collected) return "Đã trả kết quả";
    if (l.kept) return "Đã lưu kết quả";
    if (l.stopped) return "Đã dừng xử lý";
    if (l.done) {
        const auto days = c.working_days_between(day_of(*l.done), day_of(now));
        if (!days) return tl::make_unexpected(days.error());
        return *days > 0 ? fmt::format("Đã chờ trả {} ngày", *days) : "Vừa có kết quả";
    }
    if (l.paused()) return "Tạm dừng";
    return now > l.due ? past_due(l.due, now, c) : until_due(l.due, now, c);
}

}  // namespace motcua::promise
