// A confirmed calendar in the writer: it comes into force in one batch, then meets the dossiers slice by
// slice.
#include "engine/base/log.hpp"
#include "engine/stepping/authority.hpp"
#include "engine/stepping/outcomes.hpp"
#include "engine/writer/writer.hpp"

namespace motcua::runtime {
namespace {

constexpr std::size_t sessions_in_a_slice = 64;  // so that nobody waits long behind it

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

}  // namespace

void writer::resume_adoption() {
    auto kept = kept_adoption(door_);
    if (!kept) return void(die(kept.error().message));
    if (*kept && !(*kept)->finished) adoption_ = std::move(**kept);
}

// The calendar comes into force with this batch, in which nothing else happens.
outcome writer::adopt(draft& d, const adopt_job& a, instant now) {
    if (!has_role(a.by, {"supervisor", "head"}))
        return rejected(0, "not_your_role", "chỉ người phụ trách được xác nhận lịch mới",
                        "Chuyển cho người phụ trách hoặc thủ trưởng.");
    const auto wanted = a.what.days->hash();
    if (adoption_ && adoption_->calendar == wanted) return {outcome::kind::done, 0, progress_of(*adoption_)};
    if (adoption_)
        return rejected(0, "adoption_under_way", "một lịch khác đang được áp dụng cho các hồ sơ",
                        "Chờ xong rồi xem trước lại.");
    const auto last = kept_adoption(door_);
    if (!last) return failed(0, last.error().message);
    // Confirmed again, it looks once more at those it had to set aside.
    const bool known = *last && (*last)->calendar == wanted && wanted == deployed_.days().hash();
    if (known && (*last)->set_aside == 0) return {outcome::kind::done, 0, progress_of(**last)};
    if (a.base != deployed_.days().hash())
        return rejected(0, "calendar_changed", "lịch đang áp dụng đã thay đổi sau khi xem trước",
                        "Xem trước lại rồi xác nhận.");
    adoption fresh{wanted, a.by.id, now, known ? (*last)->change : a.change, 0, 0, 0, 0, false};
    auto& rows = d.rows();
    rows.contents = deployed_.contents_with(a.what);
    for (auto& row : rows.contents) row.first_seen = now;
    const auto& whole = rows.contents.back().hash;
    rows.meta.push_back({"deployment", whole});
    rows.meta.push_back({deployment::adopted_as, whole});
    rows.meta.push_back({adoption::kept_as, to_text(to_json(fresh))});
    rows.meta.push_back({adoption::change_kept_as, to_text(promise::to_json(fresh.change))});
    rows.journal.push_back(
        said("deployed", a.by.id, now, {{"deployment", whole}, {"calendar", fresh.calendar}}));
    pending_calendar_.emplace(pending_calendar{a.what, rows.contents, std::move(fresh)});
    return {outcome::kind::done, 0, progress_of(pending_calendar_->what)};
}

void writer::put_calendar_in_force() {
    if (adoption_in_batch_) adoption_ = *std::exchange(adoption_in_batch_, std::nullopt);
    if (!pending_calendar_) return;
    deployed_.put_in_force(std::move(pending_calendar_->calendar), std::move(pending_calendar_->contents));
    adoption_ = std::move(pending_calendar_->what);
    pending_calendar_.reset();
}

// A dossier whose date stays may still have to be woken at another moment.
void writer::judge(draft& d, const store::session_row& row, instant now, adoption& so_far) {
    if (!deployed_.kinds().has_promise(row.kind) || row.standing == store::condition::final) return;
    const auto opened = d.open(row.id);
    if (!opened) {
        if (!d.sets_aside(row.id) && row.standing != store::condition::parked)
            return void(die(opened.error().message));
        ++so_far.set_aside;
        return;
    }
    auto& s = **opened;
    const auto c = steps_.context_of(s, now, "engine");
    const auto moved = moved_by(so_far, s, c);
    if (!moved) return set_aside(d, s, moved.error().message, so_far);
    if (*moved) {
        if (const auto no = move(d, s, **moved, so_far, c)) return set_aside(d, s, *no, so_far);
        return so_far.count(**moved);
    }
    const auto next = steps_.next(s, now);
    const auto wake = next ? std::optional(next->at) : std::nullopt;
    if (d.standing(s) != store::condition::running || wake == row.wake_at) return;
    d.reschedule(s);
    ++so_far.replanned;
}

// A session that gets a command before the adoption reaches it is moved to the new calendar first; when its
// turn comes, nothing is left to move.
void writer::move_before_command(draft& d, loaded_session& s, instant now) {
    if (!adoption_ || s.id <= adoption_->judged || !s.record->promise_ledger()) return;
    const auto c = steps_.context_of(s, now, "engine");
    const auto to = moved_by(*adoption_, s, c);
    if (!to || !*to || move(d, s, **to, *adoption_, c)) return;
    if (!adoption_in_batch_) adoption_in_batch_ = *adoption_;
    adoption_in_batch_->count(**to);
    d.rows().meta.push_back({adoption::kept_as, to_text(to_json(*adoption_in_batch_))});
}

// An incident like any other: it stands in the list of parked dossiers and can be resumed.
void writer::set_aside(draft& d, loaded_session& s, const std::string& why, adoption& so_far) {
    ++so_far.set_aside;
    log().error("session={} calendar={} parked=\"{}\"", s.id, so_far.calendar.substr(0, 12), why);
    auto reason = "lịch mới " + so_far.calendar.substr(0, 12) + " không cho ra ngày hẹn: " + why +
                  "; sửa tệp lịch, áp dụng lại rồi cho hồ sơ chạy tiếp";
    if (d.standing(s) == store::condition::parked) {
        const auto& known = d.parked_reason(s);
        if (known.find(reason) != known.npos) return;
        reason = known + "; " + reason;
    }
    d.savepoint();
    d.park(s, std::move(reason), {{"calendar", so_far.calendar}});
}

// Why it did not, if it did not.
std::optional<std::string> writer::move(draft& d, loaded_session& s, const promise::moved_date& to,
                                        const adoption& by, const kinds::step_context& c) {
    d.savepoint();
    d.touch(s);
    kinds::step_requests w;
    step_input in{.event = adoption::moved_event,
                  .data = promise::to_json(to).as_object(),
                  .at = c.at,
                  .actor = c.actor};
    if (const auto no = s.record->move_promise(to, c, w)) {
        d.rollback();
        return no->message;
    }
    auto decisions = d.settle(s, w, in);
    if (!decisions) {
        d.rollback();
        die(decisions.error().message);
        return decisions.error().message;
    }
    in.actor = by.by;
    d.journal(s, store::cause::administration, in, {{"data", in.data}, {"decisions", std::move(*decisions)}},
              {});
    return std::nullopt;
}

writer::ending writer::adopt_rows(const std::vector<store::session_row>& rows, adoption& so_far) {
    const auto now = clock_read_.now;  // while the clock is held nothing is adopted
    draft d(door_, deployed_, steps_, cache_, ids_, now);
    const auto nothing_of_it = [&](ending how) { return d.forget(), how; };
    try {
        for (const auto& row : rows) judge(d, row, now, so_far);
        so_far.finished = rows.empty();
        if (!rows.empty()) so_far.judged = rows.back().id;
        d.rows().meta.push_back({adoption::kept_as, to_text(to_json(so_far))});
        if (so_far.finished)
            d.rows().journal.push_back(said("calendar_adopted", so_far.by, now, progress_of(so_far)));
        d.close();
    } catch (const std::exception& e) {
        log().error("calendar=undone why=\"{}\"", e.what());
        return nothing_of_it(ending::culprit);
    }
    const auto how = dead_.empty() ? commit(d) : ending::dead;
    return how == ending::committed ? how : nothing_of_it(how);
}

// What was refused together is tried one session at a time, and the culprit parked together with the word
// that it has been met.
void writer::pass_over(const std::vector<store::session_row>& rows) {
    if (rows.empty()) return void(die("the store refuses the word that a new calendar has been adopted"));
    if (!std::exchange(one_at_a_time_, !one_at_a_time_)) return;
    adoption next = *adoption_;
    next.judged = rows.front().id;
    ++next.set_aside;
    park_culprit(rows.front().id, "calendar: commit refused", {{adoption::kept_as, to_text(to_json(next))}});
    if (dead_.empty()) adoption_ = std::move(next);
}

// One batch of its own.
void writer::adopt_slice() {
    auto from = door_.snapshot();
    const auto rows = from ? (*from)->sessions(adoption_->judged, one_at_a_time_ ? 1 : sessions_in_a_slice)
                           : tl::make_unexpected(from.error());
    if (!rows) return void(die(rows.error().message));
    from->reset();
    adoption next = *adoption_;
    const auto how = adopt_rows(*rows, next);
    if (how == ending::culprit) return pass_over(*rows);
    if (how != ending::committed) return;
    one_at_a_time_ = false;
    adoption_ = std::move(next);
    cache_.shrink();
    plan();
    if (!adoption_->finished) return;
    log().info("calendar={} adopted moved={} replanned={} set_aside={}", adoption_->calendar.substr(0, 12),
               adoption_->moved, adoption_->replanned, adoption_->set_aside);
    adoption_.reset();
}

}  // namespace motcua::runtime
