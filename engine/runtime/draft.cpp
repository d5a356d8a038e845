#include "engine/runtime/draft.hpp"

#include <algorithm>

#include "engine/dossier/slips.hpp"

namespace motcua::runtime {

live* draft::open(store::session_id id, std::string& trouble) {
    if (auto* s = cache_.find(id)) return s;
    const store::session_id one[] = {id};
    auto rows = door_.load(one);
    if (!rows) return trouble = rows.error().message, nullptr;
    if (rows->empty()) return nullptr;
    auto& row = rows->front();
    const auto* chart = deployed_.chart_by_hash(row.chart);
    if (!chart) {
        auto kept = door_.content(row.chart);
        if (!kept || !*kept) return trouble = "the chart " + row.chart + " is not in the store", nullptr;
        auto compiled = compile_bundle((*kept)->bytes);
        if (!compiled) return trouble = to_string(compiled.error().front()), nullptr;
        deployed_.add(std::move(*compiled));
        chart = deployed_.chart_by_hash(row.chart);
    }
    auto s = steps_.wake(std::move(row), *chart);
    if (!s) return trouble = s.error().message, nullptr;
    return &cache_.put(std::move(*s));
}

live& draft::insert(live s) {
    auto& at = cache_.put(std::move(s));
    changed_[at.id].inserted = true;
    undo_.push_back({at.id, true, true, {}, {}, {}});
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

void draft::touch(live& s) {
    const auto known = std::any_of(undo_.begin(), undo_.end(), [&](const undo& u) { return u.id == s.id; });
    if (known) return;
    const auto [at, first] =
        changed_.try_emplace(s.id, change{false, s.row.standing, s.row.parked_reason, {}});
    undo_.push_back({s.id, false, first, s.encoded, s.what, at->second});
}

void draft::rollback() {
    for (auto& u : undo_) {
        if (u.inserted) {
            cache_.drop(u.id);
            changed_.erase(u.id);
            continue;
        }
        if (auto* s = cache_.find(u.id)) steps_.restore(*s, std::move(u.encoded), std::move(u.what));
        if (u.first)
            changed_.erase(u.id);
        else
            changed_[u.id] = std::move(u.before);
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

result<json_object> draft::settle(live& s, dossier::wishes& w, const stimulus& in) {
    const auto c = steps_.circumstances_of(s, in.at, in.actor);
    json_array numbers, slips;
    for (const auto& wish : w.numbers) {
        auto n = draw(wish.series, wish.period);
        if (!n) return tl::make_unexpected(n.error());
        const auto text = dossier::assign(s.what, w, wish, *n, c);
        numbers.push_back({{"what", wish.what},
                           {"series", wish.series},
                           {"period", wish.period},
                           {"number", *n},
                           {"text", text}});
    }
    for (std::size_t i = 0; i < w.slips.size(); ++i) {
        const auto& slip = w.slips[i];
        store::slip_row row;
        row.session = s.id;
        row.form = slip.form;
        row.seq = slip.seq;
        row.max_seq = slip.max_seq;
        row.number_text = slip.number;
        for (const auto& wish : w.numbers)
            if (wish.slip == static_cast<int>(i)) {
                row.series = wish.series;
                row.period = wish.period;
            }
        for (const auto& n : numbers)
            if (!row.series.empty() && get_string(n, "series") == row.series &&
                get_string(n, "text") == slip.number)
                row.number = get_integer(n, "number");
        row.issued_at = in.at;
        row.values = to_text(dossier::slip_values(slip, s.what, c));
        row.calendar_hash = deployed_.days().hash();
        rows_.slips.push_back(std::move(row));
        owe(s.id, "print", slip.form,
            {{"set", slip.set},
             {"accepted", to_iso(slip.accepted)},
             {"seq", slip.seq},
             {"copies", slip.copies},
             {"actor", in.actor}},
            in.at);
        slips.push_back({{"form", slip.form}, {"seq", slip.seq}, {"number", slip.number}});
    }
    for (auto& o : w.outbox) owe(s.id, o.kind, o.name, std::move(o.args), in.at).not_before = o.not_before;
    json_object decisions;
    if (!numbers.empty()) decisions["numbers"] = std::move(numbers);
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

void draft::journal(live& s, store::cause why, const stimulus& in, json_object payload, std::string key) {
    touch(s);
    if (!key.empty()) changed_[s.id].keys.push_back(store::key_hash(in.actor, key));
    store::journal_row row;
    row.session = s.id;
    row.why = why;
    row.at = in.at;
    row.actor = in.actor;
    row.key = std::move(key);
    row.event = in.event;
    row.payload = to_text(payload);
    rows_.journal.push_back(std::move(row));
}

void draft::park(live& s, std::string reason) {
    touch(s);
    auto& c = changed_[s.id];
    c.standing = store::condition::parked;
    c.parked_reason = std::move(reason);
}

void draft::resume(live& s) {
    touch(s);
    auto& c = changed_[s.id];
    c.standing = store::condition::running;
    c.parked_reason.clear();
}

void draft::park_unreadable(store::session_row row, std::string reason) {
    row.parked_reason = std::move(reason);
    unreadable_.push_back(std::move(row));
}

const store::journal_row* draft::find_key(store::session_id session, std::string_view actor,
                                          std::string_view key) const {
    for (const auto& row : rows_.journal)
        if ((session == 0 || row.session == session) && row.actor == actor && row.key == key &&
            (session != 0 || row.why == store::cause::start))
            return &row;
    return nullptr;
}

result<void> draft::close(instant now) {
    rows_.at = now;
    for (const auto& [id, changed] : changed_) {
        auto* s = cache_.find(id);
        store::session_write write;
        write.before = changed.inserted ? nullptr : &s->row;
        write.after = s->row;
        auto& row = write.after;
        row.state = s->encoded;
        row.record = to_text(dossier::to_json(s->what));
        row.standing = s->final ? store::condition::final : changed.standing;
        row.parked_reason = changed.parked_reason;
        row.keys.insert(row.keys.end(), changed.keys.begin(), changed.keys.end());
        row.listed = steps_.summary_of(*s, now);
        row.wake_at.reset();
        if (row.standing == store::condition::running)
            if (const auto next = steps_.next(*s, now)) row.wake_at = next->at;
        rows_.sessions.push_back(std::move(write));
    }
    for (const auto& row : unreadable_) {
        store::session_write write{&row, row};
        write.after.standing = store::condition::parked;
        write.after.wake_at.reset();
        rows_.sessions.push_back(std::move(write));
    }
    for (const auto& [name, n] : numbers_)
        if (n.next != n.first) rows_.numbers.push_back({name.first, name.second, n.first, n.next});
    return {};
}

void draft::keep() {
    for (auto& write : rows_.sessions)
        if (auto* s = cache_.find(write.after.id)) s->row = std::move(write.after);
}

void draft::forget() {
    for (const auto& [id, changed] : changed_) cache_.drop(id);
}

}  // namespace motcua::runtime
