#include "counters/commands/calendar_preview.hpp"

#include "engine/base/clock.hpp"
#include "engine/base/json.hpp"
#include "engine/tools.hpp"

namespace motcua::counters {
namespace {

void show_line(const json& m, std::string_view more, std::ostream& out) {
    out << get_string(m, "code") << ": " << get_string(m, "old") << " → " << get_string(m, "new");
    if (find(m, "reappointed_new"))
        out << ", hẹn lại " << get_string(m, "reappointed_old") << " → " << get_string(m, "reappointed_new");
    out << "  (" << get_string(m, "why") << ")" << (get_bool(m, "provisional") ? " [lịch dự kiến]" : "")
        << (get_bool(m, "unconfirmed") ? " [chưa xác nhận]" : "") << more << '\n';
}

void show(const json& all, std::ostream& out) {
    for (const auto& m : all.at("dossiers").as_array()) show_line(m, "", out);
    for (const auto& m : all.at("settled").as_array()) show_line(m, " [giữ nguyên ngày đã hẹn]", out);
    for (const auto& u : all.at("unjudged").as_array())
        out << get_string(u, "code") << ": không tính được ngày hẹn; áp dụng lịch này thì hồ sơ bị giữ lại  ("
            << get_string(u, "why") << ")\n";
    out << "Lịch đang áp dụng: " << get_string(all, "in_force")
        << "\nLịch mới: " << get_string(all, "calendar") << '\n';
}

}  // namespace

tl::expected<std::optional<instant>, fault> moment_of(const calendar_preview_options& o) {
    if (!tools::holds_data(o.data))
        return tl::make_unexpected(fault{o.data, {}, "no data folder of this program; name it with --data"});
    if (!o.at.empty()) {
        if (const auto at = parse_instant(o.at)) return at;
        return tl::make_unexpected(
            fault{"calendar", {}, "--at \"" + o.at + "\": expected a moment such as 2026-02-11T10:00"});
    }
    // A folder that cannot be opened is reported by whoever needs it next.
    return tools::kept_clock(o.data).value_or(std::nullopt);
}

int calendar_preview(const calendar_preview_options& o, std::ostream& out, std::ostream& err) {
    const auto at = moment_of(o);
    if (!at) return err << to_string(at.error()) << '\n', 2;
    auto seen = tools::preview_calendar(
        {o.data, o.calendar, o.workflows, o.office, at->value_or(system_clock().now())});
    if (!seen) {
        for (const auto& line : seen.error().lines)
            err << (seen.error().bad_input ? "" : "motcua: ") << line << '\n';
        return seen.error().bad_input ? 2 : 4;
    }
    const json all = std::move(*seen);
    if (o.json)
        out << to_text(all) << '\n';
    else
        show(all, out);
    return get_integer(all, "moved") == 0 && all.at("unjudged").as_array().empty() ? 0 : 1;
}

}  // namespace motcua::counters
