// The calls of a host: each becomes a job for the writer, or a reading, and its handler is told on its own
// executor.
#include <boost/asio/post.hpp>

#include "engine/base/log.hpp"
#include "engine/inside.hpp"
#include "engine/json_values.hpp"
#include "engine/reading/calendar_proposal.hpp"

namespace motcua {
namespace {

using detail::handler;
using detail::inside;

template <class... R>
using completion = runtime::completion<R...>;

template <class... R>
std::shared_ptr<completion<R...>> told_later(const inside& in, handler<R...> done) {
    return std::make_shared<completion<R...>>(std::move(done), in.on);
}

// The writer's answer as the host's.
runtime::on_outcome as_host(std::shared_ptr<completion<answer>> done) {
    return [done = std::move(done)](runtime::outcome o) { done->tell(as_answer(std::move(o))); };
}

reply absent(std::string_view why) {
    return {reply::kind::absent, to_document(json_object{{"message", why}})};
}

reply unread(std::string_view question, std::string_view why) {
    log().warn("question={} unread=\"{}\"", question, why);
    return {reply::kind::unread,
            to_document(json_object{{"message", "chưa đọc được kho dữ liệu lúc này"},
                                    {"next",
                                     "Thử lại sau ít phút; nếu vẫn lỗi, báo người quản trị kiểm tra ổ đĩa "
                                     "của máy chủ."}})};
}

reply closed() {
    return {reply::kind::unread,
            to_document(json_object{{"message", stopping}, {"next", "Thử lại sau ít phút."}})};
}

// Whatever is thrown while reading says nothing about what is there.
template <class F>
reply read(const inside& in, std::string_view question, F&& f) {
    try {
        return in.while_open(f).value_or(closed());
    } catch (const std::exception& e) {
        return unread(question, e.what());
    }
}

reply answer_to(const inside& in, std::string_view name, const json_document& args) {
    const auto& asked = tree_of(args);
    if (!asked) return absent(asked.error().message);
    return read(in, name, [&]() -> reply {
        const auto not_found = [&](const failure& why) {
            return why.what == failure::kind::not_found ? absent(why.message) : unread(name, why.message);
        };
        if (runtime::questions::about_session(name)) {
            const auto kept = in.questions->ask_kept(*asked);
            if (!kept) return not_found(kept.error());
            return {reply::kind::found, json_document((*kept)->text), (*kept)->tag};
        }
        auto found = in.questions->ask(name, *asked);
        if (found) return {reply::kind::found, to_document(std::move(*found))};
        return not_found(found.error());
    });
}

reply preview(const inside& in, const std::filesystem::path& folder) {
    const auto deployed = in.deployed->get();
    const auto what = runtime::calendar_proposal::read(*deployed, folder.string());
    if (!what) return {reply::kind::absent, to_document(what.error())};
    return read(in, "calendar", [&]() -> reply {
        constexpr std::size_t shown = 1000;
        auto seen = what->preview(*in.door, in.time->now(), shown);
        return seen ? reply{reply::kind::found, to_document(std::move(*seen))}
                    : unread("calendar", seen.error().message);
    });
}

// On the readers' executor; nothing is posted there once the engine is closed, lest it is never run.
template <class F>
void read_later(const std::shared_ptr<inside>& in, handler<reply> done, F how) {
    auto told = told_later(*in, std::move(done));
    const bool open = in->while_open([&] {
                            boost::asio::post(in->with.readers, [in = in.get(), told, how = std::move(how)] {
                                told->tell(how(*in));
                            });
                            return true;
                        }).value_or(false);
    if (!open) told->tell(closed());
}

// Answers of commands that are sent together, told once all are there.
class joined_answers {
public:
    joined_answers(std::size_t n, std::shared_ptr<completion<std::vector<answer>>> done)
        : answers_(n, failed(stopping)), done_(std::move(done)) {}

