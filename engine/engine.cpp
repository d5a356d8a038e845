#include "engine/engine.hpp"

#include <boost/asio/strand.hpp>

#include "engine/base/log.hpp"
#include "engine/inside.hpp"

namespace motcua {
namespace detail {
namespace {

open_error as_open_error(const failure& f) {
    return {f.what == failure::kind::bad_input, {f.message}};
}

std::vector<kinds::paper_need> as_needs(std::vector<printed_forms::need> from) {
    using kind = kinds::paper_need::condition::kind;
    std::vector<kinds::paper_need> out;
    for (auto& n : from) {
        auto& to = out.emplace_back();
        to.path = std::move(n.path);
        for (auto& c : n.when)
            to.when.push_back({static_cast<kind>(c.what), std::move(c.path), std::move(c.value)});
    }
    return out;
}

}  // namespace

std::optional<open_error> inside::open_store() {
    if (door) return std::nullopt;
    store::options how;
    if (const auto& word = with.continue_after)
        how.go_on = {word->after_commit, word->by, host_clock().now()};
    auto opened = store::open(with.data.string(), how);
    if (!opened) return as_open_error(opened.error());
    door = std::move(*opened);
    return std::nullopt;
}

// A folder that is not there yet has no calendars of its own; a fault in the workflows leaves none behind.
std::optional<open_error> inside::read_workflows() {
    std::string calendars;
    if (std::filesystem::exists(with.data)) {
        if (auto e = open_store()) return e;
        auto adopted = runtime::adopted_calendars(*door, with.data.string());
        if (!adopted) return as_open_error(adopted.error());
        calendars = std::move(*adopted);
    }
    auto read = runtime::deployment_builder::read(with.workflows.string(), with.office, calendars,
                                                  runtime::read_for::deployment,
                                                  with.kinds ? *with.kinds : kinds::registry::standard());
    if (!read) {
        open_error e{true, {}};
        for (const auto& f : read.error()) e.lines.push_back(to_string(f));
        return e;
    }
    to_deploy.emplace(std::move(*read));
    add_forms();
    return std::nullopt;
}

void inside::add_forms() {
    auto& forms = with.forms;
    if (forms.all.empty()) return;
    for (auto& f : forms.all)
        to_deploy->add_form(std::move(f.name), std::move(f.content), as_needs(std::move(f.needs)));
    to_deploy->print_by(std::move(forms.hash));
}

// With the charts and procedure versions that dossiers in flight have kept.
std::optional<open_error> inside::deploy() {
    auto from = door->snapshot();
    if (!from) return as_open_error(from.error());
    if (const auto done = to_deploy->recall_kept(**from); !done) return as_open_error(done.error());
    deployed = std::make_unique<runtime::current_deployment>(std::move(*to_deploy).build());
    to_deploy.reset();
    return std::nullopt;
}

// What the office works by, kept in the store under its hash before any session names it; where it is not
// what the office worked by before, the journal says so.
std::optional<open_error> inside::keep_contents() {
    const auto last = door->meta("deployment");
    if (!last) return as_open_error(last.error());
    const auto deployment = deployed->get();
    if (*last == deployment->hash()) return std::nullopt;
    store::batch b;
    b.at = time->now();
    b.contents = deployment->contents();
    for (auto& row : b.contents) row.first_seen = b.at;
    b.meta.push_back({"deployment", deployment->hash()});
    store::journal_row row;
    row.why = store::cause::administration;
    row.at = b.at;
    row.actor = "engine";
    row.event = "deployed";
    row.payload = to_text(json_object{{"deployment", deployment->hash()}});
    b.journal.push_back(std::move(row));
    if (const auto done = door->commit(b); !done) return open_error{false, {done.error().message}};
    time->committed(b.at);
    return std::nullopt;
}

// One that cannot be gone on with must not be forgotten.
std::optional<open_error> inside::check_adoption() {
    if (const auto kept = runtime::kept_adoption(*door); !kept) return as_open_error(kept.error());
    return std::nullopt;
}

std::optional<open_error> inside::bring_up() {
    auto in_flight = door->recover();
    if (!in_flight) return as_open_error(in_flight.error());
    time = std::make_unique<runtime::judged_clock>(
        host_clock(), runtime::clock_limits{.ahead = with.judging.most_ahead}, in_flight->committed_at);
    for (auto step : {&inside::check_adoption, &inside::deploy, &inside::keep_contents})
        if (auto e = (this->*step)()) return e;
    writer = std::make_unique<runtime::writer>(*door, *deployed, *time, *in_flight, hooks());
    questions = std::make_unique<runtime::questions>(*door, *deployed, *time);
    return std::nullopt;
}

runtime::writer_hooks inside::hooks() {
    runtime::writer_hooks out;
    out.on_fatal = [this](const std::string& why) { stopped_by_itself(why); };
    out.on_commit = [this](const runtime::committed& c) {
        if (!changes.is_read()) return;
        change news;
        news.commit = static_cast<std::uint64_t>(c.commit_no);
        news.sessions.assign(c.sessions.begin(), c.sessions.end());
        for (const auto& row : c.duties) news.duties.push_back(as_duty(row));
        changes.put(news);
    };
    out.on_clock = [this](const runtime::clock_reading& seen) {
        change news;
        news.what = change::kind::clock;
        news.clock = to_text(runtime::to_json(seen));
        changes.put(news);
    };
    return out;
}

void inside::start() {
    if (with.on) {
        on = boost::asio::make_strand(with.on);
    } else {
        own_thread = std::make_unique<runtime::engine_thread>();
        on = own_thread->get_executor();
    }
    if (!with.readers) {
        constexpr std::size_t threads = 2;
        own_readers = std::make_unique<boost::asio::thread_pool>(threads);
        with.readers = own_readers->get_executor();
    }
    driver = std::make_shared<runtime::driver>(*writer, *time, on, with.judging.reread);
    driver->start();
    if (own_thread) own_thread->start([d = driver.get()] { return d->is_waited_for(); });
}

void inside::stopped_by_itself(const std::string& why) {
    std::vector<runner> told;
    {
        const std::lock_guard lock(ending);
        failed_with = why;
        ended = true;
        told = std::exchange(runners, {});
    }
    for (const auto& r : told) r->tell(why);
    changes.end();
}

void inside::close() {
    driver->stop();
    {
        // Those who read have ended, and nobody begins.
        const std::unique_lock lock(closing);
        if (std::exchange(closed, true)) return;
    }
    if (own_readers) own_readers->join();
    if (auto done = door->checkpoint(); !done) log().warn("checkpoint=\"{}\"", done.error().message);
    questions.reset();
    door.reset();
    std::vector<runner> told;
    {
        const std::lock_guard lock(ending);
        ended = true;
        told = std::exchange(runners, {});
    }
    for (const auto& r : told) r->tell(std::nullopt);
    changes.end();
}

}  // namespace detail

engine::engine(std::shared_ptr<detail::inside> in) : in_(std::move(in)) {}

std::unique_ptr<engine> engine::open(options with, open_error& error) {
    try {
        auto in = std::make_shared<detail::inside>();
        in->with = std::move(with);
        using step = std::optional<open_error> (detail::inside::*)();
        for (const step next :
             {&detail::inside::read_workflows, &detail::inside::open_store, &detail::inside::bring_up})
            if (auto e = (in.get()->*next)()) return error = std::move(*e), nullptr;
        in->start();
        return std::unique_ptr<engine>(new engine(std::move(in)));
    } catch (const std::exception& e) {
        error = {false, {e.what()}};
        return nullptr;
    }
}

engine::~engine() {
    // A handler that runs on the engine's own thread may hold the last but one of `in_`: it ends first.
    if (in_->own_thread) in_->own_thread->stop();
    in_->close();
    if (in_->own_thread) in_->own_thread->run_rest();
}

engine::executor_type engine::get_executor() const {
    return in_->on;
}

}  // namespace motcua
