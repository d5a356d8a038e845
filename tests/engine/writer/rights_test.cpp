// The engine's own commands ask for role and unit like every action, and no chart may take their names.
#include "tests/engine/writer/office.hpp"

#include <boost/asio/use_future.hpp>

namespace motcua {
namespace {

using kind = answer::kind;
using sample::office;

actor somebody(const char* id, const char* unit, std::vector<std::string> roles) {
    return {id, unit, std::move(roles)};
}

// A late dossier of CAX, taken in by a desk of CAX, whose apology may or may not have come out of the
// printer.
struct lost_apology : testing::Test {
    lost_apology() {
        session = o.accepted();
        o.go_to("2026-03-10T17:30");
        sheet = outbox_request("print");
        EXPECT_TRUE(o->async_report({sheet, "sending", "", "Q1/80mm", ""}, boost::asio::use_future).get());
        EXPECT_TRUE(
            o->async_report({sheet, "unknown", "connection_lost", "Q1/80mm", ""}, boost::asio::use_future)
                .get());
    }
    std::uint64_t outbox_request(const std::string& what) {
        const auto all = o->unfinished_duties().value();
        for (const auto& d : all)
            if (d.kind == what && d.name == "apology" && d.args.find("controlling-unit") == d.args.npos)
                return d.id;
        ADD_FAILURE() << what;
        return 0;
    }
    answer order(const actor& by, const char* event, json_object data) {
        auto c = o.order(session, "", event, to_text(json(std::move(data))));
        c.by = by;
        return o->async_submit(std::move(c), boost::asio::use_future).get();
    }
    answer decide(const actor& by, const char* outcome = "printed") {
        return order(by, "decide", {{"duty", sheet}, {"outcome", outcome}});
    }
    answer reprint(const actor& by) { return order(by, "reprint", {{"duty", sheet}}); }
    std::string state() {
        const auto all = o.ask("duties", {{"duty", sheet}}).at("items").as_array();
        return get_string(all.at(0), "state");
    }

