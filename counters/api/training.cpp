#include "counters/api/asking.hpp"
#include "counters/api/input.hpp"

namespace motcua::api {

void show_training(context& c, call k) {
    k.answer(json_answer(c.app.training_state()));
}

void advance_clock(context& c, call k) {
    constexpr std::int64_t most_days = 60;
    const auto by_hours = get_integer(k.body, "hours"), by_days = get_integer(k.body, "days");
    const bool sane = by_hours >= -24 * most_days && by_hours <= 24 * most_days && by_days >= -most_days &&
                      by_days <= most_days;
    const auto hours = sane ? by_hours + 24 * by_days : 0;
    if (hours < 1 || hours > 24 * most_days)
        return k.answer(field_problem({{"hours", "gửi hours hoặc days, từ 1 giờ đến 60 ngày"}}));
    c.app.advance(std::chrono::hours(hours), [answer = std::move(k.answer)](result<json> r) {
        answer(r ? json_answer(*r) : from_failure(r.error()));
    });
}

void set_printer(context& c, call k) {
    const auto set =
        c.app.set_virtual_printer(get_bool(k.body, "paper", true), get_bool(k.body, "cover_closed", true));
    if (!set) return k.answer(from_failure(set.error()));
    k.answer(json_answer(c.app.training_state()));
}

// The answer is on its way when the power goes, and may or may not arrive: as in life.
void pull_power(context& c, call k) {
    k.answer(json_answer(json_object{{"power", "off"}}, 202));
    c.app.pull_power();
}

void list_sheets(context& c, call k) {
    const auto after = parse_id(k.asked.parameter("after").value_or("0")).value_or(0);
    k.answer(json_answer(c.app.sheets(after)));
}

void show_sheet(context& c, call k) {
    std::string_view name = k.names.front();
    if (name.ends_with(".png")) name.remove_suffix(4);
    const auto n = parse_id(name);
    auto picture =
        n ? c.app.sheet_picture(*n) : fail(failure::kind::not_found, "Không có tờ giấy nào mang số này.");
    if (!picture) return k.answer(from_failure(picture.error()));
    http::response out;
    out.content_type = std::move(picture->content_type);
    out.body = std::move(picture->bytes);
    k.answer(std::move(out));
}

}  // namespace motcua::api
