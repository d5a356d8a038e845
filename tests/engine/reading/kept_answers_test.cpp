// Answers that were kept say what composing them again would say, whatever was done and at whichever moment.
#include "engine/reading/kept_answers.hpp"

#include <boost/asio/use_future.hpp>
#include <random>

#include "engine/json_values.hpp"
#include "tests/engine/replay/replayed.hpp"
#include "tests/engine/writer/office.hpp"

namespace motcua {
namespace {

using namespace std::chrono_literals;
using sample::office;

reply asked(office& o, std::uint64_t session, int nonce = 0) {
    json_object args{{"id", session}, {"by", json_object{{"id", "reception.lan"}, {"unit", "CAX"}}}};
    if (nonce > 0) args["nonce"] = nonce;  // a question nobody has asked before
    return o->ask("dossier", to_text(args));
}

std::shared_ptr<const runtime::kept_answer> of(std::string text) {
    runtime::kept_answer a;
    a.text = std::move(text);
    return std::make_shared<const runtime::kept_answer>(std::move(a));
}

TEST(kept_answers, say_what_a_fresh_answer_says_at_every_moment) {
    office o("2026-03-02T08:00");
    const auto first = o.accepted();
    const auto other = o.accepted();
    std::mt19937_64 draw(3);
    int nonce = 0;
    const auto expect_fresh = [&](const std::string& when) {
        for (const auto id : {first, other}) {
            const auto kept = asked(o, id), again = asked(o, id), fresh = asked(o, id, ++nonce);
            ASSERT_EQ(kept.body, fresh.body) << when << " at " << to_iso(o.clock.now());
            ASSERT_EQ(kept.tag, fresh.tag);
            ASSERT_EQ(kept.tag, again.tag);
        }
    };
    for (int i = 0; i < 60; ++i) {
        expect_fresh("before");
        o.send(draw() % 2 == 0 ? first : other, "reception.lan", "add_note", R"({"text": "x"})");
        expect_fresh("after a note");
        const auto duties = o.rows(first, "duties");
        const auto& duty = duties[draw() % duties.size()].as_object();
        o->async_report({static_cast<std::uint64_t>(duty.at("id").as_int64()),
                         i % 3 == 0 ? "sending" : "done", "", "roll", ""},
                        boost::asio::use_future)
            .get();
        expect_fresh("after a report");
        o.clock.set(o.clock.now() + 3s);
        expect_fresh("a little later");
        // To the very moments at which something passes, just before and behind them.
        const auto next = o->next_wake();
        if (next < 0) o.go_to(o.clock.now() + 7h);
        for (const auto by : {-1ms, 0ms, 1ms, 999ms})
            if (const instant at = instant{std::chrono::milliseconds{next}} + by; at > o.clock.now()) {
                o.clock.set(at);
                expect_fresh("near a wake-up");
            }
        o.go_to(o.clock.now());
        expect_fresh("after the wake-up");
    }
}

TEST(kept_answers, keep_their_tag_over_a_minute_that_changes_nothing) {
    office o("2026-03-02T08:00");
    const auto id = o.accepted();
    const auto tag = asked(o, id).tag;
    EXPECT_NE(tag, "");
    o.clock.set(o.clock.now() + 10s);
    EXPECT_EQ(asked(o, id).tag, tag);
    o.send(id, "reception.lan", "add_note", R"({"text": "x"})");
    EXPECT_NE(asked(o, id).tag, tag);
}

TEST(kept_answers, hold_until_the_next_full_minute_or_a_moment_that_they_name) {
    const auto now = *parse_instant("2026-03-02T08:00:20+07:00");
    const auto until = [&](json answer) { return runtime::to_kept(answer, now).until; };
    EXPECT_EQ(until({{"text", "x"}}), *parse_instant("2026-03-02T08:01:00+07:00"));
    EXPECT_EQ(until({{"due", "2026-03-02T08:00:45+07:00"}}), *parse_instant("2026-03-02T08:00:45+07:00"));
    EXPECT_EQ(until({{"all", json_array{"2026-03-02T08:00:15+07:00", "2026-03-02T09:00:00+07:00"}}}),
              *parse_instant("2026-03-02T08:01:00+07:00"));
    EXPECT_LE(until({{"due", "2026-03-02T08:00:20+07:00"}}), now) << "this very second: not kept";
}

TEST(kept_answers, are_dropped_in_the_order_in_which_they_were_last_asked_for) {
    runtime::kept_answers all(20);
    all.keep("a", of("12345"));
    all.keep("b", of("12345"));
    all.keep("c", of("12345"));
    EXPECT_NE(all.find("a"), nullptr);
    all.keep("d", of("12345"));
    EXPECT_EQ(all.find("b"), nullptr);
    for (const auto* name : {"a", "c", "d"}) EXPECT_NE(all.find(name), nullptr) << name;
    all.keep("e", of("much longer than there is room for"));
    EXPECT_EQ(all.find("e"), nullptr);
}

}  // namespace
}  // namespace motcua
