// Many sessions at once: the worklists, the lists and the figures.
#include <algorithm>
#include <array>
#include <map>
#include <numeric>

#include "engine/kinds/code.hpp"
#include "engine/kinds/dossier/acceptance.hpp"
#include "engine/kinds/registry.hpp"
#include "engine/promise/facts.hpp"
#include "engine/reading/questions.hpp"
#include "engine/stepping/failed_duties.hpp"
#include "engine/store/tally.hpp"

namespace motcua::runtime {
namespace {

// Promises of these working days are near, besides those of today.
constexpr int near_days = 2;

// The first day that is not near any more. Where the calendar ends before, days are counted as they come.
local_day end_of_near(instant now, const calendar::working_calendar& days) {
    const auto last = days.add_working_days(day_of(now), near_days);
    return last.value_or(day_of(now) + std::chrono::days{near_days}) + std::chrono::days{1};
}

// A worklist is a question to the columns; the phases of the charts come as "phase:<id>".
bool fill(store::list_query& q, std::string_view list, instant now, const calendar::working_calendar& days) {
    q.kind = "dossier";
    if (list.empty() || list == "open") return true;
    if (list.substr(0, 6) == "phase:") return q.phases = {std::string(list.substr(6))}, true;
    if (list == "closed")
        return q.open_only = false, q.standing = store::condition::final, q.order = store::list_order::newest,
               true;
    if (list == "parked") return q.standing = store::condition::parked, true;
    if (list == "overdue") return q.late = true, true;
    if (list == "draft") return q.apology_standing = store::apology::draft, true;
    if (list == "near_due") {
        q.due_before = to_instant(local_instant{end_of_near(now, days)});
        q.late = false;
        return true;
    }
    if (list == "all") return q.open_only = false, q.order = store::list_order::newest, true;
    return false;
}

// How many dossiers stand in each list, as commits have kept it counted.
class list_counts {
public:
    static result<list_counts> read(store::reader& from, std::string_view unit, instant now,
                                    const calendar::working_calendar& days) {
        list_counts out;
        const std::string near = "due:" + to_iso(end_of_near(now, days));
        // Neither the promises of all later days nor what reports count.
        for (const auto& [first, last] :
             {std::pair<std::string_view, std::string_view>{"closed", near}, {"late:", "phase;"}}) {
            auto read = from.counts("dossier", unit, first, last);
            if (!read) return tl::make_unexpected(read.error());
            for (auto& c : *read) out.take(c.list, c.n);
        }
        return out;
    }

    const std::map<std::string, std::int64_t>& phases() const { return phases_; }
    std::int64_t late(const std::string& phase) const {
        const auto at = late_.find(phase);
        return at == late_.end() ? 0 : at->second;
    }
    // Of a list of `fill`.
    std::int64_t total(std::string_view list) const {
        if (list.starts_with("phase:")) {
            const auto at = phases_.find(std::string(list.substr(6)));
            return at == phases_.end() ? 0 : at->second;
        }
        if (list == "overdue") return sum(late_);
        if (list == "all") return sum(phases_) + total("closed");
        if (list.empty() || list == "open") return sum(phases_);
        const auto at = others_.find(list);
        return at == others_.end() ? 0 : at->second;
    }

private:
    using by_phase = std::map<std::string, std::int64_t>;

    void take(const std::string& list, std::int64_t n) {
        if (list.starts_with("phase:"))
            phases_[list.substr(6)] = n;
        else if (list.starts_with("late:"))
            late_[list.substr(5)] = n;
        else
            others_[list.starts_with("due:") ? "near_due" : list] += n;
    }
    static std::int64_t sum(const by_phase& of) {
        return std::accumulate(of.begin(), of.end(), std::int64_t{0},
                               [](std::int64_t n, const auto& one) { return n + one.second; });
    }