    office o{"2026-03-02T10:00"};
    std::uint64_t session = 0, sheet = 0;
};

TEST_F(lost_apology, is_not_printed_because_somebody_says_so_who_cannot_see_it) {
    const actor strangers[] = {
        somebody("courier.pa08", "PA08", {"courier_desk"}),
        somebody("desk.pc06", "PC06", {"reception"}),
        somebody("head.khai", "PA08", {"head", "supervisor"}),
        somebody("case.binh", "CAX", {"case_officer"}),  // of the unit, but not with the paper
        somebody("kiosk", "CAX", {}),
        somebody("portal", "", {"portal"})};
    const auto commits = o.commits();
    for (const auto& by : strangers)
        for (const auto* outcome : {"printed", "reprint"}) {
            const auto no = decide(by, outcome);
            EXPECT_EQ(no.what, kind::rejected) << by.id;
            EXPECT_EQ(sample::text(no, "code"), "not_your_role") << by.id;
            EXPECT_NE(sample::text(no, "message").find("CAX"), std::string::npos) << no.body;
            EXPECT_FALSE(sample::text(no, "next").empty());
        }
    EXPECT_EQ(o.commits(), commits);
    EXPECT_EQ(state(), "unknown");
}

TEST_F(lost_apology, is_decided_by_those_who_work_with_the_paper) {
    EXPECT_EQ(sample::text(decide(somebody("reception.lan", "CAX", {"reception"}), "told"), "code"),
              "bad_outcome");
    const auto yes = decide(somebody("desk.nga", "CAX", {"courier_desk"}));
    EXPECT_EQ(yes.what, kind::done) << yes.body;
    EXPECT_EQ(state(), "done");
}

TEST_F(lost_apology, may_be_decided_by_the_head_of_its_unit) {
    EXPECT_EQ(decide(somebody("head.tri", "CAX", {"head"})).what, kind::done);
}

TEST_F(lost_apology, may_be_decided_by_the_controlling_unit) {
    EXPECT_EQ(decide(somebody("supervisor.phuc", "PV01", {"supervisor"})).what, kind::done);
}

TEST_F(lost_apology, is_reprinted_by_desks_and_by_those_of_its_unit) {
    EXPECT_EQ(sample::text(reprint(somebody("case.mai", "PA08", {"case_officer"})), "code"), "not_your_role");
    EXPECT_EQ(sample::text(reprint(somebody("head.khai", "PA08", {"head"})), "code"), "not_your_role");
    EXPECT_EQ(sample::text(reprint(somebody("kiosk", "CAX", {"portal"})), "code"), "not_your_role");
    EXPECT_EQ(o.prints(session, "apology"), 1);
    for (const auto& by :
         {somebody("case.binh", "CAX", {"case_officer"}), somebody("head.tri", "CAX", {"head"}),
          somebody("desk.pc06", "PC06", {"reception"})})
        EXPECT_EQ(reprint(by).what, kind::done) << by.id;
    EXPECT_EQ(o.prints(session, "apology"), 4);
}

TEST_F(lost_apology, is_told_to_its_receiver_only_by_those_who_work_there) {
    const auto notice = outbox_request("notify");
    EXPECT_TRUE(o->async_report({notice, "sending", "", "smtp", ""}, boost::asio::use_future).get());
    EXPECT_TRUE(o->async_report({notice, "failed", "máy chủ thư từ chối (mã 550)", "smtp", ""},
                                boost::asio::use_future)
                    .get());
    for (const auto* outcome : {"told", "resend"}) {
        const json_object what{{"duty", notice}, {"outcome", outcome}};
        EXPECT_EQ(
            sample::text(order(somebody("courier.pa08", "PA08", {"courier_desk"}), "decide", what), "code"),
            "not_your_role");
    }
    const auto yes = order(somebody("reception.huy", "CAX", {"reception"}), "decide",
                           {{"duty", notice}, {"outcome", "told"}});
    EXPECT_EQ(yes.what, kind::done) << yes.body;
}

TEST(rights, a_desk_decides_about_the_paper_of_a_dossier_it_took_in_for_another_unit) {
    office o("2026-03-02T10:00");
    const auto a = o.create(sample::passport_by_post());  // resolved by PA08
    ASSERT_EQ(a.what, kind::done) << a.body;
    const auto id = a.session;
    const auto accept =
        o.send(id, "reception.lan", "record_portal_and_accept",
               R"({"code": "G01.99.1.001456-260302-0003", "at": "2026-03-02T09:50", "signed": true})");
    std::uint64_t sheet = 0;
    const auto all = o->unfinished_duties().value();
    for (const auto& d : all)
        if (d.kind == "print" && d.session == id) sheet = d.id;
    ASSERT_NE(sheet, 0u) << a.body << accept.body;
    EXPECT_TRUE(o->async_report({sheet, "sending", "", "Q1/80mm", ""}, boost::asio::use_future).get());
    EXPECT_TRUE(
        o->async_report({sheet, "unknown", "connection_lost", "Q1/80mm", ""}, boost::asio::use_future).get());
    const auto yes =
        o.send(id, "reception.huy", "decide", to_text(json_object{{"duty", sheet}, {"outcome", "printed"}}));
    EXPECT_EQ(yes.what, kind::done) << yes.body;
}

TEST(rights, a_parked_dossier_is_resumed_by_its_own_head_or_a_supervisor) {
    const auto stumbling = sample::with_a_stumbling_block();
    office o("2026-03-02T10:00", stumbling->folder);
    const auto id = o.accepted();
    ASSERT_EQ(o.send(id, "reception.lan", "stumble").what, kind::parked);
    const auto no =
        o->async_submit(sample::resume(id, somebody("head.other", "PA08", {"head"})), boost::asio::use_future)
            .get();
    EXPECT_EQ(sample::text(no, "code"), "not_your_role") << no.body;
    const auto mine = [&](const actor& by) {
        json_array roles;
        for (const auto& r : by.roles) roles.emplace_back(r);
        const auto d =
            o.ask("dossier", {{"id", id}, {"by", {{"id", by.id}, {"unit", by.unit}, {"roles", roles}}}});
        return get_bool(d.at("actions").as_array().at(0), "mine");
    };
    EXPECT_FALSE(mine(somebody("head.other", "PA08", {"head"})));
    EXPECT_TRUE(mine(somebody("head.tri", "CAX", {"head"})));
    EXPECT_EQ(
        o->async_submit(sample::resume(id, somebody("head.tri", "CAX", {"head"})), boost::asio::use_future)
            .get()
            .what,
        kind::done);
}

TEST(rights, a_chart_cannot_take_the_name_of_a_command_of_the_engine) {
    for (const auto* name : {"decide", "reprint", "resume", "create"}) {
        const sample::edited_workflows edited("charts/standard.scxml", "<transition event=\"add_note\">",
                                              std::string("<transition event=\"") + name + "\">");
        office closed("2026-03-02T10:00");
        options with;
        with.data = closed.folder + "/other";
        with.workflows = edited.folder;
        open_error error;
        EXPECT_EQ(engine::open(std::move(with), error), nullptr) << name;
        EXPECT_TRUE(error.bad_input);
        ASSERT_EQ(error.lines.size(), 1u) << name;
        EXPECT_NE(error.lines[0].find("standard.scxml:"), std::string::npos) << error.lines[0];
        EXPECT_NE(error.lines[0].find(std::string("\"") + name + "\""), std::string::npos) << error.lines[0];
    }
}

}  // namespace
}  // namespace motcua
