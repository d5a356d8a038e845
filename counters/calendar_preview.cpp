#include "counters/calendar_preview.hpp"

#include "engine/base/clock.hpp"
#include "engine/calendar/read.hpp"
#include "engine/procedure/rule_set.hpp"
#include "engine/runtime/amendment.hpp"

namespace motcua::counters {
namespace {

using moves = std::vector<runtime::moved_dossier>;

void show(const moves& all, bool as_json, std::ostream& out) {
    json_array list;
    for (const auto& m : all) {
        if (as_json) {
            auto line = promise::to_json(m.what).as_object();
            line["code"] = m.code;
            list.push_back(std::move(line));
            continue;
        }
        out << m.code << ": " << to_iso(m.what.before) << " → " << to_iso(m.what.now);
        if (m.what.reappointed_now)
            out << ", hẹn lại " << to_iso(*m.what.reappointed_before) << " → "
                << to_iso(*m.what.reappointed_now);
        out << "  (" << m.what.reason << ")" << (m.what.provisional ? " [lịch dự kiến]" : "")
            << (m.what.unconfirmed ? " [chưa xác nhận]" : "") << '\n';
    }
    if (as_json) out << to_text(json_object{{"moved", all.size()}, {"dossiers", std::move(list)}}) << '\n';
}

}  // namespace

int calendar_preview(const calendar_preview_options& o, std::ostream& out, std::ostream& err) {
    const auto now = o.at.empty() ? std::optional(system_clock().now()) : parse_instant(o.at);
    auto rules = procedure::read_rule_sets(o.workflows + "/rules");
    auto before = calendar::read_calendar(o.workflows + "/calendars", o.office);
    auto after = calendar::read_calendar(o.calendar, o.office);
    faults wrong;
    if (!now)
        wrong.push_back(
            {"calendar", {}, "--at \"" + o.at + "\": expected a moment such as 2026-02-11T10:00"});
    const auto note = [&](const auto& read) {
        if (!read) wrong.insert(wrong.end(), read.error().begin(), read.error().end());
    };
    note(rules), note(before), note(after);
    for (const auto& f : wrong) err << to_string(f) << '\n';
    if (!wrong.empty()) return 2;
    auto door = store::open(o.data);
    if (!door) return err << "motcua: " << door.error().message << '\n', 4;
    const auto change = promise::compare(*before, *after);
    const auto moved = runtime::moved_dossiers(**door, {*rules, change, *after, *now});
    if (!moved) return err << "motcua: " << moved.error().message << '\n', 4;
    show(*moved, o.json, out);
    return moved->empty() ? 0 : 1;
}

}  // namespace motcua::counters
