#include "counters/app/print_agent.hpp"

#include <algorithm>

#include "engine/base/hash.hpp"
#include "engine/base/log.hpp"
#include "printers/drivers/devices.hpp"

namespace motcua::app {

result<std::unique_ptr<print_agent>> print_agent::start(engine& e, const paper& forms,
                                                        std::vector<attached> all, on_change told) {
    std::unique_ptr<print_agent> agent(new print_agent(e, forms, std::move(all)));
    printers::queue_settings settings;
    settings.retry_after = printers::usual_retry;
    settings.on_change = std::move(told);
    agent->queue_ = std::make_unique<printers::print_queue>(*agent, std::move(settings));
    for (const auto& p : agent->all_) {
        auto device = printers::open_device(p.uri);
        if (!device) return tl::make_unexpected(device.error());
        if (auto added = agent->queue_->add(p.name, std::move(*device)); !added)
            return tl::make_unexpected(added.error());
    }
    // What was being sent when the last process ended comes first: a raw printer's becomes unknown, others
    // are asked.
    const auto unfinished = e.unfinished_duties();
    for (const auto& d : unfinished)
        if (d.kind == "print" && d.state == "sending") agent->queue_->recover(agent->job_for(d), d.target);
    for (const auto& d : unfinished)
        if (d.state == "queued") agent->take(d);
    return agent;
}

print_agent::~print_agent() {
    queue_->close();
}

void print_agent::take(const duty& d) {
    if (d.kind == "print") queue_->submit(job_for(d));
}

result<slip> print_agent::slip_of(std::uint64_t duty) const {
    const auto reply = engine_.ask("slip", to_text(json_object{{"duty", duty}}));
    const auto said = parse_json(reply.body);
    if (!said) return tl::make_unexpected(said.error());
    if (!reply.found) return fail(failure::kind::not_found, get_string(*said, "message"));
    return slip_from(*said);
}

std::vector<std::string> print_agent::printers_for(const slip& s) const {
    const std::string_view wanted = paper_.fits_roll(s) ? "80mm" : "a4";
    std::vector<std::string> out;
    for (const auto& p : all_)
        if (p.paper == wanted) out.push_back(p.name);
    return out;
}

printers::print_job print_agent::job_for(const duty& d) {
    printers::print_job job;
    job.id = static_cast<printers::job_id>(d.id);
    job.name = "motcua-" + std::to_string(d.id);
    const auto args = parse_json(d.args);
    if (args) job.copies = static_cast<int>(std::max<std::int64_t>(get_integer(*args, "copies", 1), 1));
    slip what;
    what.form = d.name;
    if (args) {
        what.set = get_string(*args, "set");
        what.accepted = parse_day(get_string(*args, "accepted")).value_or(local_day{});
    }
    job.printers = printers_for(what);
    job.render = [this, id = d.id](const printers::wanted_content& wanted) -> result<printers::document> {
        auto s = slip_of(id);
        if (!s) return tl::make_unexpected(s.error());
        // The PDF is the slip's own likeness whatever the printer wants; the engine keeps its hash.
        if (auto pdf = s->reprint == 0 ? paper_.pdf(*s) : fail(failure::kind::unsupported, "a reprint");
            pdf) {
            const std::lock_guard lock(mutex_);
            rendered_[static_cast<printers::job_id>(id)] = sha256(*pdf);
        }
        return paper_.for_printer(*s, wanted);
    };
    return job;
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
    return std::async(std::launch::deferred, [kept = engine_.report(std::move(p))]() mutable -> result<void> {
        if (kept.get()) return {};
        return fail(failure::kind::io, "the engine did not take the job's state");
    });
}

}  // namespace motcua::app