    void set(std::size_t i, answer a) { answers_[i] = std::move(a); }
    void expect() { ++open_; }
    void settled(std::size_t n = 1) {
        if ((open_ -= n) == 0) done_->tell(std::move(answers_));
    }
    void withdrawn() {
        for (auto& a : answers_) a = cancelled();
        done_->tell(std::move(answers_));
    }

private:
    std::vector<answer> answers_;
    std::shared_ptr<completion<std::vector<answer>>> done_;
    std::atomic<std::size_t> open_ = 1;
};

}  // namespace

void engine::start(command what, handler<answer> handler) {
    const auto done = told_later(*in_, std::move(handler));
    runtime::command_job o;
    if (auto no = take_command(std::move(what), o)) return done->tell(std::move(*no));
    const auto ticket = in_->driver->next_ticket();
    done->on_cancel([driver = std::weak_ptr(in_->driver), told = std::weak_ptr(done), ticket] {
        const auto d = driver.lock();
        const auto t = told.lock();
        if (d && t && d->withdraw(ticket)) t->tell(cancelled());
    });
    o.done = as_host(done);
    if (!in_->driver->post(std::move(o), ticket)) done->tell(failed(stopping));
}

void engine::start(std::vector<command> together, std::vector<progress_report> reports,
                   handler<std::vector<answer>> handler) {
    const auto done = told_later(*in_, std::move(handler));
    const auto all = std::make_shared<joined_answers>(together.size(), done);
    std::vector<runtime::job> jobs;
    for (auto& r : reports)
        if (auto p = take_report(std::move(r), [all](bool) { all->settled(); })) {
            all->expect();
            jobs.push_back(std::move(*p));
        }
    for (std::size_t i = 0; i < together.size(); ++i) {
        runtime::command_job o;
        if (auto no = take_command(std::move(together[i]), o)) {
            all->set(i, std::move(*no));
            continue;
        }
        all->expect();
        o.done = [all, i](runtime::outcome what) {
            all->set(i, as_answer(std::move(what)));
            all->settled();
        };
        jobs.push_back(std::move(o));
    }
    const auto waiting = jobs.size();
    const auto ticket = in_->driver->next_ticket();
    done->on_cancel([driver = std::weak_ptr(in_->driver), told = std::weak_ptr(all), ticket] {
        const auto d = driver.lock();
        const auto t = told.lock();
        if (d && t && d->withdraw(ticket)) t->withdrawn();
    });
    if (waiting > 0 && !in_->driver->post(std::move(jobs), ticket)) all->settled(waiting);
    all->settled();
}

reply engine::ask(std::string_view question, std::string_view args) const {
    return answer_to(*in_, question, args);
}

void engine::start(question what, handler<reply> done) const {
    read_later(in_, std::move(done),
               [what = std::move(what)](const inside& in) { return answer_to(in, what.name, what.args); });
}

reply engine::preview_calendar(const std::filesystem::path& folder) const {
    return preview(*in_, folder);
}

void engine::start_preview(std::filesystem::path folder, handler<reply> done) const {
    read_later(in_, std::move(done),
               [folder = std::move(folder)](const inside& in) { return preview(in, folder); });
}

void engine::start_adoption(std::filesystem::path folder, confirmation confirmed, actor by,
                            handler<answer> handler) {
    const auto done = told_later(*in_, std::move(handler));
    const auto deployed = in_->deployed->get();
    auto what =
        runtime::calendar_proposal::read(*deployed, folder.string())
            .and_then([&](runtime::calendar_proposal&& p) {
                return std::move(p).confirmed(confirmed.calendar, confirmed.base, caller_of(std::move(by)));
            });
    if (!what) return done->tell({answer::kind::rejected, 0, to_document(what.error())});
    what->done = as_host(done);
    if (!in_->driver->post(std::move(*what))) done->tell(failed(stopping));
}

std::string engine::calendar() const {
    const auto last = runtime::adoption_from_json(note(runtime::adoption::kept_as).value_or(""));
    return to_text(json_object{{"calendar", in_->deployed->get()->days().hash()},
                               {"adoption", last ? json(runtime::progress_of(*last)) : json(nullptr)}});
}

std::optional<std::vector<duty>> engine::unfinished_duties() const {
    using found = result<std::vector<store::outbox_row>>;
    const auto rows = in_->while_open([this]() -> found {
        auto from = in_->door->snapshot();
        return from ? (*from)->unfinished_outbox() : tl::make_unexpected(from.error());
    });
    if (!rows) return std::nullopt;
    if (!*rows) return log().warn("duties=unread why=\"{}\"", rows->error().message), std::nullopt;
    std::vector<duty> out;
    for (const auto& row : **rows) out.push_back(as_duty(row));
    return out;
}

void engine::start(progress_report what, handler<bool> handler) {
    const auto done = told_later(*in_, std::move(handler));
    auto p = take_report(std::move(what), [done](bool ok) { done->tell(ok); });
    if (!p || !in_->driver->post(std::move(*p))) done->tell(false);
}

subscription engine::subscribe(std::size_t room) {
    return subscription(in_->changes.add(room, in_->on));
}

const clock& engine::time() const {
    return *in_->time;
}

void engine::start_confirmation(actor by, std::int64_t shown, handler<answer> handler) {
    const auto done = told_later(*in_, std::move(handler));
    runtime::confirm_clock c{caller_of(std::move(by)), std::nullopt, as_host(done)};
    if (shown != 0) c.shown = instant{std::chrono::milliseconds{shown}};
    if (!in_->driver->post(std::move(c))) done->tell(failed(stopping));
}

void engine::start_quiet(handler<> handler) {
    const auto done = told_later(*in_, std::move(handler));
    if (!in_->driver->post(runtime::idle_job{[done] { done->tell(); }})) done->tell();
}

std::int64_t engine::next_wake() const {
    return in_->writer->planned();
}

std::optional<std::string> engine::note(std::string_view name) const {
    using found = result<std::optional<std::string>>;
    const auto known = in_->while_open([&]() -> found {
        auto from = in_->door->snapshot();
        return from ? (*from)->meta(name) : tl::make_unexpected(from.error());
    });
    if (!known || !*known) return std::nullopt;
    return (*known)->value_or("");
}

void engine::start_note(std::string name, std::string value, handler<bool> handler) {
    const auto done = told_later(*in_, std::move(handler));
    runtime::note_job m{std::move(name), std::move(value), [done](bool ok) { done->tell(ok); }};
    if (!in_->driver->post(std::move(m))) done->tell(false);
}

void engine::start_run(handler<std::optional<std::string>> handler) {
    auto done = told_later(*in_, std::move(handler));
    const std::lock_guard lock(in_->ending);
    if (in_->ended)
        done->tell(in_->failed_with);
    else
        in_->runners.push_back(std::move(done));
}

void engine::start_close(handler<> handler) {
    const auto done = told_later(*in_, std::move(handler));
    boost::asio::post(in_->on, [in = in_.get(), done, alive = std::weak_ptr(in_)] {
        const auto held = alive.lock();
        if (held) in->close();
        done->tell();
    });
}

}  // namespace motcua
