#include "counters/app/print_agent.hpp"

#include <fmt/format.h>
#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <random>

#include "counters/app/kept_slip.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/log.hpp"
#include "printers/drivers/devices.hpp"

namespace motcua::app {
namespace {

constexpr const char* prefix_note = "print_job_prefix";
constexpr std::chrono::milliseconds between_looks{5'000};  // at a clock that may have leapt meanwhile

std::string fresh_prefix() {
    std::random_device random;
    return fmt::format("motcua-{:08x}-", static_cast<std::uint32_t>(random()));
}

slip outline_of(const duty& d) {
    slip s;
    s.form = d.name;
    if (const auto args = parse_json(d.args)) {
        s.set = get_string(*args, "set");
        s.accepted = parse_day(get_string(*args, "accepted")).value_or(local_day{});
    }
    return s;
}

}  // namespace

result<std::unique_ptr<print_agent>> print_agent::start(dependencies around, office_printers all,
                                                        on_change told) {
    std::unique_ptr<print_agent> agent(new print_agent(around, std::move(all)));
    // Another prefix would make strangers of the jobs that printers still know.
    auto known = around.e.note(prefix_note);
    if (!known)
        return fail(failure::kind::io,
                    "the prefix of the print jobs could not be read; mend the disk and start again");
    agent->prefix_ = std::move(*known);
    if (agent->prefix_.empty()) {
        agent->prefix_ = fresh_prefix();
        if (!around.e.async_set_note(prefix_note, agent->prefix_, boost::asio::use_future).get())
            return fail(failure::kind::io, "the engine did not keep the prefix of the print jobs");
    }
    printers::queue_settings settings;
    settings.retry_after = printers::usual_retry;
    settings.on_change = std::move(told);
    agent->queue_ = std::make_unique<printers::print_queue>(around.pool, *agent, std::move(settings));
    for (const auto& p : agent->all()) {
        auto device = printers::open_device(p.uri);
        if (!device) return tl::make_unexpected(device.error());
        if (auto added = agent->queue_->add(p.name, std::move(*device)); !added)
            return tl::make_unexpected(added.error());
    }
    return agent;
}

print_agent::~print_agent() {
    close();
}

void print_agent::close() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        opening_.cancel();
    }
    if (queue_) queue_->close();
}

// What was being sent comes first: a raw printer's becomes unknown, others are asked. What is unknown waits
// for a person.
void print_agent::resume(const std::vector<duty>& unfinished) {
    for (const auto& d : unfinished)
        if (d.kind == "print" && d.state == "sending") {
            auto job = job_for(d);
            job.printers = choice_for(d).printers;
            queue_->recover(std::move(job), d.target);
        }
    for (const auto& d : unfinished)
        if (d.state == "queued") take(d);
}

void print_agent::take(const duty& d) {
    if (d.kind != "print") return;
    auto choice = choice_for(d);
    if (choice.hold) return hold(d);
    auto job = job_for(d);
    job.printers = std::move(choice.printers);
    queue_->submit(std::move(job));
}

// Looked at again when its moment comes, and at the latest when the clock is to be read again: it may have
// leapt, and what a rule holds has no moment.
void print_agent::hold(const duty& d) {
    const std::lock_guard lock(mutex_);
    held_.push_back(d);
    if (!around_.time.ticks() || stopping_) return;
    const auto at = timer::clock_type::now() + time_until(d);
    if (armed_ && *armed_ <= at) return;
    armed_ = at;
    opening_.expires_at(at);
    opening_.async_wait([this](const boost::system::error_code& cancelled) {
        if (!cancelled) look_at_held();
    });
}

std::chrono::milliseconds print_agent::time_until(const duty& d) const {
    const std::chrono::milliseconds left{d.not_before - around_.time.now().time_since_epoch().count()};
    return left.count() > 0 ? std::min(left, between_looks) : between_looks;
}

void print_agent::look_at_held() {
    std::vector<duty> all;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
        armed_.reset();
        all.swap(held_);
    }
    for (const auto& d : all) take(d);
}

void print_agent::wake() {
    look_at_held();
    queue_->wake();
}

std::map<std::uint64_t, print_agent::job_place> print_agent::jobs() const {
    std::map<std::string, printers::reason_set> reasons;
    for (const auto& s : queue_->status()) reasons[s.printer] = s.reasons;
    std::map<std::uint64_t, job_place> out;
    for (auto& [job, printer] : queue_->places())
        out[static_cast<std::uint64_t>(job)] = {printer, reasons[printer]};
    const std::lock_guard lock(mutex_);
    for (const auto& d : held_) out[d.id] = {{}, {}, true};
    return out;
}

printers::paper_choice print_agent::choice_for(const duty& d) const {
    const auto now = around_.time.now();
    if (d.not_before > now.time_since_epoch().count()) return {{}, true};
    const auto args = parse_json(d.args).value_or(json{});
    const auto counter = get_string(args, "counter"), actor = get_string(args, "actor"),
               officer = get_string(args, "officer"), stream = get_string(args, "stream");
    return printers_.choose(
        {counter, actor, officer, d.name, stream, around_.forms.fits_roll(outline_of(d)), to_local(now)});
}

printers::print_job print_agent::job_for(const duty& d) {
    printers::print_job job;
    job.id = static_cast<printers::job_id>(d.id);
    job.name = prefix_ + std::to_string(d.id);
    if (const auto args = parse_json(d.args))
        job.copies = static_cast<int>(std::max<std::int64_t>(get_integer(*args, "copies", 1), 1));
    job.render = [this, id = d.id](const printers::wanted_content& wanted) { return render(id, wanted); };
    return job;
}

// The PDF is the slip's own likeness whatever the printer wants; the engine keeps the hash of the first one.
result<printers::document> print_agent::render(std::uint64_t duty, const printers::wanted_content& wanted) {
    const auto s = kept_slip(around_.e, around_.forms, duty);
    if (!s) return tl::make_unexpected(s.error());
    if (s->reprint == 0 && s->sha256.empty())
        if (const auto pdf = around_.forms.pdf(*s)) {
            const std::lock_guard lock(mutex_);
            rendered_[static_cast<printers::job_id>(duty)] = sha256(*pdf);
        }
    return around_.forms.for_printer(*s, wanted);
}

std::future<result<void>> print_agent::record(const printers::job_record& what) {
    progress_report p;
    p.duty = static_cast<std::uint64_t>(what.job);
    p.state = printers::name_of(what.state);
    p.reason = printers::names_of(what.why);
    p.target = what.printer;
    {
        const std::lock_guard lock(mutex_);
        if (const auto at = rendered_.find(what.job); at != rendered_.end()) {
            p.pdf_sha256 = at->second;
            rendered_.erase(at);
        }
    }
    log().info("duty={} printer={} state={} reason={}", p.duty, p.target, p.state, p.reason);
    return std::async(
        std::launch::deferred,
        [kept = around_.e.async_report(std::move(p), boost::asio::use_future)]() mutable -> result<void> {
            if (kept.get()) return {};
            return fail(failure::kind::io, "the engine did not take the job's state");
        });
}

}  // namespace motcua::app
