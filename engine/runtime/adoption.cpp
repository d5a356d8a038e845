#include "engine/runtime/adoption.hpp"

#include "engine/base/log.hpp"
#include "engine/dossier/amendment.hpp"
#include "engine/runtime/authority.hpp"
#include "engine/runtime/outcomes.hpp"
#include "engine/runtime/writer.hpp"

namespace motcua::runtime {
namespace {

constexpr std::size_t sessions_in_a_slice = 64;  // so that nobody waits long behind it

}  // namespace

json_object progress_of(const adoption& a) {
    return {{"calendar", a.calendar},   {"by", a.by},
            {"at", to_iso(a.at)},       {"moved", a.moved},
            {"replanned", a.replanned}, {"finished", a.finished}};
}

json to_json(const adoption& a) {
    auto o = progress_of(a);
    o["judged"] = a.judged;
    if (!a.finished) o["change"] = promise::to_json(a.change);
    return o;
}

std::optional<adoption> adoption_from_json(std::string_view text) {
    const auto v = parse_json(text);
    if (!v || !v->is_object()) return std::nullopt;
    adoption a;
    a.calendar = get_string(*v, "calendar");
    a.by = get_string(*v, "by");
    a.at = parse_instant(get_string(*v, "at")).value_or(instant{});
    if (const json* change = find(*v, "change")) a.change = promise::change_from_json(*change);
    a.judged = get_integer(*v, "judged");
    a.moved = get_integer(*v, "moved");
    a.replanned = get_integer(*v, "replanned");
    a.finished = get_bool(*v, "finished");
    return a;
}

void writer::go_on_adopting() {
    const auto kept = door_.meta(adoption::kept_as);
    if (!kept) return void(die(kept.error().message));
    if (!*kept) return;
    auto known = adoption_from_json(**kept);
    if (known && !known->finished) adopting_ = std::move(*known);
}

// The calendar comes into force with this batch, in which nothing else happens.
outcome writer::adopt(draft& d, const amend& a, instant now) {
    if (!has_role(a.by, {"supervisor", "head"}))
        return rejected(0, "not_your_role", "chỉ người phụ trách được xác nhận lịch mới",
                        "Chuyển cho người phụ trách hoặc thủ trưởng.");
    const auto wanted = a.what.days->hash();
    if (adopting_ && adopting_->calendar == wanted)
        return {outcome::kind::done, 0, progress_of(*adopting_)};
    if (adopting_)
        return rejected(0, "adoption_under_way", "một lịch khác đang được áp dụng cho các hồ sơ",
                        "Chờ xong rồi xem trước lại.");
    if (const auto last = door_.meta(adoption::kept_as); last && *last)
        if (const auto done = adoption_from_json(**last);
            done && done->calendar == wanted && done->calendar == deployed_.days().hash())
            return {outcome::kind::done, 0, progress_of(*done)};
    if (a.base != deployed_.days().hash())
        return rejected(0, "calendar_changed", "lịch đang áp dụng đã thay đổi sau khi xem trước",
                        "Xem trước lại rồi xác nhận.");
    adoption fresh{wanted, a.by.id, now, a.change, 0, 0, 0, false};
    auto& rows = d.rows();
    rows.contents = deployed_.contents_with(a.what);
    for (auto& row : rows.contents) row.first_seen = now;
    const auto& whole = rows.contents.back().hash;
    rows.meta.push_back({"deployment", whole});
    rows.meta.push_back({deployment::adopted_as, whole});
    rows.meta.push_back({adoption::kept_as, to_text(to_json(fresh))});
    store::journal_row said;
    said.why = store::cause::administration;
    said.at = now;
    said.actor = a.by.id;
    said.event = "deployed";
    said.payload = to_text(json_object{{"deployment", whole}, {"calendar", fresh.calendar}});
    rows.journal.push_back(std::move(said));
    arriving_.emplace(arrival{a.what, rows.contents, std::move(fresh)});
    return {outcome::kind::done, 0, progress_of(arriving_->what)};
}

void writer::arrive() {
    if (!arriving_) return;
    deployed_.put_in_force(std::move(arriving_->calendar), std::move(arriving_->contents));
    adopting_ = std::move(arriving_->what);
    arriving_.reset();
}

// A dossier whose date stays may still have to be woken at another moment.
void writer::judge(draft& d, const store::session_row& row, instant now, adoption& so_far) {
    if (row.kind != "dossier" || row.standing == store::condition::final) return;
    const auto opened = d.open(row.id);
    if (!opened) return;
    auto& s = **opened;
    const auto c = steps_.circumstances_of(s, now, "engine");
    // As it stood when the calendar was confirmed: a power cut since then makes nobody late.
    const auto moved =
        promise::reproject(s.dossier()->promise, *c.rules, so_far.change, *c.calendar, so_far.at);
    if (!moved) return log().error("session={} calendar=\"{}\"", s.id, moved.error().message);
    if (*moved) return void(so_far.moved += move(d, s, **moved, so_far, c));
    const auto next = steps_.next(s, now);
    const auto wake = next ? std::optional(next->at) : std::nullopt;
    if (d.standing(s) != store::condition::running || wake == row.wake_at) return;
    d.rewake(s);
    ++so_far.replanned;
}

bool writer::move(draft& d, live& s, const promise::moved_date& to, const adoption& by,
                  const dossier::circumstances& c) {
    d.savepoint();
    d.touch(s);
    dossier::wishes w;
    stimulus in{.event = adoption::moved_event,
                .data = promise::to_json(to).as_object(),
                .at = c.at,
                .actor = c.actor};
    if (const auto no = dossier::move_promise(s.what, to, c, w)) {
        log().error("session={} calendar=\"{}\"", s.id, no->message);
        return d.rollback(), false;
    }
    auto decisions = d.settle(s, w, in);
    if (!decisions) return d.rollback(), die(decisions.error().message);
    in.actor = by.by;
    d.journal(s, store::cause::administration, in, {{"data", in.data}, {"decisions", std::move(*decisions)}},
              {});
    return true;
}

writer::ending writer::adopt_rows(const std::vector<store::session_row>& rows, adoption& so_far) {
    const auto now = clock_.now();
    draft d(door_, deployed_, steps_, cache_, ids_, now);
    auto how = ending::culprit;
    try {
        for (const auto& row : rows) judge(d, row, now, so_far);
        so_far.finished = rows.empty();
        if (!rows.empty()) so_far.judged = rows.back().id;
        d.rows().meta.push_back({adoption::kept_as, to_text(to_json(so_far))});
        if (so_far.finished) {
            store::journal_row said;
            said.why = store::cause::administration;
            said.at = now;
            said.actor = so_far.by;
            said.event = "calendar_adopted";
            said.payload = to_text(progress_of(so_far));
            d.rows().journal.push_back(std::move(said));
        }
        d.close();
        how = dead_.empty() ? commit(d) : ending::dead;
    } catch (const std::exception& e) {
        log().error("calendar=undone why=\"{}\"", e.what());
    }
    if (how != ending::committed) d.forget();
    return how;
}

// One batch of its own. After one that the store refused, one session at a time, and the culprit parked.
void writer::adopt_slice() {
    auto from = door_.snapshot();
    const auto rows = from ? (*from)->sessions(adopting_->judged, one_at_a_time_ ? 1 : sessions_in_a_slice)
                           : tl::make_unexpected(from.error());
    if (!rows) return void(die(rows.error().message));
    from->reset();
    adoption next = *adopting_;
    const auto how = adopt_rows(*rows, next);
    if (how == ending::culprit && one_at_a_time_ && !rows->empty()) {
        park_culprit(rows->front().id, "calendar: commit refused");
        adopting_->judged = rows->front().id;
    }
    one_at_a_time_ = how == ending::culprit && !one_at_a_time_;
    if (how != ending::committed) return;
    adopting_ = std::move(next);
    cache_.shrink();
    plan();
    if (!adopting_->finished) return;
    log().info("calendar={} adopted moved={} replanned={}", adopting_->calendar.substr(0, 12),
               adopting_->moved, adopting_->replanned);
    adopting_.reset();
}

}  // namespace motcua::runtime
