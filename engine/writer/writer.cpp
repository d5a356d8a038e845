#include "engine/writer/writer.hpp"

#include <algorithm>

#include "engine/base/log.hpp"
#include "engine/writer/adopting.hpp"
#include "engine/writer/clock_hold.hpp"
#include "engine/writer/commands.hpp"
#include "engine/writer/paper_commands.hpp"
#include "engine/writer/timers.hpp"

namespace motcua::runtime {
namespace {

// About 5 kB each: the open dossiers of a commune, or a province's of the day.
constexpr std::size_t sessions_in_memory = 16384;
// Wake-ups per batch: about 5 ms of work, so that a storm of timers never keeps a person waiting.
constexpr std::size_t timers_in_a_batch = 64;

template <class... F>
struct overloaded : F... {
    using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>;

// An exception of a host's callback must not end the engine thread.
template <class F>
void call(F&& f) {
    try {
        f();
    } catch (const std::exception& e) {
        log().error("callback=threw why=\"{}\"", e.what());
    } catch (...) {
        log().error("callback=threw");
    }
}

// Those of one kind, which are not run with the others.
template <class T>
std::vector<job> taken_out(std::vector<job>& jobs) {
    std::vector<job> out;
    std::erase_if(jobs, [&](job& j) {
        if (!std::holds_alternative<T>(j)) return false;
        out.push_back(std::move(j));
        return true;
    });
    return out;
}

// If a batch throws, its commands run one by one to find the bad one.
void log_batch_failure(const std::exception& why) {
    log().error("batch=undone why=\"{}\"", why.what());
}

}  // namespace

writer::writer(store::door& door, current_deployment& current, judged_clock& time,
               const store::recovery& in_flight, writer_hooks hooks)
    : office_{.door = door,
              .current = current,
              .deployed = current.get(),
              .steps = stepper(*current.get()),
              .sessions = cache(sessions_in_memory, current.get()->kinds()),
              .ids = {in_flight.next_session, in_flight.next_outbox}},
      clock_(time),
      hooks_(std::move(hooks)) {
    for (const auto& row : in_flight.unfinished) office_.duties[row.id] = row;
    office_.keys.recall(door, in_flight.last_journal);
    plan();
    resume_adoption();
}

writer::~writer() {
    answer_idle();
}

std::optional<instant> writer::run(std::vector<job> jobs) {
    if (!office_.stopped.empty()) return refuse_all(jobs, office_.stopped), std::nullopt;
    // The clock is confirmed before, a calendar comes into force after whatever else waits.
    auto confirmations = taken_out<confirm_clock>(jobs);
    auto adoptions = taken_out<adopt_job>(jobs);
    try {
        return turn(confirmations, jobs, adoptions);
    } catch (const std::exception& e) {
        // After an unknown exception memory may differ from the store: no more commands are taken.
        stop(std::string("the engine met what it cannot handle: ") + e.what());
        for (auto* waiting : {&confirmations, &jobs, &adoptions}) refuse_all(*waiting, office_.stopped);
        return std::nullopt;
    }
}

std::optional<instant> writer::turn(std::vector<job>& confirmations, std::vector<job>& jobs,
                                    std::vector<job>& adoptions) {
    if (!confirmations.empty()) one_by_one(confirmations, {});
    confirmations.clear();
    const auto due = due_now();
    const bool idle = jobs.empty() && due.empty();
    if (!idle && attempt(jobs, due) == ending::culprit) one_by_one(jobs, due);
    jobs.clear();  // answered, whatever becomes of the rest
    if (!adoptions.empty()) one_by_one(adoptions, {});
    adoptions.clear();
    office_.sessions.shrink();
    // Nothing happens by itself; the driver looks at the clock again soon.
    if (clock_read_.held()) return answer_idle(), std::nullopt;
    if (office_.adopting && office_.stopped.empty()) adopt_next_page();
    tell_why_stopped();
    if (!office_.stopped.empty()) return std::nullopt;
    if (office_.adopting) return clock_.now();
    const auto next = planned_.load();
    const instant at{std::chrono::milliseconds{next}};
    if (next < 0 || at > clock_.now()) answer_idle();
    return next < 0 ? std::nullopt : std::optional(at);
}

std::vector<store::wake> writer::due_now() {
    const auto now = read_clock();
    if (clock_read_.held()) return {};
    // Under the calendar that was confirmed, once every dossier has its date by it.
    if (office_.adopting) return {};
    // `plan` has seen what every commit left.
    const auto next = planned_.load();
    if (next < 0 || instant{std::chrono::milliseconds{next}} > now) return {};
    auto due = office_.door.due(now, timers_in_a_batch);
    if (due) return std::move(*due);
    stop(due.error().message);
    return {};
}

// The moment of a batch. A confirmation is a batch of its own, at the clock that it confirms.
instant writer::read_clock(std::span<const job> jobs) {
    const auto before = std::exchange(clock_read_, clock_.read());
    if (!clock_read_.held()) clock_.believe(clock_read_);
    if (before.why != clock_read_.why) {
        log_change(clock_read_);
        if (hooks_.on_clock) call([&] { hooks_.on_clock(clock_read_); });
    }
    const bool confirming = jobs.size() == 1 && std::holds_alternative<confirm_clock>(jobs.front());
    return confirming ? clock_read_.clock : clock_read_.now;
}

writer::ending writer::attempt(std::vector<job>& jobs, std::span<const store::wake> due) {
    const auto now = read_clock(jobs);
    batch b(office_, clock_read_, now);
    const auto nothing_of_it = [&](ending how) {
        b.d.forget();
        tell_why_stopped();
        if (how == ending::stopped) refuse_all(jobs, office_.stopped);
        return how;
    };
    prefetch(jobs, due);
    try {
        for (auto& j : jobs) perform(b, j);
        if (!b.clock.held())
            for (const auto& wake : due) fire_due(b, wake.session);
        b.d.close();
    } catch (const std::exception& e) {
        log_batch_failure(e);
        return nothing_of_it(ending::culprit);
    }
    if (!office_.stopped.empty()) return nothing_of_it(ending::stopped);
    if (!b.d.empty())
        if (const auto how = commit(b.d); how != ending::committed) return nothing_of_it(how);
    put_calendar_in_force(b);
    // Before the answers: who has one may ask what comes next.
    plan();
    for (auto& [done, what] : b.answers)
        if (done) call([&] { done(std::move(what)); });
    for (auto& [done, ok] : b.reports)
        if (done) call([&] { done(ok); });
    return ending::committed;
}

// The store reads the rows that the batch will ask for while the batch is being made.
void writer::prefetch(const std::vector<job>& jobs, std::span<const store::wake> due) {
    std::vector<store::session_id> to_load;
    const auto coming = [&](store::session_id id) {
        if (id != 0 && !office_.sessions.holds(id)) to_load.push_back(id);
    };
    for (const auto& j : jobs)
        if (const auto* o = std::get_if<command_job>(&j)) coming(o->session);
    for (const auto& wake : due) coming(wake.session);
    office_.door.prepare_batch(jobs.size() + due.size(), std::move(to_load));
}

void writer::perform(batch& b, job& j) {
    b.d.savepoint();
    std::visit(overloaded{[&](command_job& o) { b.answers.emplace_back(o.done, take(b, o)); },
                          [&](delivery_report& p) { b.reports.emplace_back(p.done, report(b, p)); },
                          [&](note_job& m) {
                              b.d.rows().meta.push_back({m.name, m.value});
                              b.reports.emplace_back(m.done, true);
                          },
                          [&](adopt_job& a) {
                              b.answers.emplace_back(a.done,
                                                     b.clock.held() ? clock_held(0, b.clock) : adopt(b, a));
                          },
                          [&](confirm_clock& c) { b.answers.emplace_back(c.done, confirm(b, c)); },
                          [&](idle_job& c) {
                              // Once, also where the batch is run again.
                              if (c.done) waiting_for_idle_.push_back(std::exchange(c.done, {}));
                          }},
               j);
}

writer::ending writer::commit(draft& d) {
    store::commit_result done;
    bool incomplete = false;
    try {
        done = office_.door.commit(d.rows(), [&](std::size_t n) {
            incomplete = true;
            d.complete(n);
            incomplete = false;
        });
    } catch (const std::exception& e) {
        if (!incomplete) throw;
        return log_batch_failure(e), ending::culprit;
    }
    if (!done) {
        const auto& e = done.error();
        if (!e.of_one_command()) return stop(e.message), ending::stopped;
        log().error("commit=refused session={} culprit=\"{}\"", e.session, e.subject);
        return ending::culprit;
    }
    committed news{done->commit_no, {}, {}};
    for (const auto& s : d.rows().sessions) news.sessions.push_back(s.after.id);
    for (const auto& row : d.rows().journal) office_.keys.add(row);
    for (const auto& row : d.rows().outbox_new) {
        if (row.state == store::delivery::failed) continue;  // nothing the host could do
        news.duties.push_back(row);
        office_.duties[row.id] = row;
    }
    for (const auto& row : d.rows().outbox_changed) {
        if (row.state == store::delivery::done || row.state == store::delivery::failed)
            office_.duties.erase(row.id);
        else
            office_.duties[row.id] = row;
    }
    d.keep();
    clock_.committed(d.rows().at);
    office_.ids = d.ids();
    if (hooks_.on_commit) call([&] { hooks_.on_commit(news); });
    return ending::committed;
}

void writer::plan() {
    const auto next = office_.door.next_wake();
    if (!next) return stop(next.error().message);
    planned_ = *next ? (*next)->time_since_epoch().count() : -1;
}

void writer::one_by_one(std::vector<job>& jobs, std::span<const store::wake> due) {
    constexpr const char* why = "lệnh này không ghi được; hồ sơ được giữ lại để xem xét";
    const auto& stopped = office_.stopped;
    for (auto& j : jobs) {
        std::vector<job> one;
        one.push_back(std::exchange(j, idle_job{}));  // what is answered is nothing any more
        try {
            if (!stopped.empty()) {
                refuse_all(one, stopped);
            } else if (attempt(one, {}) == ending::culprit) {
                if (const auto* o = std::get_if<command_job>(&one.front()); o && o->session)
                    park_culprit(o->session, o->event + ": commit refused");
                refuse_all(one, stopped.empty() ? why : stopped);
            }
        } catch (...) {
            j = std::move(one.front());
            throw;
        }
    }
    for (std::size_t i = 0; i < due.size() && stopped.empty(); ++i) {
        std::vector<job> none;
        if (attempt(none, due.subspan(i, 1)) == ending::culprit)
            park_culprit(due[i].session, "wake-up: commit refused");
    }
}

void writer::park_culprit(store::session_id id, const std::string& why, std::vector<store::meta_write> with) {
    draft d(office_.door, *office_.deployed, office_.steps, office_.sessions, office_.ids, clock_.now());
    d.rows().meta = std::move(with);
    if (const auto s = d.open(id)) {
        d.savepoint();
        d.park(**s, why, {});
    } else if (!d.sets_aside(id) && s.error().what != failure::kind::not_found) {
        return stop("session " + std::to_string(id) + ": " + why + ": " + s.error().message);
    }
    d.close();
    // A session that can be neither written nor set aside would come up for ever.
    if (!d.empty() && commit(d) == ending::culprit) stop("session " + std::to_string(id) + ": " + why);
    if (!office_.stopped.empty()) d.forget();
    plan();
}

void writer::answer_idle() {
    for (auto& quiet : std::exchange(waiting_for_idle_, {})) call(quiet);
}

void writer::refuse_all(std::vector<job>& jobs, const std::string& why) {
    const auto failed = [&] {
        return outcome{outcome::kind::failed, 0, {{"code", "engine_failed"}, {"message", why}}};
    };
    for (auto& j : jobs)
        std::visit(overloaded{[&](delivery_report& p) {
                                  if (p.done) call([&] { p.done(false); });
                              },
                              [&](note_job& m) { call([&] { m.done(false); }); },
                              [&](idle_job& c) {
                                  if (c.done) call(c.done);
                              },
                              [&](auto& o) {
                                  if (o.done) call([&] { o.done(failed()); });
                              }},
                   j);
}

void writer::stop(const std::string& why) {
    if (office_.stopped.empty()) office_.stopped = why;
    tell_why_stopped();
}

// Also where it was a function of the batch that found the store failing.
void writer::tell_why_stopped() {
    if (office_.stopped.empty() || std::exchange(told_why_stopped_, true)) return;
    log().error("store=stopped why=\"{}\"", office_.stopped);
    answer_idle();
    if (hooks_.on_fatal) call([&] { hooks_.on_fatal(office_.stopped); });
}

}  // namespace motcua::runtime
