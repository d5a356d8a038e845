#include "engine/stepping/draft.hpp"

#include <algorithm>
#include <stdexcept>

#include "engine/base/log.hpp"
#include "engine/stepping/paperwork.hpp"

namespace motcua::runtime {
namespace {

// A client repeats a command within minutes; the row of a session is written with every command.
constexpr std::ptrdiff_t most_keys = 64;

}  // namespace

result<loaded_session> draft::wake(store::session_row row) {
    if (const auto* chart = deployed_.chart_by_hash(row.chart)) return steps_.wake(std::move(row), *chart);
    const auto chart = cache_.charts().find(row.chart, [this](auto hash) { return door_.content(hash); });
    if (!chart) return tl::make_unexpected(chart.error());
    return steps_.wake(std::move(row), **chart);
}

result<loaded_session*> draft::open(store::session_id id) {
    if (auto* s = cache_.find(id)) return s;
    const store::session_id one[] = {id};
    auto rows = door_.load(one);
    if (!rows) return tl::make_unexpected(rows.error());
    if (rows->empty()) return fail(failure::kind::not_found, "no such session");
    auto s = wake(std::move(rows->front()));
    if (s) return &cache_.put(std::move(*s));
    using kind = failure::kind;
    const auto why = s.error().what;
    if (why == kind::io || why == kind::busy || why == kind::full) return tl::make_unexpected(s.error());
    auto as_stored = door_.load(one);
    if (!as_stored) return tl::make_unexpected(as_stored.error());
    if (!as_stored->empty()) park_unreadable(std::move(as_stored->front()), s.error().message);
    return fail(failure::kind::corrupt, std::move(s.error().message));
}

bool draft::sets_aside(store::session_id id) const {
    return std::any_of(unreadable_.begin(), unreadable_.end(),
                       [id](const auto& row) { return row.id == id; });
}

store::condition draft::standing(const loaded_session& s) const {
    const auto at = changed_.find(s.id);
    return at == changed_.end() ? s.row.standing : at->second.standing;
}

const std::string& draft::parked_reason(const loaded_session& s) const {
    const auto at = changed_.find(s.id);
    return at == changed_.end() ? s.row.parked_reason : at->second.parked_reason;
}

loaded_session& draft::insert(loaded_session s) {
    auto& at = cache_.put(std::move(s));
    auto& c = changed_[at.id];
    c.of = &at;
    c.inserted = true;
    undo_.push_back({.id = at.id, .inserted = true});
    return at;
}

void draft::savepoint() {
    undo_.clear();
    ids_before_ = ids_;
    numbers_before_ = numbers_;
    journal_before_ = rows_.journal.size();
    outbox_before_ = rows_.outbox_new.size();
    slips_before_ = rows_.slips.size();
}

draft::change draft::unchanged(loaded_session& s) {
    return {&s, false, s.row.standing, s.row.parked_reason, {}};
}

void draft::touch(loaded_session& s) {
    const auto known = std::any_of(undo_.begin(), undo_.end(), [&](const undo& u) { return u.id == s.id; });
    if (known) return;
    const auto [at, first] = changed_.try_emplace(s.id, unchanged(s));
    if (first)
        undo_.push_back({.id = s.id});
    else
        undo_.push_back({s.id, false, false, s.encoded, s.record, at->second});
}

void draft::read_again(loaded_session& s) {
    const store::session_id one[] = {s.id};
    auto rows = door_.load(one);
    if (rows && rows->empty()) rows = fail(failure::kind::not_found, "its row is gone");
    auto as_stored =
        rows.and_then([&](auto& found) { return steps_.wake(std::move(found.front()), *s.chart); });
    if (!as_stored)
        throw std::runtime_error("session " + std::to_string(s.id) + ": " + as_stored.error().message);
    s = std::move(*as_stored);
}

void draft::rollback() {
    for (auto& u : undo_) {
        const auto at = changed_.find(u.id);
        if (u.first && !u.inserted) read_again(*at->second.of);
        if (u.inserted) cache_.drop(u.id);
        if (u.first) {
            changed_.erase(at);
        } else {
            steps_.restore(*at->second.of, std::move(u.encoded), std::move(u.record));
            at->second = std::move(u.before);
        }
    }
    undo_.clear();
    ids_ = ids_before_;
    numbers_ = numbers_before_;
    rows_.journal.resize(journal_before_);
    rows_.outbox_new.resize(outbox_before_);
    rows_.slips.resize(slips_before_);
}

result<std::int64_t> draft::draw(const std::string& name, const std::string& period) {
    auto at = numbers_.find({name, period});
    if (at == numbers_.end()) {
        auto stored = door_.number(name, period);
        if (!stored) return tl::make_unexpected(stored.error());
        at = numbers_.insert({{name, period}, {stored->next, stored->next}}).first;
    }
    return at->second.next++;
}

// What nobody stands waiting for is done once the office is open: the paper of a timer, and every notice.
std::optional<instant> draft::opening_after(instant at) const {
    const auto open = deployed_.days().next_working_moment(at);
    return open && *open > at ? std::optional(*open) : std::nullopt;
}

result<json_object> draft::settle(loaded_session& s, kinds::step_requests& w, const step_input& in) {
    const auto c = steps_.context_of(s, in.at, in.actor);
    auto numbers =
        number(*s.record, w, c, [&](const auto& request) { return draw(request.series, request.period); });
    if (!numbers) return tl::make_unexpected(numbers.error());
    auto paper = slip_rows(s.id, *s.record, w, c, *numbers);
    json_array slips;
    for (std::size_t i = 0; i < paper.size(); ++i) {
        const auto& slip = w.slips[i];
        json_object how{{"set", slip.set},
                        {"accepted", to_iso(slip.accepted)},
                        {"seq", slip.seq},
                        {"copies", slip.copies},
                        {"actor", in.actor}};
        if (!in.counter.empty()) how["counter"] = in.counter;
        for (auto& of_record : s.record->print_context()) how[of_record.key()] = std::move(of_record.value());
        auto& printing = owe(s.id, "print", slip.form, std::move(how), in.at);
        if (!in.attended) printing.not_before = opening_after(in.at);
        auto& issued =
            slips.emplace_back(json_object{{"form", slip.form}, {"seq", slip.seq}, {"number", slip.number}})
                .get_object();
        paper[i].template_hash = deployed_.form_for(slip.form, slip.set, slip.accepted);
        if (!paper[i].template_hash.empty()) issued["template"] = paper[i].template_hash;
        rows_.slips.push_back(std::move(paper[i]));
    }
    for (auto& o : w.outbox) {
        auto& owed = owe(s.id, o.kind, o.name, std::move(o.args), in.at);
        if (o.waits_for_opening) owed.not_before = opening_after(in.at);
    }
    json_object decisions;
    if (!numbers->empty()) decisions["numbers"] = std::move(*numbers);
    if (!slips.empty()) decisions["slips"] = std::move(slips);
    return decisions;
}

store::outbox_row& draft::owe(store::session_id session, std::string kind, std::string name, json_object args,
                              instant at) {
    store::outbox_row row;
    row.id = ids_.next_outbox++;
    row.session = session;
    row.kind = std::move(kind);
    row.name = std::move(name);
    row.args = to_text(args);
    row.queued_at = at;
    return rows_.outbox_new.emplace_back(std::move(row));
}

void draft::journal(loaded_session& s, store::cause why, const step_input& in, const json_object& payload,
                    command_key key) {
    journal_text(s, why, in, to_text(payload), std::move(key));
}

void draft::journal_text(loaded_session& s, store::cause why, const step_input& in, std::string payload,
                         command_key key) {
    touch(s);
    if (!key.text.empty()) changed_[s.id].keys.push_back(store::key_hash({}, key.text));
    write_row(s.id, why, in, std::move(payload), std::move(key));
}

void draft::journal_office(store::cause why, const step_input& in, std::string payload, command_key key) {
    write_row(0, why, in, std::move(payload), std::move(key));
}

void draft::write_row(store::session_id session, store::cause why, const step_input& in, std::string payload,
                      command_key key) {
    if (!key.text.empty()) keys_.emplace(store::key_hash({}, key.text), rows_.journal.size());
    store::journal_row row;
    row.session = session;
    row.why = why;
    row.at = in.at;
    row.actor = in.actor;
    row.event = in.event;
    row.payload = with_asked(std::move(payload), key);
    row.key = std::move(key.text);
    rows_.journal.push_back(std::move(row));
}

void draft::park(loaded_session& s, std::string reason, json_object met) {
    met["reason"] = reason;
    journal(s, store::cause::administration, {.event = "parked", .at = now_, .actor = "engine"},
            std::move(met), {});
    auto& c = changed_[s.id];
    c.standing = store::condition::parked;
    c.parked_reason = std::move(reason);
}

void draft::resume(loaded_session& s) {
    touch(s);
    auto& c = changed_[s.id];
    c.standing = store::condition::running;
    c.parked_reason.clear();
}

void draft::park_unreadable(store::session_row row, const std::string& reason) {
    if (row.standing == store::condition::parked) return;
    if (sets_aside(row.id)) return;
    log().error("session={} parked=\"{}\"", row.id, reason);
    store::journal_row said;
    said.session = row.id;
    said.why = store::cause::administration;
    said.at = now_;
    said.actor = "engine";
    said.event = "parked";
    said.payload = to_text(json_object{{"reason", reason}});
    // In front of this command's rows, where no rollback reaches.
    rows_.journal.insert(rows_.journal.begin() + static_cast<std::ptrdiff_t>(journal_before_),
                         std::move(said));
    ++journal_before_;
    row.parked_reason = reason;
    unreadable_.push_back(std::move(row));
}

void draft::reschedule(loaded_session& s) {
    changed_.try_emplace(s.id, unchanged(s));
}

const store::outbox_row* draft::changed_duty(store::outbox_id id) const {
    const auto& rows = rows_.outbox_changed;
    const auto at = std::find_if(rows.rbegin(), rows.rend(), [id](const auto& r) { return r.id == id; });
    return at == rows.rend() ? nullptr : &*at;
}

const store::journal_row* draft::find_key(std::string_view key) const {
    const auto [from, to] = keys_.equal_range(store::key_hash({}, key));
    for (auto at = from; at != to; ++at) {
        if (at->second >= rows_.journal.size()) continue;
        const auto& row = rows_.journal[at->second];
        if (row.key == key) return &row;
    }
    return nullptr;
}

void draft::close() {
    rows_.at = now_;
    rows_.sessions.reserve(changed_.size() + unreadable_.size());
    for (const auto& [id, changed] : changed_) {
        rows_.sessions.emplace_back(changed.inserted ? nullptr : &changed.of->row).after.id = id;
        written_.push_back(&changed);
    }
    for (const auto& row : unreadable_) {
        store::session_write write{&row, row};
        write.after.standing = store::condition::parked;
        write.after.wake_at.reset();
        rows_.sessions.push_back(std::move(write));
    }
    for (const auto& [name, n] : numbers_)
        if (n.next != n.first) rows_.numbers.push_back({name.first, name.second, n.first, n.next});
}

void draft::complete(std::size_t n) {
    if (n >= written_.size()) return;  // unreadable: only its standing changes
    const auto& changed = *written_[n];
    const auto* s = changed.of;
    // Version and journal head are the commit's.
    auto& row = rows_.sessions[n].after;
    row.kind = s->row.kind;
    row.chart = s->row.chart;
    row.keys = s->row.keys;
    row.state = s->encoded;
    row.record = s->record->encode();
    row.standing = s->final ? store::condition::final : changed.standing;
    row.parked_reason = changed.parked_reason;
    row.keys.insert(row.keys.end(), changed.keys.begin(), changed.keys.end());
    if (std::ssize(row.keys) > most_keys) row.keys.erase(row.keys.begin(), row.keys.end() - most_keys);
    row.listed = steps_.summary_of(*s, now_);
    row.wake_at.reset();
    if (row.standing == store::condition::running)
        if (const auto next = steps_.next(*s, now_)) row.wake_at = next->at;
}

void draft::keep() {
    for (std::size_t i = 0; i < written_.size(); ++i) {
        auto& row = rows_.sessions[i].after;
        std::exchange(row.state, {});
        std::exchange(row.record, {});
        written_[i]->of->row = std::move(row);
    }
}

void draft::forget() {
    for (const auto& [id, changed] : changed_) cache_.drop(id);
}

}  // namespace motcua::runtime
