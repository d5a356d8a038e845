#include "counters/calendar_preview.hpp"

#include <algorithm>
#include <future>

#include "engine/base/clock.hpp"
#include "engine/base/described.hpp"
#include "engine/calendar/read.hpp"
#include "engine/procedure/rule_set.hpp"
#include "engine/promise/reproject.hpp"
#include "engine/store/door.hpp"

namespace motcua::counters {
namespace {

constexpr std::size_t page = 2000;

struct move {
    std::string code;
    promise::moved_date what;
};

struct amendment {
    procedure::rule_sets rules;
    calendar::working_calendar before, after;
    instant at;
};

result<std::vector<move>> moves_of(const std::vector<store::session_row>& rows, const amendment& a) {
    std::vector<move> out;
    for (const auto& row : rows) {
        if (row.kind != "dossier" || row.standing == store::condition::final) continue;
        const auto record = parse_json(row.record);
        const json* kept = record ? find(*record, "promise") : nullptr;
        if (!kept) continue;
        const auto ledger = from_described<promise::ledger>(*kept, "a ledger");
        if (!ledger) return tl::make_unexpected(ledger.error());
        const auto* rules = a.rules.by_id(get_string(*record, "rule_set"));
        if (!rules || !ledger->started()) continue;
        auto moved = promise::reproject(*ledger, *rules, a.before, a.after, a.at);
        if (!moved) return tl::make_unexpected(moved.error());
        if (*moved) out.push_back({row.listed.code, std::move(**moved)});
    }
    return out;
}

// Pages are read here and judged beside.
result<std::vector<move>> all_moves(store::reader& rows, const amendment& a) {
    std::vector<move> out;
    std::future<result<std::vector<move>>> running;
    const auto take = [&]() -> result<void> {
        if (!running.valid()) return {};
        auto some = running.get();
        if (!some) return tl::make_unexpected(some.error());
        std::move(some->begin(), some->end(), std::back_inserter(out));
        return {};
    };
    for (store::session_id after = 0;;) {
        auto next = rows.sessions(after, page);
        if (auto ok = take(); !ok) return tl::make_unexpected(ok.error());
        if (!next) return tl::make_unexpected(next.error());
        if (next->empty()) return out;
        after = next->back().id;
        running = std::async(std::launch::async, [&a, some = std::move(*next)] { return moves_of(some, a); });
    }
}

void show(const std::vector<move>& all, bool as_json, std::ostream& out) {
    json_array list;
    for (const auto& m : all) {
        const auto reappointed = [](const std::optional<instant>& t) {
            return t ? to_iso(*t) : std::string();
        };
        if (as_json)
            list.push_back({{"code", m.code},
                            {"old", to_iso(m.what.before)},
                            {"new", to_iso(m.what.now)},
                            {"reappointed_old", reappointed(m.what.reappointed_before)},
                            {"reappointed_new", reappointed(m.what.reappointed_now)},
                            {"why", m.what.reason}});
        else
            out << m.code << ": " << to_iso(m.what.before) << " → " << to_iso(m.what.now) << "  ("
                << m.what.reason << ")\n";
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
    auto rows = door ? (*door)->snapshot() : tl::make_unexpected(door.error());
    if (!rows) return err << "motcua: " << rows.error().message << '\n', 4;
    const auto moved = all_moves(**rows, {std::move(*rules), std::move(*before), std::move(*after), *now});
    if (!moved) return err << "motcua: " << moved.error().message << '\n', 4;
    show(*moved, o.json, out);
    return moved->empty() ? 0 : 1;
}

}  // namespace motcua::counters
