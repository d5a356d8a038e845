// The engine's asynchronous calls: any token, on the handler's executor, never inside the call, withdrawn as
// long as no batch has them, answered whatever becomes of the host's executor.
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <mutex>
#include <thread>

#include "tests/engine/facade/hosted.hpp"

namespace motcua {
namespace {

namespace asio = boost::asio;
using kind = answer::kind;
using sample::hosted;

asio::awaitable<void> receive_two(engine& e, command first, command second, std::vector<answer>& answers) {
    auto one = co_await e.async_submit(first, asio::use_awaitable);
    answers.push_back(std::move(one));
    auto other = co_await e.async_submit(second, asio::use_awaitable);
    answers.push_back(std::move(other));
}

TEST(a_call, takes_any_completion_token) {
    hosted h;
    std::vector<answer> answers;
    h->async_submit(h.receive(), [&](answer a) { answers.push_back(std::move(a)); });
    auto later = h->async_submit(h.receive(), asio::deferred);
    std::move(later)([&](answer a) { answers.push_back(std::move(a)); });
    asio::co_spawn(h.io, receive_two(*h.operator->(), h.receive(), h.receive(), answers), asio::detached);
    auto promised = h->async_submit(h.receive(), asio::use_future);
    EXPECT_TRUE(answers.empty()) << "nothing is told inside a call";
    h.run();
    ASSERT_EQ(answers.size(), 4u);
    for (const auto& a : answers) EXPECT_EQ(a.what, kind::done) << a.body;
    EXPECT_EQ(promised.get().what, kind::done);
    EXPECT_EQ(h.open_dossiers(), 5);
}

TEST(a_call, is_told_on_the_executor_of_its_handler) {
    sample::office o("2026-02-09T08:10");
    asio::thread_pool mine(1);
    const auto my_thread =
        asio::post(mine, asio::use_future([] { return std::this_thread::get_id(); })).get();
    std::promise<std::thread::id> told;
    o->async_submit(o.order(4711, "reception.lan", "add_note"), asio::bind_executor(mine, [&](const answer&) {
                        told.set_value(std::this_thread::get_id());
                    }));
    EXPECT_EQ(told.get_future().get(), my_thread);
}

TEST(a_call, that_no_batch_has_taken_is_withdrawn_by_whatever_cancellation) {
    for (const auto type : {asio::cancellation_type::terminal, asio::cancellation_type::partial,
                            asio::cancellation_type::total}) {
        hosted h;
        asio::cancellation_signal stop;
        std::optional<answer> withdrawn;
        h->async_submit(h.receive("form-1"), asio::bind_cancellation_slot(
                                                 stop.slot(), [&](answer a) { withdrawn = std::move(a); }));
        auto other = h->async_submit(h.receive("form-2"), asio::use_future);
        stop.emit(type);
        EXPECT_FALSE(withdrawn) << "not inside the call either";
        h.run();
        ASSERT_TRUE(withdrawn);
        EXPECT_EQ(withdrawn->what, kind::cancelled) << withdrawn->body;
        EXPECT_EQ(other.get().what, kind::done);
        EXPECT_EQ(h.open_dossiers(), 1);
        // The key was never used.
        auto again = h->async_submit(h.receive("form-1"), asio::use_future);
        h.run();
        EXPECT_EQ(again.get().what, kind::done);
    }
}

TEST(a_call, that_was_answered_lets_go_of_the_callers_signal) {
    hosted h;
    asio::cancellation_signal stop;
    std::vector<kind> told;
    h->async_submit(h.receive(), asio::bind_cancellation_slot(
                                     stop.slot(), [&](const answer& a) { told.push_back(a.what); }));
    h.run();
    stop.emit(asio::cancellation_type::total);
    h.run();
    EXPECT_EQ(told, std::vector{kind::done});
}

TEST(commands_sent_together, are_withdrawn_together) {
    hosted h;
    asio::cancellation_signal stop;
    std::vector<answer> withdrawn;
    h->async_submit(
        {h.receive(), h.receive()}, {},
        asio::bind_cancellation_slot(stop.slot(), [&](std::vector<answer> all) { withdrawn = all; }));
    stop.emit(asio::cancellation_type::total);
    h.run();
    ASSERT_EQ(withdrawn.size(), 2u);
    for (const auto& a : withdrawn) EXPECT_EQ(a.what, kind::cancelled);
    EXPECT_EQ(h.open_dossiers(), 0);
}

TEST(commands_that_wait, are_one_batch_in_the_order_they_came) {
    hosted h;
    auto changes = h->subscribe();
    std::vector<std::uint64_t> sessions;
    for (int i = 0; i < 5; ++i)
        h->async_submit(h.receive(), [&](const answer& a) { sessions.push_back(a.session); });
    h.run();
    EXPECT_EQ(sessions.size(), 5u);
    EXPECT_TRUE(std::is_sorted(sessions.begin(), sessions.end()));
    const auto commit = changes.next();
    ASSERT_TRUE(commit);
    EXPECT_EQ(commit->sessions, sessions);
    EXPECT_FALSE(changes.next()) << "one commit";
}

// A host serves other things on the same thread: a batch at a time, never all that is due.
TEST(a_host, gets_its_turn_between_two_batches) {
    hosted h;
    for (int i = 0; i < 200; ++i) h->async_submit(h.receive(), [](const answer&) {});
    h.run();
    auto changes = h->subscribe();
    h.clock.set(h.clock.now() + std::chrono::days(60));
    int turns = 0;
    auto quiet = h->async_quiet(asio::use_future);
    std::function<void()> mine = [&] {
        ++turns;
        if (quiet.wait_for(std::chrono::seconds(0)) != std::future_status::ready) asio::post(h.io, mine);
    };
    asio::post(h.io, mine);
    h.run();
    int commits = 0;
    while (changes.next()) ++commits;
    EXPECT_GT(commits, 3) << "timers come in slices";
    EXPECT_GE(turns, commits);
}

TEST(an_engine, that_is_destroyed_commits_what_waits_though_its_executor_stands_still) {
    hosted h;
    std::optional<answer> told;
    h->async_submit(h.receive(), [&](answer a) { told = std::move(a); });
    h.close();
    h.run();
    ASSERT_TRUE(told);
    EXPECT_EQ(told->what, kind::done) << told->body;
    h.open();
    EXPECT_EQ(h.open_dossiers(), 1);
}

TEST(an_engine, that_is_closed_lets_go_of_its_folder_and_says_no_to_what_follows) {
    hosted h;
    auto changes = h->subscribe();
    std::optional<std::optional<std::string>> ended;
    h->async_run([&](std::optional<std::string> why) { ended = std::move(why); });
    auto last = h->async_submit(h.receive(), asio::use_future);
    auto closed = h->async_close(asio::use_future);
    h.run();
    EXPECT_EQ(last.get().what, kind::done);
    closed.get();
    ASSERT_TRUE(ended);
    EXPECT_FALSE(*ended) << "closed, not failed";
    EXPECT_EQ(changes.next()->what, change::kind::commit);
    EXPECT_EQ(changes.next()->what, change::kind::ended);

    EXPECT_EQ(h.wait(h->async_submit(h.receive(), asio::use_future)).what, kind::failed);
    EXPECT_EQ(h->ask("office").what, reply::kind::unread);
    EXPECT_EQ(h.wait(h->async_ask({"office"}, asio::use_future)).what, reply::kind::unread);
    EXPECT_FALSE(h->note("anything"));
    EXPECT_FALSE(h->unfinished_duties());
    EXPECT_FALSE(h.wait(h->async_report({1, "done", {}, {}, {}}, asio::use_future)));
    h.open();  // while the closed one is still there
    EXPECT_EQ(h.open_dossiers(), 1);
}

TEST(an_engine, of_its_own_thread_closes_from_a_handler_too) {
    sample::office o("2026-02-09T08:10");
    std::promise<void> closed;
    o->async_submit(o.order(4711, "reception.lan", "add_note"),
                    [&](const answer&) { o->async_close([&] { closed.set_value(); }); });
    closed.get_future().get();
    EXPECT_EQ(o->ask("office").what, reply::kind::unread);
}

TEST(two_engines, share_an_executor) {
    asio::io_context shared;
    hosted a(shared), b(shared);
    auto one = a->async_submit(a.receive(), asio::use_future);
    auto other = b->async_submit(b.receive(), asio::use_future);
    a.run();
    EXPECT_EQ(one.get().what, kind::done);
    EXPECT_EQ(other.get().what, kind::done);
    a.close();
    EXPECT_EQ(b.wait(b->async_submit(b.receive(), asio::use_future)).what, kind::done);
    EXPECT_EQ(b.open_dossiers(), 2);
}

}  // namespace
}  // namespace motcua
