// Reads beside the writer: of one commit, without waiting for the writer, without writing.
#include <latch>
#include <thread>

#include "tests/engine/facade/hosted.hpp"
#include "tests/engine/store/tamper.hpp"

namespace motcua {
namespace {

namespace asio = boost::asio;
using sample::hosted;

TEST(a_question, is_answered_while_the_writer_stands_still) {
    hosted h;
    const auto id = h.wait(h->async_submit(h.receive(), asio::use_future)).session;
    // The next command waits: nobody runs the engine's executor.
    auto waiting = h->async_submit(h.receive(), asio::use_future);
    const auto args = to_text(json_object{{"id", id}});
    const auto direct = h->ask("dossier", args);
    EXPECT_TRUE(direct.found()) << direct.body;
    EXPECT_FALSE(parse_json(direct.body)->at("actions").as_array().empty());
    h.run();
    EXPECT_EQ(waiting.get().what, answer::kind::done);
}

TEST(a_question, shows_phase_and_active_states_of_one_commit) {
    sample::office o("2026-02-09T08:10");
    const auto id = o.accepted();
    const auto args = to_text(json_object{{"id", id}});
    const auto before = o.phase(id);
    std::atomic<bool> stop = false;
    std::atomic<int> torn = 0, seen = 0;
    std::thread reader([&] {
        while (!stop) {
            const auto view = *parse_json(o->ask("dossier", args).body);
            const auto& active = view.at("configuration").as_array();
            torn += std::find(active.begin(), active.end(), view.at("phase")) == active.end();
            ++seen;
        }
    });
    while (seen < 10) std::this_thread::yield();
    EXPECT_EQ(o.send(id, "case.binh", "take_on", R"({"officer": "case.binh"})").what, answer::kind::done);
    EXPECT_EQ(o.send(id, "case.binh", "submit").what, answer::kind::done);
    const auto then = seen.load();
    while (seen < then + 10) std::this_thread::yield();
    stop = true;
    reader.join();
    EXPECT_NE(o.phase(id), before);
    EXPECT_EQ(torn, 0);
}

TEST(a_question, about_a_row_that_cannot_be_read_changes_nothing) {
    sample::office o("2026-02-09T08:10");
    const auto id = o.accepted();
    o.close();
    store::sample::tamper(o.folder + "/data/motcua.db", "UPDATE session SET state = x'00'");
    o.open();
    const auto commits = o.commits();
    const auto view = o.dossier(id);
    EXPECT_TRUE(view.at("actions").as_array().empty());
    EXPECT_EQ(get_string(view, "parked_reason"), "");
    EXPECT_EQ(o.commits(), commits);
}

TEST(many_readers, answer_at_once_beside_each_other) {
    sample::office o("2026-02-09T08:10");
    const auto id = o.accepted();
    std::vector<std::future<reply>> asked;
    for (int i = 0; i < 64; ++i)
        asked.push_back(o->async_ask({"dossier", to_text(json_object{{"id", id}})}, asio::use_future));
    for (auto& r : asked) EXPECT_TRUE(r.get().found());
}

}  // namespace
}  // namespace motcua
