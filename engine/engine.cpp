#include "engine/engine.hpp"

#include <atomic>

#include "engine/base/clock.hpp"
#include "engine/base/log.hpp"
#include "engine/reading/calendar_proposal.hpp"
#include "engine/reading/questions.hpp"
#include "engine/stepping/authority.hpp"
#include "engine/translate.hpp"
#include "engine/writer/writer.hpp"

namespace motcua {
namespace {

open_error world(const failure& f) {
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

struct engine::inside {
    options with;
    system_clock system;
    std::unique_ptr<store::door> door;
    std::unique_ptr<runtime::judged_clock> time;
    std::unique_ptr<runtime::deployment> deployed;
    std::unique_ptr<runtime::writer> writer;
    std::unique_ptr<runtime::driver> driver;
    std::unique_ptr<runtime::questions> questions;

    // An answer that is known at once comes on the engine thread all the same: the caller may hold a lock
    // that `done` takes.
    void say(std::function<void(answer)> done, answer known) {
        const auto both = std::make_shared<std::pair<std::function<void(answer)>, answer>>(std::move(done),
                                                                                           std::move(known));
        const auto speak = [both] { both->first(std::move(both->second)); };
        if (!driver->post(runtime::aside{speak})) speak();
    }

    const clock& host_clock() const { return with.time ? *with.time : system; }

    void judge_clock(std::optional<instant> last_commit) {
        time = std::make_unique<runtime::judged_clock>(
            host_clock(), runtime::clock_limits{.ahead = with.judging.most_ahead}, last_commit);
    }

    // What the office works by, kept in the store under its hash before any session names it; where it is not
    // what the office worked by before, the journal says so.
    std::optional<open_error> keep_contents() {
        const auto last = door->meta("deployment");
        if (!last) return world(last.error());
        if (*last == deployed->hash()) return std::nullopt;
        store::batch b;
        b.at = time->now();
        b.contents = deployed->contents();
        for (auto& row : b.contents) row.first_seen = b.at;
        b.meta.push_back({"deployment", deployed->hash()});
        store::journal_row row;
        row.why = store::cause::administration;
        row.at = b.at;
        row.actor = "engine";
        row.event = "deployed";
        row.payload = to_text(json_object{{"deployment", deployed->hash()}});
        b.journal.push_back(std::move(row));
        if (const auto done = door->commit(b); !done) return open_error{false, {done.error().message}};
        time->committed(b.at);
        return std::nullopt;
    }

    // One that cannot be gone on with must not be forgotten.
    std::optional<open_error> check_adoption() {
        if (const auto kept = runtime::kept_adoption(*door); !kept) return world(kept.error());
        return std::nullopt;
    }

    // Procedure versions that dossiers in flight have kept.
    std::optional<open_error> recall_kept() {
        auto from = door->snapshot();
        if (!from) return world(from.error());
        if (const auto done = runtime::recall_kept(*deployed, **from); !done) return world(done.error());
        return std::nullopt;
    }
};

engine::engine(std::unique_ptr<inside> in) : in_(std::move(in)) {}

std::unique_ptr<engine> engine::open(options with, open_error& error) {
    try {
        return open_folder(std::move(with), error);
    } catch (const std::exception& e) {
        error = {false, {e.what()}};
        return nullptr;
    }
}

std::unique_ptr<engine> engine::open_folder(options with, open_error& error) {
    auto in = std::make_unique<inside>();
    in->with = std::move(with);
    const auto data = in->with.data.string();
    // A folder that is not there yet has no calendars of its own; a fault in the workflows leaves none
    // behind.
    std::unique_ptr<store::door> door;
    std::string calendars;
    const auto open_door = [&]() -> std::optional<open_error> {
        store::options how;
        if (const auto& word = in->with.continue_after)
            how.go_on = {word->after_commit, word->by, in->host_clock().now()};
        auto opened = store::open(data, how);
        if (!opened) return world(opened.error());
        door = std::move(*opened);
        return std::nullopt;
    };
    if (std::filesystem::exists(in->with.data)) {
        if (auto e = open_door()) return error = std::move(*e), nullptr;
        auto adopted = runtime::adopted_calendars(*door, data);
        if (!adopted) return error = world(adopted.error()), nullptr;
        calendars = std::move(*adopted);
    }
    auto deployed = runtime::deployment::read(in->with.workflows.string(), in->with.office, calendars,
                                              runtime::read_for::deployment,
                                              in->with.kinds ? *in->with.kinds : kinds::registry::standard());
    if (!deployed) {
        error = {true, {}};
        for (const auto& f : deployed.error()) error.lines.push_back(to_string(f));
        return nullptr;
    }
    in->deployed = std::make_unique<runtime::deployment>(std::move(*deployed));
    if (auto& forms = in->with.forms; !forms.all.empty()) {
        for (auto& f : forms.all)
            in->deployed->add_form(std::move(f.name), std::move(f.content), as_needs(std::move(f.needs)));
        in->deployed->print_by(std::move(forms.hash));
    }
    if (!door)
        if (auto e = open_door()) return error = std::move(*e), nullptr;
    in->door = std::move(door);
    auto in_flight = in->door->recover();
    if (!in_flight) return error = world(in_flight.error()), nullptr;
    in->judge_clock(in_flight->committed_at);
    for (auto step : {&inside::check_adoption, &inside::keep_contents, &inside::recall_kept})
        if (auto e = (in.get()->*step)()) return error = std::move(*e), nullptr;

    runtime::writer_hooks hooks;
    hooks.on_fatal = in->with.on_fatal;
    hooks.on_commit = [host = in->with.on_commit](const runtime::committed& c) {
        if (!host) return;
        change news{static_cast<std::uint64_t>(c.commit_no), {c.sessions.begin(), c.sessions.end()}, {}};
        for (const auto& row : c.duties) news.duties.push_back(as_duty(row));
        host(news);
    };
    hooks.on_clock = [host = in->with.on_clock](const runtime::clock_reading& seen) {
        if (host) host(to_text(runtime::to_json(seen)));
    };
    in->writer =
        std::make_unique<runtime::writer>(*in->door, *in->deployed, *in->time, *in_flight, std::move(hooks));
    in->driver = std::make_unique<runtime::driver>(*in->writer, *in->time, in->with.judging.reread);
    in->questions = std::make_unique<runtime::questions>(*in->door, *in->deployed, *in->time);
    in->driver->start();
    return std::unique_ptr<engine>(new engine(std::move(in)));
}

engine::~engine() {
    in_->driver->stop();
    if (auto done = in_->door->checkpoint(); !done) log().warn("checkpoint=\"{}\"", done.error().message);
}

void engine::submit(command c, std::function<void(answer)> done) {
    runtime::command_job o;
    if (auto no = take_command(std::move(c), o)) return in_->say(std::move(done), std::move(*no));
    o.done = [done](runtime::outcome what) { done(as_answer(std::move(what))); };
    if (!in_->driver->post(std::move(o))) done(failed(stopping));
}

std::future<std::vector<answer>> engine::submit(std::vector<command> together,
                                                std::vector<progress_report> reports) {
    struct joined_answers {
        std::vector<answer> answers;
        std::atomic<std::size_t> open = 1;
        std::promise<std::vector<answer>> whole;
        void settled() {
            if (--open == 0) whole.set_value(std::move(answers));
        }
    };
    auto all = std::make_shared<joined_answers>();
    all->answers.resize(together.size());
    auto out = all->whole.get_future();
    std::vector<runtime::job> jobs;
    for (auto& r : reports)
        if (auto p = take_report(std::move(r), [all](bool) { all->settled(); })) {
            ++all->open;
            jobs.push_back(std::move(*p));
        }
    for (std::size_t i = 0; i < together.size(); ++i) {
        runtime::command_job o;
        if (auto no = take_command(std::move(together[i]), o)) {
            all->answers[i] = std::move(*no);
            continue;
        }
        all->answers[i] = failed(stopping);
        ++all->open;
        o.done = [all, i](runtime::outcome what) {
            all->answers[i] = as_answer(std::move(what));
            all->settled();
        };
        jobs.push_back(std::move(o));
    }
    const auto waiting = jobs.size();
    if (!jobs.empty() && !in_->driver->post(std::move(jobs))) all->open -= waiting;
    all->settled();
    return out;
}

std::future<answer> engine::submit(command c) {
    auto promise = std::make_shared<std::promise<answer>>();
    auto out = promise->get_future();
    submit(std::move(c), [promise](answer a) { promise->set_value(std::move(a)); });
    return out;
}

std::future<answer> engine::resume(std::uint64_t session, actor by) {
    command c;
    c.session = session;
    c.event = runtime::resume_event;
    c.by = std::move(by);
    return submit(std::move(c));
}

namespace {

engine::reply absent(std::string_view why) {
    return {engine::reply::kind::absent, to_text(json_object{{"message", why}})};
}

engine::reply unread(std::string_view question, std::string_view why) {
    log().warn("question={} unread=\"{}\"", question, why);
    return {engine::reply::kind::unread,
            to_text(json_object{{"message", "chưa đọc được kho dữ liệu lúc này"},
                                {"next",
                                 "Thử lại sau ít phút; nếu vẫn lỗi, báo người quản trị kiểm tra ổ đĩa "
                                 "của máy chủ."}})};
}

}  // namespace

void engine::adopt_calendar(const std::filesystem::path& folder, confirmation confirmed, actor by,
                            std::function<void(answer)> done) {
    auto what =
        runtime::calendar_proposal::read(*in_->deployed, folder.string())
            .and_then([&](runtime::calendar_proposal&& p) {
                return std::move(p).confirmed(confirmed.calendar, confirmed.base, caller_of(std::move(by)));
            });
    if (!what) return in_->say(std::move(done), {answer::kind::rejected, 0, to_text(what.error())});
    what->done = [done](runtime::outcome o) { done(as_answer(std::move(o))); };
    if (!in_->driver->post(std::move(*what))) done(failed(stopping));
}

std::future<answer> engine::adopt_calendar(const std::filesystem::path& folder, confirmation confirmed,
                                           actor by) {
    auto promise = std::make_shared<std::promise<answer>>();
    auto out = promise->get_future();
    adopt_calendar(folder, std::move(confirmed), std::move(by),
                   [promise](answer a) { promise->set_value(std::move(a)); });
    return out;
}

const clock& engine::time() const {
    return *in_->time;
}

void engine::confirm_clock(actor by, std::int64_t shown, std::function<void(answer)> done) {
    runtime::confirm_clock c{caller_of(std::move(by)), std::nullopt,
                             [done](runtime::outcome o) { done(as_answer(std::move(o))); }};
    if (shown != 0) c.shown = instant{std::chrono::milliseconds{shown}};
    if (!in_->driver->post(std::move(c))) done(failed(stopping));
}

std::future<answer> engine::confirm_clock(actor by, std::int64_t shown) {
    auto promise = std::make_shared<std::promise<answer>>();
    auto out = promise->get_future();
    confirm_clock(std::move(by), shown, [promise](answer a) { promise->set_value(std::move(a)); });
    return out;
}

engine::reply engine::preview_calendar(const std::filesystem::path& folder) const {
    const auto what = runtime::calendar_proposal::read(*in_->deployed, folder.string());
    if (!what) return {reply::kind::absent, to_text(what.error())};
    try {
        const auto seen = what->preview(*in_->door, in_->time->now());
        return seen ? reply{reply::kind::found, to_text(*seen)} : unread("calendar", seen.error().message);
    } catch (const std::exception& e) {
        return unread("calendar", e.what());
    }
}

std::string engine::calendar() const {
    const auto last = runtime::adoption_from_json(note(runtime::adoption::kept_as).value_or(""));
    return to_text(json_object{{"calendar", in_->deployed->days().hash()},
                               {"adoption", last ? json(runtime::progress_of(*last)) : json(nullptr)}});
}

engine::reply engine::ask(std::string_view question, std::string_view args) const {
    const auto asked = parse_json(args);
    if (!asked) return absent(asked.error().message);
    try {
        auto answer = in_->questions->ask(question, *asked);
        if (answer) return {reply::kind::found, to_text(*answer)};
        const auto& why = answer.error();
        return why.what == failure::kind::not_found ? absent(why.message) : unread(question, why.message);
    } catch (const std::exception& e) {
        return unread(question, e.what());
    }
}

std::optional<std::vector<duty>> engine::unfinished_duties() const {
    auto from = in_->door->snapshot();
    const auto rows = from ? (*from)->unfinished_outbox() : tl::make_unexpected(from.error());
    if (!rows) return log().warn("duties=unread why=\"{}\"", rows.error().message), std::nullopt;
    std::vector<duty> out;
    for (const auto& row : *rows) out.push_back(as_duty(row));
    return out;
}

std::future<bool> engine::report(progress_report what) {
    auto promise = std::make_shared<std::promise<bool>>();
    auto out = promise->get_future();
    auto p = take_report(std::move(what), [promise](bool ok) { promise->set_value(ok); });
    if (!p || !in_->driver->post(std::move(*p))) promise->set_value(false);
    return out;
}

std::future<void> engine::clock_moved() {
    auto promise = std::make_shared<std::promise<void>>();
    auto out = promise->get_future();
    if (!in_->driver->post(runtime::idle_job{[promise] { promise->set_value(); }})) promise->set_value();
    return out;
}

std::int64_t engine::next_wake() const {
    return in_->writer->planned();
}

std::optional<std::string> engine::note(std::string_view name) const {
    std::promise<std::optional<std::string>> promise;
    auto out = promise.get_future();
    const bool taken = in_->driver->post(runtime::note_job{
        std::string(name), std::nullopt, [&promise](auto value) { promise.set_value(std::move(value)); }});
    return taken ? out.get() : std::nullopt;
}

std::future<bool> engine::set_note(std::string name, std::string value) {
    auto promise = std::make_shared<std::promise<bool>>();
    auto out = promise->get_future();
    runtime::note_job m{std::move(name), std::move(value),
                        [promise](auto known) { promise->set_value(known.has_value()); }};
    if (!in_->driver->post(std::move(m))) promise->set_value(false);
    return out;
}

}  // namespace motcua
