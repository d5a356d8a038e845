// What goes wrong stays where it went wrong, is seen, and can be taken up again.
#include <sqlite3.h>
#include <boost/asio/use_future.hpp>

#include "tests/engine/store/fault_layer.hpp"
#include "tests/engine/store/tamper.hpp"
#include "tests/engine/writer/office.hpp"

namespace motcua {
namespace {

using kind = answer::kind;
using sample::office;

const std::string a_note = R"({"text": "một dòng"})";

std::int64_t parked_count(office& o) {
    return get_integer(o.ask("dossiers", {{"list", "parked"}}), "total");
}

TEST(a_failing_step, parks_its_session_and_no_other) {
    const auto edited = sample::with_a_stumbling_block();
    office o("2026-02-09T08:10", edited->folder);
    const auto id = o.accepted(), other = o.accepted();
    const auto a = o.send(id, "reception.lan", "stumble");
    EXPECT_EQ(a.what, kind::parked) << a.body;
    EXPECT_EQ(o.send(id, "reception.lan", "add_note", a_note).what, kind::parked);
    EXPECT_EQ(o.send(other, "reception.lan", "add_note", a_note).what, kind::done);
    for (int run = 0; run < 2; ++run) {
        const auto d = o.dossier(id);
        EXPECT_TRUE(get_bool(d, "parked"));
        EXPECT_NE(get_string(d, "parked_reason").find("stumble"), std::string::npos);
        EXPECT_EQ(get_string(d, "phase"), "resolving");
        EXPECT_EQ(parked_count(o), 1);
        o.reopen();
    }
    const auto offered = o.dossier(id);
    const json* actions = find(offered, "actions");
    ASSERT_TRUE(actions && actions->is_array());
    ASSERT_EQ(actions->get_array().size(), 1u);
    EXPECT_EQ(get_string(actions->get_array()[0], "event"), "resume");
    EXPECT_EQ(o.send(id, "reception.lan", "resume").what, kind::rejected);
    EXPECT_EQ(parked_count(o), 1);
    const auto back =
        o->async_submit(sample::resume(id, sample::person("head.tri")), boost::asio::use_future).get();
    EXPECT_EQ(back.what, kind::done) << back.body;
    EXPECT_EQ(
        o->async_submit(sample::resume(id, sample::person("head.tri")), boost::asio::use_future).get().what,
        kind::rejected);
    EXPECT_EQ(o.send(id, "reception.lan", "add_note", a_note).what, kind::done);
    EXPECT_EQ(parked_count(o), 0);
}

TEST(a_parked_session, makes_up_its_legal_instants_when_resumed) {
    const auto edited = sample::with_a_stumbling_block();
    office o("2026-02-09T08:10", edited->folder);
    const auto id = o.accepted(), other = o.accepted();
    o.send(id, "reception.lan", "stumble");
    o.go_to(*parse_instant(o.promise(id, "due")) + std::chrono::hours{1});
    EXPECT_EQ(o.told(id, "promise.t2"), 0);
    EXPECT_EQ(o.told(other, "promise.t2"), 1);
    ASSERT_EQ(
        o->async_submit(sample::resume(id, sample::person("head.tri")), boost::asio::use_future).get().what,
        kind::done);
    EXPECT_EQ(o.told(id, "promise.t2"), 1);
    EXPECT_EQ(o.prints(id, "apology"), 1);
}

TEST(an_unreadable_row, is_set_aside_and_does_not_stand_in_the_way) {
    office o("2026-02-09T08:10");
    const auto id = o.accepted(), other = o.accepted();
    const auto t2 = o.promise(id, "t2");
    o.close();
    store::sample::tamper(o.folder + "/data/motcua.db",
                          ("UPDATE session SET state = x'ff00ff' WHERE id = " + std::to_string(id)).c_str());
    o.open();
    o.go_to(t2);
    EXPECT_EQ(o.told(other, "promise.t2"), 1);
    EXPECT_EQ(parked_count(o), 1);
    EXPECT_FALSE(get_string(o.dossier(id), "parked_reason").empty());
    EXPECT_EQ(o.told(id, "parked"), 1);
    EXPECT_EQ(o.send(id, "reception.lan", "add_note", a_note).what, kind::parked);
    EXPECT_EQ(o.told(id, "parked"), 1);
    EXPECT_EQ(
        o->async_submit(sample::resume(id, sample::person("head.tri")), boost::asio::use_future).get().what,
        kind::parked);
    EXPECT_EQ(o.fatal, 0);
}

TEST(a_dossier_in_flight, keeps_the_chart_and_the_procedure_it_was_opened_with) {
    const auto edited = sample::with_a_stumbling_block();
    office o("2026-02-09T08:10", edited->folder);
    const auto old = o.accepted();
    const auto version = get_string(o.dossier(old).at("record"), "procedure_version");
    o.close();
    sample::edited_workflows newer("procedures/residence/1.004222.xml", "</procedure>",
                                   "<!-- another version --></procedure>");
    o.workflows = newer.folder;
    o.open();
    const auto fresh = o.accepted();
    const auto offers = [&](std::uint64_t id) {
        for (const auto& a : o.rows(id, "actions"))
            if (get_string(a, "event") == "stumble") return true;
        return false;
    };
    EXPECT_TRUE(offers(old));
    EXPECT_FALSE(offers(fresh));
    EXPECT_EQ(o.send(old, "case.binh", "submit").what, kind::done);
    EXPECT_EQ(get_string(o.dossier(old).at("record"), "procedure_version"), version);
    EXPECT_NE(get_string(o.dossier(fresh).at("record"), "procedure_version"), version);
    o.go_to(o.promise(old, "due"));
    EXPECT_EQ(o.told(old, "promise.t1"), 1);
}

TEST(a_store_that_dies, is_told_once_and_answers_failed) {
    store::sample::fault_layer disk;
    sqlite3_vfs* usual = sqlite3_vfs_find(nullptr);
    sqlite3_vfs_register(sqlite3_vfs_find(store::sample::fault_layer::name()), 1);
    {
        office o("2026-02-09T08:10");
        const auto id = o.accepted();
        disk.strike(store::sample::disk_fault::full, 1, 1);
        EXPECT_EQ(o.send(id, "reception.lan", "add_note", a_note).what, kind::failed);
        EXPECT_EQ(o.send(id, "reception.lan", "add_note", a_note).what, kind::failed);
        EXPECT_EQ(o.create(sample::residence()).what, kind::failed);
        EXPECT_NO_THROW(o->async_quiet(boost::asio::use_future).get());
        EXPECT_FALSE(o->async_set_note("x", "y", boost::asio::use_future).get());
        EXPECT_EQ(o.fatal, 1);
        disk.mend();
        o.reopen();
        EXPECT_EQ(o.told(id, "add_note"), 0);
        EXPECT_EQ(o.send(id, "reception.lan", "add_note", a_note).what, kind::done);
    }
    sqlite3_vfs_register(usual, 1);
}

TEST(a_store_that_cannot_be_read_for_a_while, is_no_word_on_what_is_in_it) {
    store::sample::fault_layer disk;
    sqlite3_vfs* usual = sqlite3_vfs_find(nullptr);
    sqlite3_vfs_register(sqlite3_vfs_find(store::sample::fault_layer::name()), 1);
    {
        using said = engine::reply::kind;
        office o("2026-02-09T08:10");
        const auto id = o.accepted();
        const auto duty = to_text(json_object{{"duty", o->unfinished_duties().value().front().id}});
        const auto session = to_text(json_object{{"id", id}});
        o.reopen();
        disk.refuse_reads(true);
        for (const auto& [question, args] :
             {std::pair("slip", duty), {"dossier", session}, {"duties", "{}"}}) {
            const auto r = o->ask(question, args);
            EXPECT_EQ(r.what, said::unread) << question << ": " << r.body;
            EXPECT_NE(r.body.find("chưa đọc được"), std::string::npos) << r.body;
        }
        EXPECT_FALSE(o->unfinished_duties());
        disk.refuse_reads(false);
        EXPECT_EQ(o->ask("slip", duty).what, said::found);
        EXPECT_EQ(o->ask("dossier", session).what, said::found);
        EXPECT_EQ(o->ask("slip", R"({"duty": 999999})").what, said::absent);
        EXPECT_FALSE(o->unfinished_duties().value().empty());
        EXPECT_EQ(o.fatal, 0);
    }
    sqlite3_vfs_register(usual, 1);
}

}  // namespace
}  // namespace motcua
