// The engine for a host program: open a data folder, send commands, ask questions, do the outbox's work.
// Only the standard library, Boost.Asio's tokens and executors, and engine/values.hpp appear here. One engine
// owns one data folder and is its only writer. No globals, no signal handlers, no exit: a store that fails is
// told through `async_run`, every later command is answered `failed`, and the host decides. No exception
// leaves.
#pragma once

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/values.hpp"

namespace motcua {

class clock;
namespace kinds {
class registry;
}

// A clock that runs by itself is compared with the last commit. More than 5 s behind it, or further ahead
// than it is likely that nobody was there, it is held: commands are rejected with "clock_held" and no wake-up
// fires until it is plausible again or a head confirms it; reading goes on, and reports and notes are kept at
// the last time that was sure.
struct clock_rules {
    std::chrono::milliseconds reread{5'000};  // it is read again at the latest after this
    std::chrono::hours most_ahead{14 * 24};
};

// A person's word that the office goes on although its data folder has lost commits (a copy without its log,
// an older image). Everything that is numbered from then on stands above what was lost.
struct continuation {
    std::int64_t after_commit = 0;  // the last one the folder still has: `open` refuses and names it
    std::string by;                 // stands in the office's journal
};

struct options {
    std::filesystem::path data;       // created when absent
    std::filesystem::path workflows;  // charts, procedures, calendars, rules
    std::string office = "000.51.01.G01";
    const motcua::clock* time = nullptr;  // the system's when null; must outlive the engine
    bool training = false;                // every sheet is marked as training
    printed_forms forms;
    std::optional<continuation> continue_after;
    // Session kinds and effects beside the standard ones (engine/kinds/registry.hpp); null: the standard
    // ones. Outlives the engine.
    const motcua::kinds::registry* kinds = nullptr;
    clock_rules judging{};
    // Where the engine works: batches, wake-ups, and handlers that have no executor of their own. Empty: on a
    // thread of its own. A host's executor is used through a strand and is held up for as long as a batch and
    // its commit take; while it stands still, so does the engine. Wake-ups that are planned keep it busy
    // until the engine is closed.
    boost::asio::any_io_executor on{};
    // Where `async_ask` and `async_preview_calendar` are answered; they may block on the disk. Empty: two
    // threads of the engine's own.
    boost::asio::any_io_executor readers{};
};

namespace detail {
struct inside;
class mailbox;
template <class... R>
using handler = boost::asio::any_completion_handler<void(R...)>;
}  // namespace detail

// The changes of an office from the moment of `engine::subscribe` on, in the order of the commits. One that
// is not read in time is told that it missed some, as a `gap`, and reads the lists anew. Outlives the engine
// if it must; one thread at a time.
class MOTCUA_API subscription {
public:
    subscription(subscription&&) noexcept;
    subscription& operator=(subscription&&) noexcept;
    ~subscription();

    // void(change): the next one, once there is one. One call at a time. Cancellation: `cancelled`, and no
    // change is lost. After `ended` every further call says so again.
    template <BOOST_ASIO_COMPLETION_TOKEN_FOR(void(change)) Token>
    auto async_next(Token&& token) {
        return boost::asio::async_initiate<Token, void(change)>(
            [box = box_](auto handler) { start(box, std::move(handler)); }, token);
    }
    // The next one if it waits already.
    std::optional<change> next();

private:
    friend class engine;
    explicit subscription(std::shared_ptr<detail::mailbox> box);
    static void start(const std::shared_ptr<detail::mailbox>& box, detail::handler<change> done);
    std::shared_ptr<detail::mailbox> box_;
};

// Every asynchronous call takes any completion token of Boost.Asio (a callback, use_future, use_awaitable,
// deferred …). Its handler is told once, on its associated executor (without one: where the engine works),
// never inside the call. Any thread may call, but for the destructor and the rules of each handler's
// executor.
class MOTCUA_API engine {
public:
    using executor_type = boost::asio::any_io_executor;
    using reply = motcua::reply;
    using confirmation = motcua::confirmation;

