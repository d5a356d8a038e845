// A calendar's adoption as the writer drives it: one page of sessions a batch, so that nobody waits long
// behind it.
#include "engine/base/log.hpp"
#include "engine/writer/adopting.hpp"
#include "engine/writer/writer.hpp"

namespace motcua::runtime {
namespace {

constexpr std::size_t sessions_in_a_page = 64;

}  // namespace

void writer::resume_adoption() {
    auto kept = kept_adoption(office_.door);
    if (!kept) return stop(kept.error().message);
    if (*kept && !(*kept)->finished) office_.adopting = std::move(**kept);
}

void writer::put_calendar_in_force(batch& b) {
    if (b.adopted_early) office_.adopting = std::move(b.adopted_early);
    if (!b.calendar) return;
    office_.deployed.swap(b.calendar->deployed);  // the batch keeps the one that it was made by
    office_.steps.work_by(*office_.deployed);
    office_.current.put_in_force(office_.deployed);
    office_.adopting = std::move(b.calendar->what);
}

writer::ending writer::adopt_page(const std::vector<store::session_row>& rows, adoption& so_far) {
    batch b(office_, clock_read_, clock_read_.now);  // while the clock is held nothing is adopted
    try {
        judge_page(b, rows, so_far);
        b.d.close();
    } catch (const std::exception& e) {
        log().error("calendar=undone why=\"{}\"", e.what());
        return b.d.forget(), ending::culprit;
    }
    const auto how = office_.stopped.empty() ? commit(b.d) : ending::stopped;
    if (how != ending::committed) b.d.forget();
    return how;
}

// What was refused together is tried one session at a time, and the culprit parked together with the word
// that it has been met.
void writer::pass_over(const std::vector<store::session_row>& rows) {
    if (rows.empty()) return stop("the store refuses the word that a new calendar has been adopted");
    if (!std::exchange(one_at_a_time_, !one_at_a_time_)) return;
    adoption next = *office_.adopting;
    next.judged = rows.front().id;
    ++next.set_aside;
    park_culprit(rows.front().id, "calendar: commit refused", {{adoption::kept_as, to_text(to_json(next))}});
    if (office_.stopped.empty()) office_.adopting = std::move(next);
}

void writer::adopt_next_page() {
    auto from = office_.door.snapshot();
    const auto rows =
        from ? (*from)->sessions(office_.adopting->judged, one_at_a_time_ ? 1 : sessions_in_a_page)
             : tl::make_unexpected(from.error());
    if (!rows) return stop(rows.error().message);
    from->reset();
    adoption next = *office_.adopting;
    const auto how = adopt_page(*rows, next);
    if (how == ending::culprit) return pass_over(*rows);
    if (how != ending::committed) return;
    one_at_a_time_ = false;
    office_.adopting = std::move(next);
    office_.sessions.shrink();
    plan();
    if (!office_.adopting->finished) return;
    const auto& done = *office_.adopting;
    log().info("calendar={} adopted moved={} replanned={} set_aside={}", done.calendar.substr(0, 12),
               done.moved, done.replanned, done.set_aside);
    office_.adopting.reset();
}

}  // namespace motcua::runtime
