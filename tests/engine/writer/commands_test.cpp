// What a command does and does not do, as the one who sent it sees it.
#include <boost/asio/use_future.hpp>
#include <future>
#include <latch>
#include <mutex>
#include <thread>

#include "tests/engine/replay/replayed.hpp"
#include "tests/engine/writer/office.hpp"

namespace motcua {
namespace {

using kind = answer::kind;
using sample::office;

TEST(accepting, gives_code_receipt_and_print_duty_in_one_commit) {
    office o("2026-02-09T08:10");
    const auto before = o.commits();
    const auto id = o.accepted();
    EXPECT_EQ(o.commits(), before + 1);
    EXPECT_EQ(o.code(id), "000.51.01.G01-260209-0001");
    EXPECT_EQ(o.phase(id), "resolving");
    EXPECT_EQ(o.prints(id, "receipt"), 1);
    const auto d = o.dossier(id);
    EXPECT_EQ(d.at("slips").as_array().size(), 1u);
    ASSERT_FALSE(o.heard().empty());
    EXPECT_EQ(o.heard().back().sessions, std::vector<std::uint64_t>{id});
    const auto duties = o->unfinished_duties().value();
    ASSERT_FALSE(duties.empty());
    EXPECT_EQ(duties.front().name, "receipt");
    EXPECT_EQ(duties.front().state, "queued");
}

TEST(idempotency, the_same_key_gives_the_same_answer_and_changes_nothing) {
    office o("2026-02-09T08:10");
    const auto first = o.create(sample::residence(), "k-create");
    const auto noted = o.send(first.session, "reception.lan", "add_note", R"({"text": "một"})", "k-note");
    ASSERT_EQ(noted.what, kind::done) << noted.body;
    const auto commits = o.commits();
    for (int round = 0; round < 2; ++round) {
        const auto again = o.create(sample::residence(), "k-create");
        EXPECT_EQ(again.what, kind::done);
        EXPECT_EQ(again.session, first.session);
        EXPECT_EQ(again.body, first.body);
        const auto note = o.send(first.session, "reception.lan", "add_note", R"({"text": "một"})", "k-note");
        EXPECT_EQ(note.body, noted.body);
        EXPECT_EQ(o.commits(), commits);
        EXPECT_EQ(o.told(first.session, "add_note"), 1);
        o.reopen();
    }
}

TEST(idempotency, holds_within_one_batch) {
    office o("2026-02-09T08:10");
    const auto id = o.accepted();
    std::latch started(1), go(1);
    // The engine thread waits in an answer, so that what follows makes one batch.
    o->async_submit(o.order(id, "reception.lan", "add_note", R"({"text": "chờ"})"), [&](const answer&) {
        started.count_down();
        go.wait();
    });
    started.wait();
    auto c = o.order(0, "reception.lan", "create", sample::residence(), "double");
    c.kind = "dossier";
    auto a = o->async_submit(c, boost::asio::use_future), b = o->async_submit(c, boost::asio::use_future);
    const auto n = o.order(id, "reception.lan", "add_note", R"({"text": "x"})", "double-note");
    auto x = o->async_submit(n, boost::asio::use_future), y = o->async_submit(n, boost::asio::use_future);
    const auto heard = o.heard().size();
    go.count_down();
    const auto first = a.get(), second = b.get();
    EXPECT_EQ(first.what, kind::done) << first.body;
    EXPECT_EQ(first.session, second.session);
    EXPECT_EQ(first.body, second.body);
    EXPECT_EQ(x.get().body, y.get().body);
    EXPECT_EQ(o.heard().size(), heard + 1) << "one commit for all that waited";
    EXPECT_EQ(o.told(id, "add_note"), 2);
    EXPECT_EQ(o.code(first.session), "000.51.01.G01-260209-0002");
}

TEST(rejection, changes_nothing_and_says_what_is_possible) {
    office o("2026-02-09T08:10");
    const auto id = o.accepted();
    const auto commits = o.commits();
    const auto wrong_moment = o.send(id, "head.tri", "sign");
    EXPECT_EQ(wrong_moment.what, kind::rejected);
    EXPECT_FALSE(sample::text(wrong_moment, "message").empty());
    EXPECT_FALSE(sample::text(wrong_moment, "next").empty());
    const auto wrong_role = o.send(id, "reception.lan", "submit");
    EXPECT_EQ(sample::text(wrong_role, "code"), "not_your_role");
    const auto wrong_unit = o.send(id, "case.mai", "submit");
    EXPECT_EQ(sample::text(wrong_unit, "code"), "not_your_role");
    const auto no_text = o.send(id, "reception.lan", "add_note");
    EXPECT_EQ(no_text.what, kind::rejected);
    EXPECT_EQ(sample::text(o.send(4711, "reception.lan", "add_note", R"({"text": "x"})"), "code"),
              "not_found");
    EXPECT_EQ(o.send(id, "reception.lan", "add_note", "[1]").what, kind::rejected);
    EXPECT_EQ(o.commits(), commits);
    EXPECT_EQ(o.phase(id), "resolving");
}

TEST(rejection, of_a_hard_rule_is_counted_and_journalled_once_per_key) {
    office o("2026-02-09T08:10");
    const auto id = o.accepted();
    const std::string wanted =
        R"({"items": [{"type": "local:marriage", "form": "paper"}], "reason": "bổ sung giấy kết hôn"})";
    const auto refused = o.send(id, "case.binh", "request_supplement", wanted, "k1");
    ASSERT_EQ(refused.what, kind::rejected) << refused.body;
    EXPECT_FALSE(sample::text(refused, "rule").empty());
    EXPECT_EQ(o.send(id, "case.binh", "request_supplement", wanted, "k1").body, refused.body);
    EXPECT_EQ(o.told(id, "request_supplement"), 1);
    const auto counts = o.dossier(id).at("record").at("refused").as_array();
    ASSERT_EQ(counts.size(), 1u);
    EXPECT_EQ(get_integer(counts[0], "count"), 1);
    EXPECT_EQ(o.phase(id), "resolving");
}

TEST(rejection, of_a_hard_rule_is_journalled_even_where_no_dossier_came_to_be) {
    office o("2026-02-09T08:10");
    const auto commits = o.commits();
    auto unasked = *parse_json(sample::residence());
    unasked.as_object().erase("identity");
    const auto refused = o.create(to_text(unasked));
    ASSERT_EQ(refused.what, kind::rejected) << refused.body;
    EXPECT_EQ(sample::text(refused, "rule"), "A22") << refused.body;
    EXPECT_EQ(o.commits(), commits + 1);
}

TEST(rejection, of_a_creation_under_another_name_and_of_a_dossier_that_is_not_there_says_so) {
    office o("2026-02-09T08:10");
    auto c = o.order(0, "reception.lan", "creat", sample::residence());
    c.kind = "dossier";
    EXPECT_EQ(sample::text(o->async_submit(c, boost::asio::use_future).get(), "code"), "unknown_event");
    const auto words = [&](const json& id) {
        const auto r = o->ask("dossier", to_text(json_object{{"id", id}}));
        EXPECT_EQ(r.what, engine::reply::kind::absent);
        return get_string(*parse_json(r.body), "message");
    };
    for (const json& id :
         {json(4711), json("4711"), json("Phượng"), json("000.51.01.G01-260209-0077"), json("")})
        EXPECT_EQ(words(id), "Không có hồ sơ này.") << to_text(id);
    EXPECT_EQ(words("000.51.01.G01-260209-0001-0"), "Mã gõ sai: ký tự kiểm tra không khớp.");
}

// A host may hold a lock while it submits that its callback takes.
TEST(callbacks, never_run_inside_the_call) {
    office o("2026-02-09T08:10");
    std::mutex held;
    for (const char* data : {"[1]", "{", "{}"}) {
        std::promise<std::pair<answer, std::thread::id>> said;
        {
            const std::lock_guard lock(held);
            o->async_submit(o.order(4711, "reception.lan", "add_note", data), [&](answer a) {
                const std::lock_guard own(held);
                said.set_value({std::move(a), std::this_thread::get_id()});
            });
        }
        const auto [a, thread] = said.get_future().get();
        EXPECT_EQ(a.what, kind::rejected) << a.body;
        EXPECT_NE(thread, std::this_thread::get_id()) << data;
    }
    std::promise<answer> said;
    {
        const std::lock_guard lock(held);
        o->async_adopt_calendar("no/such/folder", {}, sample::person("head.tri"), [&](answer a) {
            const std::lock_guard own(held);
            said.set_value(std::move(a));
        });
    }
    EXPECT_EQ(said.get_future().get().what, kind::rejected);
}

TEST(numbers, stay_gapless_after_refused_commands) {
    office o("2026-02-09T08:10");
    EXPECT_EQ(o.code(o.accepted()), "000.51.01.G01-260209-0001");
    EXPECT_EQ(o.create(R"({"procedure": "nothing"})").what, kind::rejected);
    EXPECT_EQ(o.create(R"({"procedure": "1.004222"})").what, kind::rejected);
    // Refused inside the step that would have drawn the number: the identity questions were not asked.
    auto unasked = *parse_json(sample::residence());
    unasked.as_object().erase("identity");
    const auto refused = o.create(to_text(unasked));
    EXPECT_EQ(refused.what, kind::rejected) << refused.body;
    EXPECT_EQ(refused.session, 0u);
    o.reopen();
    EXPECT_EQ(o.code(o.accepted()), "000.51.01.G01-260209-0002");
}

TEST(a_round, moves_all_its_dossiers_or_none) {
    office o("2026-02-09T08:10");
    const auto ready = o.create(sample::passport_by_post()).session;
    const std::string portal =
        R"({"code": "G01.99.1.001456-260209-0003", "at": "2026-02-09T08:10", "signed": true})";
    ASSERT_EQ(o.send(ready, "reception.lan", "record_portal_and_accept", portal).what, kind::done);
    ASSERT_EQ(o.send(ready, "case.mai", "submit").what, kind::done);
    ASSERT_EQ(o.send(ready, "head.khai", "sign").what, kind::done);
    ASSERT_EQ(o.send(ready, "reception.lan", "print_label").what, kind::done);
    const auto other = o.accepted();
    const auto commits = o.commits();
    const auto round = [&](std::initializer_list<std::uint64_t> of) {
        json_array ids(of.begin(), of.end());
        auto c =
            o.order(0, "reception.lan", "create", to_text(json_object{{"unit", "CAX"}, {"dossiers", ids}}));
        c.kind = "round";
        return o->async_submit(std::move(c), boost::asio::use_future).get();
    };
    const auto refused = round({ready, other});
    EXPECT_EQ(refused.what, kind::rejected) << refused.body;
    EXPECT_EQ(o.commits(), commits);
    EXPECT_EQ(o.phase(ready), "ready_for_post");

    const auto made = round({ready});
    ASSERT_EQ(made.what, kind::done) << made.body;
    EXPECT_EQ(o.commits(), commits + 1);
    EXPECT_EQ(o.phase(ready), "on_manifest");
    EXPECT_EQ(o.told(ready, "parcel.manifested"), 1);
    EXPECT_EQ(o.prints(made.session, "manifest"), 1);
}

TEST(shutting_down, finishes_what_was_submitted) {
    office o("2026-02-09T08:10");
    const auto id = o.accepted();
    std::vector<std::future<answer>> answers;
    for (int i = 0; i < 50; ++i)
        answers.push_back(o->async_submit(o.order(id, "reception.lan", "add_note", R"({"text": "n"})"),
                                          boost::asio::use_future));
    auto quiet = o->async_quiet(boost::asio::use_future);
    o.close();
    for (auto& a : answers) EXPECT_EQ(a.get().what, kind::done);
    EXPECT_NO_THROW(quiet.get());
    o.open();
    EXPECT_EQ(o.told(id, "add_note"), 50);
}

TEST(an_answer, may_ask_what_comes_next) {
    office o("2026-02-09T08:10");
    EXPECT_LT(o->next_wake(), 0);
    std::promise<std::int64_t> seen;
    auto c = o.order(0, "reception.lan", "create", sample::residence());
    c.kind = "dossier";
    o->async_submit(c, [&](const answer&) { seen.set_value(o->next_wake()); });
    EXPECT_GT(seen.get_future().get(), 0);
}

TEST(a_host, that_throws_in_its_callback_stops_nobody) {
    office o("2026-02-09T08:10");
    const auto id = o.accepted();
    o->async_submit(o.order(id, "reception.lan", "add_note", R"({"text": "n"})"),
                    [](const answer&) { throw std::runtime_error("host"); });
    EXPECT_EQ(o.send(id, "reception.lan", "add_note", R"({"text": "n"})").what, kind::done);
    EXPECT_EQ(o.fatal, 0);
}

TEST(a_command, nested_deeper_than_the_journal_reads_back_is_refused_and_one_as_deep_is_replayed) {
    office o("2026-03-02T10:00");
    const auto nested = [](int levels) {
        std::string text = R"({"text":"x","deep":)";
        for (int i = 0; i < levels; ++i) text += '[';
        return text + std::string(static_cast<std::size_t>(levels), ']') + "}";
    };
    const auto id = o.accepted();
    const auto no = o.send(id, "reception.lan", "add_note", nested(24));
    EXPECT_EQ(no.what, answer::kind::rejected);
    EXPECT_NE(no.body.text().find("bad_json"), std::string::npos) << no.body;
    const auto yes = o.send(id, "reception.lan", "add_note", nested(23));
    EXPECT_EQ(yes.what, answer::kind::done) << yes.body;
    o.close();
    EXPECT_EQ(sample::expect_replay_equals(o.folder + "/data").equal, 1);
}

TEST(commands, keep_with_their_paper_where_the_person_sat) {
    office o("2026-03-02T08:00");
    auto c = o.order(0, "reception.lan", "create", sample::residence());
    c.kind = "dossier";
    c.by.counter = "Q2";
    const auto opened = o->async_submit(std::move(c), boost::asio::use_future).get();
    ASSERT_EQ(opened.what, answer::kind::done) << opened.body;
    o.reopen();
    const auto receipt = o.rows(opened.session, "duties").at(0);
    EXPECT_EQ(get_string(receipt.at("args"), "counter"), "Q2");
    auto again =
        o.order(opened.session, "reception.lan", "reprint", R"({"duty":)" + to_text(receipt.at("id")) + "}");
    again.by.counter = "Q1";
    EXPECT_EQ(o->async_submit(again, boost::asio::use_future).get().what, answer::kind::done);
    again.by.counter.clear();
    EXPECT_EQ(o->async_submit(again, boost::asio::use_future).get().what, answer::kind::done);
    std::vector<std::string> counters;
    for (const auto& duty : o.rows(opened.session, "duties"))
        if (get_string(duty, "kind") == "print") counters.push_back(get_string(duty.at("args"), "counter"));
    EXPECT_EQ(counters, (std::vector<std::string>{"Q2", "Q1", ""}));
    o.close();
    sample::expect_replay_equals(o.folder + "/data");
}

}  // namespace
}  // namespace motcua
