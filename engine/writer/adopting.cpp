#include "engine/writer/adopting.hpp"

#include "engine/base/log.hpp"
#include "engine/stepping/authority.hpp"
#include "engine/stepping/outcomes.hpp"

namespace motcua::runtime {
namespace {

// As it stood when the calendar was confirmed: a power cut since then makes nobody late.
result<std::optional<promise::moved_date>> moved_by(const adoption& a, const loaded_session& s,
                                                    const kinds::step_context& c) {
    if (!c.rules)
        return fail(failure::kind::not_found,
                    "không có bộ quy tắc " + std::string(s.record->kept_rule_set()));
    return promise::reproject(*s.record->promise_ledger(), *c.rules, a.change, *c.calendar, {a.at, c.at});
}

// What concerns the office as a whole.
store::journal_row said(std::string event, const std::string& by, instant at, const json_object& payload) {
    store::journal_row row;
    row.why = store::cause::administration;
    row.at = at;
    row.actor = by;
    row.event = std::move(event);
    row.payload = to_text(payload);
    return row;
}

// An incident like any other: it stands in the list of parked dossiers and can be resumed.
void set_aside(batch& b, loaded_session& s, const std::string& why, adoption& so_far) {
    ++so_far.set_aside;
    log().error("session={} calendar={} parked=\"{}\"", s.id, so_far.calendar.substr(0, 12), why);
    auto reason = "lịch mới " + so_far.calendar.substr(0, 12) + " không cho ra ngày hẹn: " + why +
                  "; sửa tệp lịch, áp dụng lại rồi cho hồ sơ chạy tiếp";
    if (b.d.standing(s) == store::condition::parked) {
        const auto& known = b.d.parked_reason(s);
        if (known.find(reason) != known.npos) return;
        reason = known + "; " + reason;
    }
    b.d.savepoint();
    b.d.park(s, std::move(reason), {{"calendar", so_far.calendar}});
}

// Why it did not, if it did not.
std::optional<std::string> move(batch& b, loaded_session& s, const promise::moved_date& to,
                                const adoption& by, const kinds::step_context& c) {
    b.d.savepoint();
    b.d.touch(s);
    kinds::step_requests w;
    step_input in{.event = adoption::moved_event,
                  .data = promise::to_json(to).as_object(),
                  .at = c.at,
                  .actor = c.actor,
                  .attended = false};
    if (const auto no = s.record->move_promise(to, c, w)) {
        b.d.rollback();
        return no->message;
    }
    auto decisions = b.d.settle(s, w, in);
    if (!decisions) {
        b.d.rollback();
        b.stop(decisions.error().message);
        return decisions.error().message;
    }
    in.actor = by.by;
    b.d.journal(s, store::cause::administration, in,
                {{"data", in.data}, {"decisions", std::move(*decisions)}}, {});
    return std::nullopt;
}

// A dossier whose date stays may still have to be woken at another moment.
void judge(batch& b, const store::session_row& row, adoption& so_far) {
    if (!b.of.deployed->kinds().has_promise(row.kind) || row.standing == store::condition::final) return;
    const auto opened = b.d.open(row.id);
    if (!opened) {
        if (!b.d.sets_aside(row.id) && row.standing != store::condition::parked)
            return void(b.stop(opened.error().message));
        ++so_far.set_aside;
        return;
    }
    auto& s = **opened;
    const auto c = b.of.steps.context_of(s, b.now, "engine");
    const auto moved = moved_by(so_far, s, c);
    if (!moved) return set_aside(b, s, moved.error().message, so_far);
    if (*moved) {
        if (const auto no = move(b, s, **moved, so_far, c)) return set_aside(b, s, *no, so_far);
        return so_far.count(**moved);
    }
    const auto next = b.of.steps.next(s, b.now);
    const auto wake = next ? std::optional(next->at) : std::nullopt;
    if (b.d.standing(s) != store::condition::running || wake == row.wake_at) return;
    b.d.reschedule(s);
    ++so_far.replanned;
}

}  // namespace

// The calendar comes into force with this batch, in which nothing else happens.
outcome adopt(batch& b, const adopt_job& a) {
    if (!has_role(a.by, may_adopt_calendar))
        return rejected(0, "not_your_role", "chỉ người phụ trách được xác nhận lịch mới",
                        "Chuyển cho người phụ trách hoặc thủ trưởng.");
    const auto wanted = a.what.days->hash();
    if (b.of.adopting && b.of.adopting->calendar == wanted)
        return {outcome::kind::done, 0, progress_of(*b.of.adopting)};
    if (b.of.adopting)
        return rejected(0, "adoption_under_way", "một lịch khác đang được áp dụng cho các hồ sơ",
                        "Chờ xong rồi xem trước lại.");
    const auto last = kept_adoption(b.of.door);
    if (!last) return failed(0, last.error().message);
    // Confirmed again, it looks once more at those it had to set aside.
    const bool known = *last && (*last)->calendar == wanted && wanted == b.of.deployed->days().hash();
    if (known && (*last)->set_aside == 0) return {outcome::kind::done, 0, progress_of(**last)};
    if (a.base != b.of.deployed->days().hash())
        return rejected(0, "calendar_changed", "lịch đang áp dụng đã thay đổi sau khi xem trước",
                        "Xem trước lại rồi xác nhận.");
    adoption fresh{wanted, a.by.id, b.now, known ? (*last)->change : a.change, 0, 0, 0, 0, false};
    auto& rows = b.d.rows();
    auto next = b.of.deployed->with_calendar(a.what);
    rows.contents = next->contents();
    for (auto& row : rows.contents) row.first_seen = b.now;
    const auto& whole = next->hash();
    rows.meta.push_back({"deployment", whole});
    rows.meta.push_back({deployment::adopted_as, whole});
    rows.meta.push_back({adoption::kept_as, to_text(to_json(fresh))});
    rows.meta.push_back({adoption::change_kept_as, to_text(promise::to_json(fresh.change))});
    rows.journal.push_back(
        said("deployed", a.by.id, b.now, {{"deployment", whole}, {"calendar", fresh.calendar}}));
    b.calendar.emplace(batch::new_calendar{std::move(next), std::move(fresh)});
    return {outcome::kind::done, 0, progress_of(b.calendar->what)};
}

// A session that gets a command before the adoption reaches it is moved to the new calendar first; when its
// turn comes, nothing is left to move.
void move_before_command(batch& b, loaded_session& s) {
    if (!b.of.adopting || s.id <= b.of.adopting->judged || !s.record->promise_ledger()) return;
    const auto c = b.of.steps.context_of(s, b.now, "engine");
    const auto to = moved_by(*b.of.adopting, s, c);
    if (!to || !*to || move(b, s, **to, *b.of.adopting, c)) return;
    if (!b.adopted_early) b.adopted_early = *b.of.adopting;
    b.adopted_early->count(**to);
    b.d.rows().meta.push_back({adoption::kept_as, to_text(to_json(*b.adopted_early))});
}

void judge_page(batch& b, const std::vector<store::session_row>& rows, adoption& so_far) {
    for (const auto& row : rows) judge(b, row, so_far);
    so_far.finished = rows.empty();
    if (!rows.empty()) so_far.judged = rows.back().id;
    b.d.rows().meta.push_back({adoption::kept_as, to_text(to_json(so_far))});
    if (so_far.finished)
        b.d.rows().journal.push_back(said("calendar_adopted", so_far.by, b.now, progress_of(so_far)));
}

}  // namespace motcua::runtime
