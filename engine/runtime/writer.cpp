#include "engine/runtime/writer.hpp"

#include "engine/base/log.hpp"

namespace motcua::runtime {
namespace {

constexpr std::size_t sessions_in_memory = 4096;
// Wake-ups per batch: about 5 ms of work, so that a storm of timers never keeps a person waiting.
constexpr std::size_t timers_in_a_batch = 64;

template <class... F>
struct overloaded : F... {
    using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>;

}  // namespace

writer::writer(store::door& door, deployment& deployed, const clock& time, const store::recovery& in_flight,
               writer_hooks hooks)
    : door_(door),
      deployed_(deployed),
      clock_(time),
      hooks_(std::move(hooks)),
      steps_(deployed),
      cache_(sessions_in_memory),
      ids_{in_flight.next_session, in_flight.next_outbox} {
    for (const auto& row : in_flight.unfinished) duties_[row.id] = row;
}

std::optional<instant> writer::run(std::vector<job> jobs) {
    if (!dead_.empty()) return refuse_all(jobs, dead_), std::nullopt;
    const auto end = attempt(jobs, timers_in_a_batch);
    if (end == ending::culprit) one_by_one(jobs);
    cache_.shrink();
    if (!dead_.empty()) return std::nullopt;
    const auto next = door_.next_wake();
    planned_ = next && *next ? (*next)->time_since_epoch().count() : -1;
    if (!next) return die(next.error().message), std::nullopt;
    if (!*next || **next > clock_.now())
        for (auto& quiet : std::exchange(waiting_for_quiet_, {})) quiet();
    return *next;
}

writer::ending writer::attempt(std::vector<job>& jobs, std::size_t timers) {
    const auto now = clock_.now();
    draft d(door_, deployed_, steps_, cache_, ids_);
    for (auto& j : jobs) perform(d, j, now);
    if (timers > 0) fire_due(d, now, timers);
    const auto undo = [&] {
        d.forget();
        answers_.clear();
        reports_.clear();
    };
    if (!d.empty()) {
        if (auto ok = d.close(now); !ok)
            return undo(), die(ok.error().message), refuse_all(jobs, dead_), ending::dead;
        const auto done = door_.commit(d.rows());
        if (!done) {
            const auto& e = done.error();
            undo();
            if (e.of_one_command()) {
                log().error("commit={} session={} culprit={}", "refused", e.session, e.subject);
                return ending::culprit;
            }
            return die(e.message), refuse_all(jobs, dead_), ending::dead;
        }
        committed news{done->commit_no, {}, d.rows().outbox_new};
        for (const auto& s : d.rows().sessions) news.sessions.push_back(s.after.id);
        for (const auto& row : d.rows().outbox_new) duties_[row.id] = row;
        for (const auto& row : d.rows().outbox_changed) {
            if (row.state == store::delivery::done || row.state == store::delivery::failed)
                duties_.erase(row.id);
            else
                duties_[row.id] = row;
        }
        d.keep();
        ids_ = d.ids();
        if (hooks_.on_commit) hooks_.on_commit(news);
    }
    for (auto& [done, what] : std::exchange(answers_, {}))
        if (done) done(std::move(what));
    for (auto& [done, ok] : std::exchange(reports_, {}))
        if (done) done(ok);
    return ending::committed;
}

void writer::one_by_one(std::vector<job>& jobs) {
    for (auto& j : jobs) {
        std::vector<job> one;
        one.push_back(std::move(j));
        if (attempt(one, 0) != ending::culprit) continue;
        refuse_all(one, "lệnh này không ghi được; hồ sơ được giữ lại để xem xét");
        if (const auto* o = std::get_if<order>(&one.front()); o && o->session)
            park_culprit(o->session, "commit refused");
    }
    const auto due = door_.due(clock_.now(), timers_in_a_batch);
    if (!due) return void(die(due.error().message));
    for (std::size_t i = 0; i < due->size() && dead_.empty(); ++i) {
        std::vector<job> none;
        if (attempt(none, 1) == ending::culprit) park_culprit((*due)[i].session, "commit refused");
    }
}

void writer::park_culprit(store::session_id id, const std::string& why) {
    draft d(door_, deployed_, steps_, cache_, ids_);
    std::string trouble;
    auto* s = d.open(id, trouble);
    if (!s) return;
    const auto now = clock_.now();
    d.savepoint();
    d.journal(*s, store::cause::administration, {.event = "parked", .at = now, .actor = "engine"},
              {{"reason", why}}, {});
    d.park(*s, why);
    if (d.close(now) && door_.commit(d.rows()))
        d.keep();
    else
        d.forget();
}

void writer::refuse_all(std::vector<job>& jobs, const std::string& why) {
    const auto failed = [&] {
        return outcome{outcome::kind::failed, 0, {{"code", "engine_failed"}, {"message", why}}};
    };
    for (auto& j : jobs)
        std::visit(overloaded{[&](progress& p) {
                                  if (p.done) p.done(false);
                              },
                              [&](memo& m) { m.done(std::nullopt); },
                              [&](catch_up& c) {
                                  if (c.done) c.done();
                              },
                              [&](auto& o) {
                                  if (o.done) o.done(failed());
                              }},
                   j);
}

bool writer::die(const std::string& why) {
    if (!dead_.empty()) return false;
    dead_ = why;
    log().error("store=stopped why=\"{}\"", why);
    for (auto& quiet : std::exchange(waiting_for_quiet_, {})) quiet();
    if (hooks_.on_fatal) hooks_.on_fatal(why);
    return false;
}

void writer::perform(draft& d, job& j, instant now) {
    d.savepoint();
    std::visit(overloaded{[&](order& o) { answers_.emplace_back(o.done, take(d, o, now)); },
                          [&](progress& p) { reports_.emplace_back(p.done, report(d, p, now)); },
                          [&](memo& m) {
                              if (m.value) d.rows().meta.push_back({m.name, *m.value});
                              const auto known =
                                  m.value ? result<std::optional<std::string>>(m.value) : door_.meta(m.name);
                              reports_.emplace_back([done = m.done, now_is = known.value_or(std::nullopt)](
                                                        bool ok) { done(ok ? now_is : std::nullopt); },
                                                    true);
                          },
                          [&](resumption& r) { answers_.emplace_back(r.done, resume(d, r, now)); },
                          [&](look& l) { answers_.emplace_back(l.done, inspect(d, l, now)); },
                          [&](catch_up& c) { waiting_for_quiet_.push_back(std::move(c.done)); }},
               j);
}

}  // namespace motcua::runtime
