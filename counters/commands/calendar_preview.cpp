#include "counters/commands/calendar_preview.hpp"

#include <filesystem>

#include "engine/base/clock.hpp"
#include "engine/calendar/read.hpp"
#include "engine/deployment/deployment.hpp"
#include "engine/procedure/rule_set.hpp"
#include "engine/reading/calendar_preview.hpp"

namespace motcua::counters {
namespace {

struct hashes {
    std::string calendar, in_force;
};

json line_of(const runtime::moved_dossier& m) {
    auto line = promise::to_json(m.what).as_object();
    line["code"] = m.code;
    return line;
}

void show_line(const runtime::moved_dossier& m, std::string_view more, std::ostream& out) {
    out << m.code << ": " << to_iso(m.what.before) << " → " << to_iso(m.what.now);
    if (m.what.reappointed_now)
        out << ", hẹn lại " << to_iso(*m.what.reappointed_before) << " → " << to_iso(*m.what.reappointed_now);
    out << "  (" << m.what.reason << ")" << (m.what.provisional ? " [lịch dự kiến]" : "")
        << (m.what.unconfirmed ? " [chưa xác nhận]" : "") << more << '\n';
}

void show(const runtime::calendar_preview& all, const hashes& is, bool as_json, std::ostream& out) {
    json_array list, settled, unjudged;
    for (const auto& m : all.moved) as_json ? list.push_back(line_of(m)) : show_line(m, "", out);
    for (const auto& m : all.settled)
        as_json ? settled.push_back(line_of(m)) : show_line(m, " [giữ nguyên ngày đã hẹn]", out);
    for (const auto& u : all.unjudged) {
        if (as_json)
            unjudged.push_back({{"code", u.code}, {"why", u.why}});
        else
            out << u.code << ": không tính được ngày hẹn; áp dụng lịch này thì hồ sơ bị giữ lại  (" << u.why
                << ")\n";
    }
    if (as_json)
        out << to_text(json_object{{"calendar", is.calendar},
                                   {"in_force", is.in_force},
                                   {"moved", all.moved.size()},
                                   {"dossiers", std::move(list)},
                                   {"settled", std::move(settled)},
                                   {"unjudged", std::move(unjudged)}})
            << '\n';
    else
        out << "Lịch đang áp dụng: " << is.in_force << "\nLịch mới: " << is.calendar << '\n';
}

}  // namespace

tl::expected<std::optional<instant>, fault> moment_of(const calendar_preview_options& o) {
    // Opening would make one.
    std::error_code ignored;
    if (!std::filesystem::exists(std::filesystem::path(o.data) / "motcua.db", ignored))
        return tl::make_unexpected(fault{o.data, {}, "no data folder of this program; name it with --data"});
    if (!o.at.empty()) {
        if (const auto at = parse_instant(o.at)) return at;
        return tl::make_unexpected(
            fault{"calendar", {}, "--at \"" + o.at + "\": expected a moment such as 2026-02-11T10:00"});
    }
    const auto door = store::open(o.data);
    const auto stands = door ? (*door)->meta("training_clock") : tl::make_unexpected(door.error());
    return stands && *stands ? parse_instant(**stands) : std::nullopt;
}

int calendar_preview(const calendar_preview_options& o, std::ostream& out, std::ostream& err) {
    const auto at = moment_of(o);
    if (!at) return err << to_string(at.error()) << '\n', 2;
    auto door = store::open(o.data);
    if (!door) return err << "motcua: " << door.error().message << '\n', 4;
    const auto adopted = runtime::adopted_calendars(**door, o.data);
    if (!adopted) return err << "motcua: " << adopted.error().message << '\n', 4;
    auto rules = procedure::read_rule_sets(o.workflows + "/rules");
    auto before = calendar::read_calendar(adopted->empty() ? o.workflows + "/calendars" : *adopted, o.office,
                                          adopted->empty() ? origin::folder : origin::store);
    auto after = calendar::read_calendar(o.calendar, o.office);
    faults wrong;
    const auto note = [&](const auto& read) {
        if (!read) wrong.insert(wrong.end(), read.error().begin(), read.error().end());
    };
    note(rules), note(before), note(after);
    for (const auto& f : wrong) err << to_string(f) << '\n';
    if (!wrong.empty()) return 2;
    const auto change = promise::compare(*before, *after);
    const auto seen =
        runtime::preview_calendar_move(**door, {*rules, change, *after, at->value_or(system_clock().now())});
    if (!seen) return err << "motcua: " << seen.error().message << '\n', 4;
    show(*seen, {after->hash(), before->hash()}, o.json, out);
    return seen->moved.empty() && seen->unjudged.empty() ? 0 : 1;
}

}  // namespace motcua::counters
