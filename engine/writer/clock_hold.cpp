#include "engine/writer/clock_hold.hpp"

#include "engine/base/log.hpp"
#include "engine/stepping/authority.hpp"
#include "engine/stepping/outcomes.hpp"
#include "engine/writer/writer.hpp"

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
    if (!has_role(by, {"head"}))
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

// The moment of a batch. A confirmation is a batch of its own, at the clock that it confirms.
instant writer::read_clock(std::span<const job> jobs) {
    const auto before = std::exchange(clock_read_, clock_.read());
    if (!clock_read_.held()) clock_.believe(clock_read_);
    if (before.why != clock_read_.why) {
        if (clock_read_.held())
            log().error("clock=held reason={} clock={} last_commit={}", name_of(clock_read_.why),
                        to_iso(clock_read_.clock), to_iso(*clock_read_.last_commit));
        else
            log().warn("clock=released clock={}", to_iso(clock_read_.clock));
        if (hooks_.on_clock) hooks_.on_clock(clock_read_);
    }
    const bool confirming = jobs.size() == 1 && std::holds_alternative<confirm_clock>(jobs.front());
    return confirming ? clock_read_.clock : clock_read_.now;
}

outcome writer::confirm(draft& d, const confirm_clock& c) {
    if (auto no = refuse_confirmation(clock_read_, c.by, c.shown)) return std::move(*no);
    if (clock_read_.held()) {
        d.rows().journal.push_back(clock_confirmed(clock_read_, c.by.id));
        log().warn("clock=confirmed reason={} clock={} last_commit={} by={}", name_of(clock_read_.why),
                   to_iso(clock_read_.clock), to_iso(*clock_read_.last_commit), c.by.id);
    }
    return confirmed(clock_read_);
}

}  // namespace motcua::runtime