    by_phase phases_, late_;
    std::map<std::string, std::int64_t, std::less<>> others_;
};

// Where a count is not kept, it ends here.
constexpr std::size_t counted_rows = 1000;
constexpr const char* wrong_place =
    "Vị trí trang (after, before) không thuộc danh sách này; mở lại danh sách từ trang đầu.";

// Where the page goes on; why not, in words.
std::optional<std::string> take_places(store::list_query& q, const json& args) {
    if (get_integer(args, "page", 1) != 1)
        return "Danh sách không còn đánh số trang; lấy trang sau bằng \"after\" là \"next\" của trang trước.";
    for (const auto& [name, into] : {std::pair{"after", &q.after}, std::pair{"before", &q.before}}) {
        const auto text = get_string(args, name);
        if (text.empty()) continue;
        *into = store::read_place(text);
        if (!*into) return wrong_place;
    }
    if (q.after && q.before) return "Chỉ dùng một trong hai: after hoặc before.";
    return std::nullopt;
}

json or_null(const std::optional<store::list_place>& place) {
    return place ? json(store::write_place(*place)) : json(nullptr);
}

// A blocked instant waits for a person as long as record and calendar say so; no later row tells.
bool still_blocked(const deployment& d, const store::session_row& row, std::string_view event, instant now) {
    const auto record = d.kinds().decode(row.kind, row.record);
    if (!record) return false;
    kinds::step_context c;
    c.at = now;
    c.calendar = &d.days();
    c.rules = d.rules().by_id((*record)->kept_rule_set());
    if (!c.rules) return false;
    const auto ahead = (*record)->look_ahead(c);
    return ahead.blocked && ahead.blocked->event == event;
}

constexpr const char* figure_names[] = {
    "received",   "online", "direct",     "late",   "apologies",        "premature",       "issued_late",
    "by_default", "post",   "overridden", "closed", "slow_acceptances", "slow_hand_overs", "not_accepted"};
using figure_counts = std::map<std::string, std::int64_t, std::less<>>;

// A session whose columns do not tell, by its record.
void count(const deployment& d, const store::session_row& row, instant now, figure_counts& n) {
    const auto what = d.kinds().decode(row.kind, row.record);
    const auto* r = what ? what->as<const dossier::record>() : nullptr;
    if (!r) return;
    if (const auto* rules = d.rules().by_id(r->rule_set))
        if (const auto w = dossier::waited(*r, now, {*rules, d.days()}); w && *w)
            n["slow_acceptances"] += (*w)->slow;
    if (!r->accepted()) {
        n["not_accepted"] += row.standing != store::condition::final;
        return;
    }
    ++n["received"];
    ++n[dossier::counts_online(*r) ? "online" : "direct"];
    n["slow_hand_overs"] += r->to_unit.late(now);
    n["post"] += r->returning.mode == "post";
    n["overridden"] += !r->route.override_code.empty();
    n["closed"] += row.standing == store::condition::final;
    if (const auto f = promise::facts_at(r->promise, now, d.days())) {
        n["late"] += f->late;
        n["premature"] += f->premature;
    }
    n["apologies"] += std::ssize(r->promise.issued);
    for (const auto& i : r->promise.issued) {
        n["issued_late"] += i.issued_late;
        n["by_default"] += i.by_default;
    }
}

}  // namespace

found answerer::worklists(const json& args) const {
    auto from = door_.snapshot();
    if (!from) return unread(from.error());
    const auto counts = list_counts::read(**from, get_string(args, "unit"), clock_.now(), deployed_.days());
    if (!counts) return unread(counts.error());
    json_array out;
    for (const auto& [phase, open] : counts->phases())
        out.push_back({{"id", "phase:" + phase},
                       {"label", labels_.phase_in_any_chart(phase)},
                       {"count", open},
                       {"late", counts->late(phase)}});
    constexpr std::pair<std::string_view, std::string_view> special[] = {{"draft", "Chờ lãnh đạo trả lời"},
                                                                         {"near_due", "Sắp đến hạn"},
                                                                         {"overdue", "Quá hạn"},
                                                                         {"parked", "Bị giữ lại (sự cố)"}};
    for (const auto& [id, label] : special)
        out.push_back({{"id", id}, {"label", label}, {"count", counts->total(id)}});
    return json{{"items", std::move(out)}, {"commit", (*from)->commit_no()}};
}

// `name`: a list whose count is kept, or empty.
found answerer::list(store::list_query q, std::string_view name, const json& args) const {
    auto from = door_.snapshot();
    if (!from) return unread(from.error());
    q.text = get_string(args, "q");
    if (q.text.find_first_not_of(' ') == q.text.npos) q.text.clear();
    const auto typed = kinds::read_typed_code(q.text);
    if (typed.what == kinds::typed_code::kind::checked) q.text = typed.code;
    if (typed.what == kinds::typed_code::kind::either) {
        const auto whole = (*from)->find_code(typed.code);
        if (!whole) return unread(whole.error());
        const auto without = *whole ? whole : (*from)->find_code(typed.unchecked);
        if (!without) return unread(without.error());
        if (!*whole && *without) q.text = typed.unchecked;
    }
    q.unit = get_string(args, "unit");
    q.procedure = get_string(args, "procedure");
    q.limit = static_cast<std::size_t>(std::clamp<std::int64_t>(get_integer(args, "size", 50), 1, 500));
    if (auto no = take_places(q, args)) return none(std::move(*no));
    std::optional<std::int64_t> kept;
    if (!name.empty() && q.text.empty() && q.procedure.empty()) {
        const auto counts = list_counts::read(**from, q.unit, clock_.now(), deployed_.days());
        if (!counts) return unread(counts.error());
        kept = counts->total(name);
    }
    q.count_to = kept ? 0 : counted_rows;
    const auto l = (*from)->list(q);
    if (!l) return l.error().what == failure::kind::bad_input ? none(wrong_place) : unread(l.error());
    json_array items;
    for (const auto& s : l->rows) items.push_back(views_.line(s, clock_.now()));
    return json{{"items", std::move(items)},
                {"total", kept.value_or(static_cast<std::int64_t>(l->count))},
                {"more", l->more},
                {"next", or_null(l->next)},
                {"previous", or_null(l->previous)},
                {"commit", l->commit_no}};
}

found answerer::dossiers(const json& args) const {
    store::list_query q;
    const auto name = get_string(args, "list");
    if (!fill(q, name, clock_.now(), deployed_.days())) return none("Không có danh sách \"" + name + "\".");
    return list(std::move(q), name.empty() ? "open" : name, args);
}

// Every session of a kind, the newest first.
found answerer::sessions(const json& args) const {
    store::list_query q;
    q.kind = get_string(args, "kind");
    if (!deployed_.kinds().find_kind(q.kind)) return none("Không có loại \"" + q.kind + "\".");
    q.open_only = false;
    q.order = store::list_order::newest;
    return list(std::move(q), {}, args);
}

found answerer::rounds(const json& args) const {
    json_object of = args.is_object() ? args.get_object() : json_object{};
    of["kind"] = "round";
    return sessions(of);
}

// {"duty"}: that one; {"state": "failed"}: those that failed and that nobody has dealt with, the newest
// first; else the unfinished ones.
found answerer::duties(const json& args) const {
    auto from = door_.snapshot();
    if (!from) return unread(from.error());
    if (const auto id = get_integer(args, "duty"); id > 0) {
        const auto row = (*from)->duty(id);
        if (!row) return unread(row.error());
        if (!*row) return none("Không có lệnh in hay thông báo này.");
        return json{{"items", json_array{views_.duty(**row)}}};
    }
    if (get_string(args, "state") == "failed") return failed_duties(**from);
    const auto rows = (*from)->unfinished_outbox();
    if (!rows) return unread(rows.error());
    json_array out;
    for (const auto& r : *rows) out.push_back(views_.duty(r));
    return json{{"items", std::move(out)}};
}

found answerer::failed_duties(store::reader& from) const {
    constexpr std::size_t most = 1000;
    const auto rows = from.failed_outbox(most);
    if (!rows) return unread(rows.error());
    json_array out;
    for (const auto& r : *rows) {
        const auto all = from.outbox(r.session);
        if (!all) return unread(all.error());
        if (!not_dealt_with(r, *all)) continue;
        const auto s = from.session(r.session);
        if (!s) return unread(s.error());
        auto one = views_.duty(r);
        if (*s) one["code"] = (*s)->listed.code;
        if (is_blocked(r)) {
            if (!*s || !still_blocked(deployed_, **s, r.name, clock_.now())) continue;
            one["title"] = labels_.event((*s)->chart, r.name);
            one["next"] = get_string(one["args"], "next");
        }
        out.push_back(std::move(one));
    }
    return json{{"items", std::move(out)}};
}

// Counts of what was received, how it came and how it went; the reports' raw material. Most of it commits
// have kept counted; what has passed by now, and the sessions that are not told, are looked at.
found answerer::figures(const json&) const {
    auto from = door_.snapshot();
    if (!from) return unread(from.error());
    const auto now = clock_.now();
    figure_counts n;
    const auto kept = (*from)->counts("dossier", {}, store::figure_tally, "figure;");
    if (!kept) return unread(kept.error());
    for (const auto& c : *kept) n[c.list.substr(store::figure_tally.size())] += c.n;
    const auto passed = (*from)->passed("dossier", now);
    if (!passed) return unread(passed.error());
    n["late"] += passed->promises;
    n["slow_hand_overs"] += passed->hand_overs;
    for (store::session_id after = 0;;) {
        const auto rows = (*from)->untold("dossier", after, 500);
        if (!rows) return unread(rows.error());
        if (rows->empty()) break;
        after = rows->back().id;
        for (const auto& row : *rows) count(deployed_, row, now, n);
    }
    json_object out;
    for (const auto* name : figure_names) out[name] = n[name];
    return json(std::move(out));
}

}  // namespace motcua::runtime