    // Recovers what is in flight and starts to work. Null with `error` filled when it cannot.
    static std::unique_ptr<engine> open(options with, open_error& error);
    // What was submitted is committed on the calling thread, whether or not a host's executor still runs;
    // then as `async_close`. Not from a handler on the engine's own thread.
    ~engine();
    engine(const engine&) = delete;
    engine& operator=(const engine&) = delete;

    executor_type get_executor() const;

    // void(answer), after the commit. Cancellation of whatever type, before a batch has taken the command:
    // `cancelled`, and it was never there; later it is too late and the true answer comes.
    template <BOOST_ASIO_COMPLETION_TOKEN_FOR(void(answer)) Token>
    auto async_submit(command what, Token&& token) {
        return boost::asio::async_initiate<Token, void(answer)>(
            [this](auto handler, command c) { start(std::move(c), std::move(handler)); }, token,
            std::move(what));
    }
    // What comes at one moment: reports, then commands, in one batch, in this order, each judged by itself.
    // void(vector<answer>): in the order of the commands, once all is committed. Cancellation as above, of
    // all together.
    template <BOOST_ASIO_COMPLETION_TOKEN_FOR(void(std::vector<answer>)) Token>
    auto async_submit(std::vector<command> together, std::vector<progress_report> reports, Token&& token) {
        return boost::asio::async_initiate<Token, void(std::vector<answer>)>(
            [this](auto handler, std::vector<command> c, std::vector<progress_report> r) {
                start(std::move(c), std::move(r), std::move(handler));
            },
            token, std::move(together), std::move(reports));
    }

    // Reads of committed state, all of one commit; the writer is not waited for. Names and arguments:
    // engine/README.md. `ask` answers on the calling thread, `async_ask` (void(reply)) on `options::readers`.
    reply ask(std::string_view question, std::string_view args = "{}") const;
    template <BOOST_ASIO_COMPLETION_TOKEN_FOR(void(reply)) Token>
    auto async_ask(question what, Token&& token) const {
        return boost::asio::async_initiate<Token, void(reply)>(
            [this](auto handler, question q) { start(std::move(q), std::move(handler)); }, token,
            std::move(what));
    }

    // The outbox; nothing: it could not be read now, which does not say that nothing is owed.
    std::optional<std::vector<duty>> unfinished_duties() const;
    // void(bool): a duty's new state is committed; no byte may leave before that of "sending" is. False: the
    // duty is settled already, or the engine has stopped.
    template <BOOST_ASIO_COMPLETION_TOKEN_FOR(void(bool)) Token>
    auto async_report(progress_report what, Token&& token) {
        return boost::asio::async_initiate<Token, void(bool)>(
            [this](auto handler, progress_report r) { start(std::move(r), std::move(handler)); }, token,
            std::move(what));
    }
    // Every commit from now on, at most `room` of them unread.
    subscription subscribe(std::size_t room = 1024);

    // What a folder's calendar files would do: {"calendar", "in_force", "moved", "dossiers": the first
    // thousand with "code", "old", "new", "why", …, "settled": the same of those that are done, closed or
    // passed and keep their date, "unjudged": those whose date they cannot give and that would be parked,
    // with "code" and "why"}. Changes nothing; takes as long as reading every dossier. On the calling thread,
    // or on `options::readers` (void(reply)).
    reply preview_calendar(const std::filesystem::path& folder) const;
    template <BOOST_ASIO_COMPLETION_TOKEN_FOR(void(reply)) Token>
    auto async_preview_calendar(std::filesystem::path folder, Token&& token) const {
        return boost::asio::async_initiate<Token, void(reply)>(
            [this](auto handler, std::filesystem::path f) {
                start_preview(std::move(f), std::move(handler));
            },
            token, std::move(folder));
    }
    // A new calendar takes the place of the one in force: `folder` holds its files, `by` (a supervisor or
    // head) has seen what it moves, which `confirmed` says. The files are read on the calling thread.
    // void(answer): once it is in force; open dossiers follow in batches of their own, also after a restart,
    // and the engine is not quiet before.
    template <BOOST_ASIO_COMPLETION_TOKEN_FOR(void(answer)) Token>
    auto async_adopt_calendar(std::filesystem::path folder, confirmation confirmed, actor by, Token&& token) {
        return boost::asio::async_initiate<Token, void(answer)>(
            [this](auto handler, std::filesystem::path f, confirmation c, actor a) {
                start_adoption(std::move(f), std::move(c), std::move(a), std::move(handler));
            },
            token, std::move(folder), std::move(confirmed), std::move(by));
    }
    // {"calendar": hash in force, "adoption": the last one or null}
    std::string calendar() const;

