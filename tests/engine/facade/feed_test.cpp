// The change feed: every commit in order, a gap where a reader is too slow, an end.
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include "tests/engine/facade/hosted.hpp"

namespace motcua {
namespace {

namespace asio = boost::asio;
using kind = change::kind;
using sample::hosted;

void receive_one(hosted& h) {
    EXPECT_EQ(h.wait(h->async_submit(h.receive(), asio::use_future)).what, answer::kind::done);
}

TEST(the_change_feed, tells_every_commit_in_order_with_its_new_duties) {
    hosted h;
    auto changes = h->subscribe();
    for (int i = 0; i < 3; ++i) receive_one(h);
    std::uint64_t last = 0;
    for (int i = 0; i < 3; ++i) {
        const auto c = changes.next();
        ASSERT_TRUE(c);
        EXPECT_EQ(c->what, kind::commit);
        EXPECT_GT(c->commit, last);
        last = c->commit;
        EXPECT_EQ(c->sessions.size(), 1u);
        ASSERT_FALSE(c->duties.empty());
        EXPECT_EQ(c->duties.front().name, "receipt");
    }
    EXPECT_FALSE(changes.next());
}

TEST(the_change_feed, wakes_a_reader_that_waits) {
    hosted h;
    auto changes = h->subscribe();
    std::optional<change> told;
    changes.async_next([&](change c) { told = std::move(c); });
    receive_one(h);
    h.run();
    ASSERT_TRUE(told);
    EXPECT_EQ(told->what, kind::commit);
}

TEST(the_change_feed, reports_a_gap_to_who_is_too_slow) {
    hosted h;
    auto slow = h->subscribe(2);
    auto quick = h->subscribe();
    for (int i = 0; i < 4; ++i) receive_one(h);
    const auto missed = slow.next();
    ASSERT_TRUE(missed);
    EXPECT_EQ(missed->what, kind::gap);
    // What comes after the gap is told again.
    const auto after = slow.next();
    ASSERT_TRUE(after);
    EXPECT_EQ(after->what, kind::commit);
    EXPECT_FALSE(slow.next());
    int all = 0;
    while (quick.next()) ++all;
    EXPECT_EQ(all, 4);
}

TEST(the_change_feed, loses_nothing_when_a_wait_is_cancelled) {
    hosted h;
    auto changes = h->subscribe();
    asio::cancellation_signal stop;
    std::optional<kind> told;
    changes.async_next(asio::bind_cancellation_slot(stop.slot(), [&](const change& c) { told = c.what; }));
    stop.emit(asio::cancellation_type::terminal);
    h.run();
    EXPECT_EQ(told, kind::cancelled);
    receive_one(h);
    EXPECT_EQ(changes.next()->what, kind::commit);
}

TEST(the_change_feed, ends_with_the_engine_and_says_so_again) {
    hosted h;
    auto changes = h->subscribe();
    std::optional<kind> told;
    changes.async_next([&](const change& c) { told = c.what; });
    h.close();
    h.run();
    EXPECT_EQ(told, kind::ended);
    EXPECT_EQ(changes.next()->what, kind::ended);
}

}  // namespace
}  // namespace motcua
