#include "engine/writer/clock_hold.hpp"

#include "engine/base/log.hpp"
#include "engine/stepping/authority.hpp"
#include "engine/stepping/outcomes.hpp"

namespace motcua::runtime {
namespace {

// A person reads, thinks and clicks; the clock that is confirmed must still be the one that was read.
constexpr std::chrono::minutes to_think{10};

const char* name_of(doubt why) {
    return why == doubt::behind ? "behind" : why == doubt::ahead ? "ahead" : "none";
}

}  // namespace

outcome clock_held(store::session_id id, const clock_reading& seen) {
    const auto told = to_json(seen);
    auto out = rejected(id, "clock_held", get_string(told, "message"), get_string(told, "next"));
    out.body["clock"] = told;
    return out;
}

std::optional<outcome> refuse_confirmation(const clock_reading& seen, const caller& by,
                                           std::optional<instant> shown) {
    if (!has_role(by, may_confirm_clock))
        return rejected(0, "not_your_role", "chỉ thủ trưởng được xác nhận đồng hồ của máy chủ",
                        "Chuyển cho thủ trưởng, hoặc chỉnh lại ngày giờ của máy chủ.");
    if (shown && std::chrono::abs(seen.clock - *shown) > to_think)
        return rejected(0, "clock_changed", "đồng hồ của máy chủ đã đổi sau khi hiển thị để xác nhận",
                        "Tải lại trang, xem lại giờ rồi xác nhận.");
    return std::nullopt;
}

store::journal_row clock_confirmed(const clock_reading& seen, const std::string& by) {
    store::journal_row row;
    row.why = store::cause::administration;
    row.at = seen.clock;
    row.actor = by;
    row.event = "clock_confirmed";
    row.payload = to_text(
        json_object{{"reason", name_of(seen.why)},
                    {"clock", to_iso(seen.clock)},
                    {"last_commit", seen.last_commit ? json(to_iso(*seen.last_commit)) : json(nullptr)}});
    return row;
}

outcome confirmed(const clock_reading& seen) {
    auto after = seen;
    if (seen.held()) after = {seen.clock, seen.clock, seen.clock, doubt::none};
    return {outcome::kind::done, 0, {{"clock", to_json(after)}}};
}

void log_change(const clock_reading& seen) {
    if (seen.held())
        log().error("clock=held reason={} clock={} last_commit={}", name_of(seen.why), to_iso(seen.clock),
                    to_iso(*seen.last_commit));
    else
        log().warn("clock=released clock={}", to_iso(seen.clock));
}

outcome confirm(batch& b, const confirm_clock& c) {
    const auto& seen = b.clock;
    if (auto no = refuse_confirmation(seen, c.by, c.shown)) return std::move(*no);
    if (seen.held()) {
        b.d.rows().journal.push_back(clock_confirmed(seen, c.by.id));
        log().warn("clock=confirmed reason={} clock={} last_commit={} by={}", name_of(seen.why),
                   to_iso(seen.clock), to_iso(*seen.last_commit), c.by.id);
    }
    return confirmed(seen);
}

}  // namespace motcua::runtime
