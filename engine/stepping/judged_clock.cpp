#include "engine/stepping/judged_clock.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/calendar/day.hpp"

namespace motcua::runtime {
namespace {

instant at(std::int64_t ms) {
    return instant{std::chrono::milliseconds{ms}};
}

}  // namespace

judged_clock::judged_clock(const clock& host, clock_limits limits, std::optional<instant> last_commit)
    : host_(host), limits_(limits) {
    if (last_commit) committed(*last_commit);
}

clock_reading judged_clock::read() const {
    // The commit before the clock: a commit between the two readings would make this one look late.
    const auto last = last_commit_.load(), believed = believed_.load();
    const auto shown = host_.now();
    clock_reading out{shown, shown, std::nullopt, doubt::none};
    if (last == never) return out;
    out.last_commit = at(last);
    if (!host_.ticks()) return out;
    const auto surely = at(std::max(last, believed));
    if (shown < at(last) - limits_.behind)
        out.why = doubt::behind;
    else if (shown > surely + limits_.ahead)
        out.why = doubt::ahead;
    out.now = out.held() ? surely : std::max(shown, at(last));
    return out;
}

void judged_clock::believe(const clock_reading& seen) {
    believed_ = seen.clock.time_since_epoch().count();
}

void judged_clock::committed(instant when) {
    last_commit_ = when.time_since_epoch().count();
}

json_object to_json(const clock_reading& seen) {
    json_object out{{"held", seen.held()},
                    {"now", to_iso(seen.now)},
                    {"clock", to_iso(seen.clock)},
                    {"last_commit", nullptr}};
    if (!seen.last_commit) return out;
    out["last_commit"] = to_iso(*seen.last_commit);
    if (!seen.held()) return out;
    const bool behind = seen.why == doubt::behind;
    out["reason"] = behind ? "behind" : "ahead";
    out["message"] = fmt::format(
        "Đồng hồ của máy chủ chỉ {}, {} lần ghi gần nhất ({}); hệ thống tạm ngừng ghi để không sai ngày hẹn.",
        calendar::moment_in_words(seen.clock), behind ? "sớm hơn" : "muộn hơn nhiều so với",
        calendar::moment_in_words(*seen.last_commit));
    out["next"] =
        "Kiểm tra ngày giờ của máy chủ và chỉnh lại nếu sai. Nếu đồng hồ đúng, thủ trưởng xác nhận đồng hồ "
        "trên "
        "trang này hoặc bằng lệnh: motcua clock confirm --data THƯ-MỤC --by MÃ-CÁN-BỘ.";
    return out;
}

}  // namespace motcua::runtime