    // The office's time: the clock as it is judged. Gone with the engine.
    const motcua::clock& time() const;
    // A head has seen that a held clock is right: journalled, and the office works by it from then on, also
    // where it is earlier than the last commit. `shown`: the clock that the person was shown, in milliseconds
    // since 1970 UTC, refused where it is another one by now; 0: whichever it shows. void(answer): done too
    // where nothing is held.
    template <BOOST_ASIO_COMPLETION_TOKEN_FOR(void(answer)) Token>
    auto async_confirm_clock(actor by, std::int64_t shown, Token&& token) {
        return boost::asio::async_initiate<Token, void(answer)>(
            [this](auto handler, actor a, std::int64_t s) {
                start_confirmation(std::move(a), s, std::move(handler));
            },
            token, std::move(by), shown);
    }

    // void(): nothing is due any more at the clock's present instant. A clock that moves only when told is
    // looked at with this.
    template <BOOST_ASIO_COMPLETION_TOKEN_FOR(void()) Token>
    auto async_quiet(Token&& token) {
        return boost::asio::async_initiate<Token, void()>(
            [this](auto handler) { start_quiet(std::move(handler)); }, token);
    }
    // When something happens by itself next, in milliseconds since 1970 UTC; negative: nothing is planned.
    std::int64_t next_wake() const;

    // A word that outlives restarts, such as the training clock. Empty: nobody has said it; nothing: it could
    // not be read now.
    std::optional<std::string> note(std::string_view name) const;
    // void(bool): it is committed, or it could not be.
    template <BOOST_ASIO_COMPLETION_TOKEN_FOR(void(bool)) Token>
    auto async_set_note(std::string name, std::string value, Token&& token) {
        return boost::asio::async_initiate<Token, void(bool)>(
            [this](auto handler, std::string n, std::string v) {
                start_note(std::move(n), std::move(v), std::move(handler));
            },
            token, std::move(name), std::move(value));
    }

    // void(optional<string>): the engine has stopped by itself, and why: its store failed, and every later
    // command is answered `failed`. Nothing: it was closed.
    template <BOOST_ASIO_COMPLETION_TOKEN_FOR(void(std::optional<std::string>)) Token>
    auto async_run(Token&& token) {
        return boost::asio::async_initiate<Token, void(std::optional<std::string>)>(
            [this](auto handler) { start_run(std::move(handler)); }, token);
    }
    // void(): nothing further is taken, what was submitted is committed and answered, subscriptions have
    // ended, the data folder is let go. Later commands are answered `failed`, questions `unread`.
    template <BOOST_ASIO_COMPLETION_TOKEN_FOR(void()) Token>
    auto async_close(Token&& token) {
        return boost::asio::async_initiate<Token, void()>(
            [this](auto handler) { start_close(std::move(handler)); }, token);
    }

private:
    explicit engine(std::shared_ptr<detail::inside> in);
    void start(command what, detail::handler<answer> done);
    void start(std::vector<command> together, std::vector<progress_report> reports,
               detail::handler<std::vector<answer>> done);
    void start(question what, detail::handler<reply> done) const;
    void start(progress_report what, detail::handler<bool> done);
    void start_preview(std::filesystem::path folder, detail::handler<reply> done) const;
    void start_adoption(std::filesystem::path folder, confirmation confirmed, actor by,
                        detail::handler<answer> done);
    void start_confirmation(actor by, std::int64_t shown, detail::handler<answer> done);
    void start_note(std::string name, std::string value, detail::handler<bool> done);
    void start_quiet(detail::handler<> done);
    void start_run(detail::handler<std::optional<std::string>> done);
    void start_close(detail::handler<> done);

    std::shared_ptr<detail::inside> in_;
};

}  // namespace motcua
