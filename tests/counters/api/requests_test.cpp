#include "tests/counters/api/desk.hpp"

namespace motcua::api::testing {
namespace {

class requests : public desk {};

TEST_F(requests, the_office_is_shown_before_anybody_has_said_who_they_are) {
    const auto r = client_.get("/api/v1/office");
    ASSERT_EQ(r.status, 200) << r.body;
    const auto office = body_of(r);
    EXPECT_EQ(get_string(office, "now"), "2026-03-02T10:00:00+07:00");
    EXPECT_EQ(get_string(find(office, "staff")->as_array()[0], "name"), "Nguyễn Thị Lan");
    EXPECT_EQ(get_string(find(office, "staff")->as_array()[0], "unit_name"), "Công an xã");
    EXPECT_TRUE(get_bool(office, "training"));
}

TEST_F(requests, an_unknown_actor_is_told_what_to_do) {
    for (const char* who :
         {"", "X-Motcua-Actor: stranger\r\n", "X-Motcua-Actor: lan\r\nX-Motcua-Actor: tri\r\n"}) {
        const auto r = client_.get("/api/v1/worklists", who);
        EXPECT_EQ(r.status, 401);
        EXPECT_EQ(r.header("WWW-Authenticate"), "X-Motcua-Actor");
        EXPECT_FALSE(get_string(body_of(r), "next").empty());
    }
    EXPECT_TRUE(asked_.empty());
}

TEST_F(requests, a_wrong_address_is_404_and_a_wrong_method_405_with_the_right_ones) {
    EXPECT_EQ(get("/nothing").status, 404);
    EXPECT_EQ(get("/dossiers/1/actions").status, 404);
    EXPECT_EQ(client_.get("/api/v2/office").status, 404);
    EXPECT_EQ(get("/").status, 404);
    const auto r = write("/worklists", "{}");
    EXPECT_EQ(r.status, 405);
    EXPECT_EQ(r.header("Allow"), "GET, HEAD");
    EXPECT_EQ(get("/route").status, 405);
}

TEST_F(requests, a_question_carries_who_asks_and_its_reply_is_passed_on) {
    views_["worklists"] = R"([{"id":"late","label":"Quá hạn","count":3}])";
    const auto r = get("/worklists");
    EXPECT_EQ(r.status, 200);
    EXPECT_EQ(r.header("Content-Type"), "application/json");
    EXPECT_EQ(r.body, views_["worklists"]);
    EXPECT_EQ(asked_.back().second,
              R"({"by":{"id":"lan","unit":"CAX","roles":["reception","courier_desk"]}})");
}

TEST_F(requests, an_answer_that_the_client_holds_already_is_not_sent_again) {
    views_["dossier"] = R"({"session":7})";
    EXPECT_EQ(get("/dossiers/7").header("ETag"), "") << "of an answer without a tag";
    tag_ = "abc";
    const auto first = get("/dossiers/7");
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(first.header("ETag"), "\"abc\"");
    EXPECT_EQ(first.header("Cache-Control"), "no-store") << "personal data stays out of the browser's cache";
    const auto again = client_.get("/api/v1/dossiers/7", as_reception() + "If-None-Match: \"abc\"\r\n");
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body, "");
    EXPECT_EQ(again.header("ETag"), "\"abc\"");
    tag_ = "def";
    EXPECT_EQ(client_.get("/api/v1/dossiers/7", as_reception() + "If-None-Match: \"abc\"\r\n").body,
              R"({"session":7})");
}

TEST_F(requests, warnings_are_the_engines) {
    views_["warnings"] = R"({"items":[]})";
    EXPECT_EQ(get("/warnings").body, views_["warnings"]);
    EXPECT_EQ(asked_.back().first, "warnings");
}

TEST_F(requests, a_dossier_is_found_by_its_code_and_a_missing_one_is_404_with_a_next_step) {
    EXPECT_EQ(get("/dossiers/000.51.01.G01-260302-0001").status, 404);
    EXPECT_NE(asked_.back().second.find("000.51.01.G01-260302-0001"), std::string::npos);
    views_["dossier"] = R"({"session":7})";
    EXPECT_EQ(get("/dossiers/7").body, R"({"session":7})");
}

TEST_F(requests, a_search_travels_in_the_body_and_pages_stay_within_limits) {
    views_["dossiers"] = R"({"items":[],"total":0})";
    EXPECT_EQ(post("/dossiers/search", R"({"q":"Nguyễn Thế Phượng","list":"late"})", as_reception()).status,
              200);
    EXPECT_NE(asked_.back().second.find("Nguyễn Thế Phượng"), std::string::npos);
    EXPECT_EQ(get("/dossiers?list=late&after=d1770000000000.17&size=100000").status, 200);
    EXPECT_NE(asked_.back().second.find(R"("after":"d1770000000000.17","size":500)"), std::string::npos)
        << asked_.back().second;
    EXPECT_EQ(post("/dossiers/search", R"({"q":"an","before":"n17","after":null})", as_reception()).status,
              200);
    EXPECT_NE(asked_.back().second.find(R"("before":"n17","size":50)"), std::string::npos)
        << asked_.back().second;
    EXPECT_EQ(get("/rounds?after=n5").status, 404);
    EXPECT_NE(asked_.back().second.find(R"("after":"n5")"), std::string::npos) << asked_.back().second;
}

TEST_F(requests, a_page_is_named_by_a_place_that_another_page_has_told) {
    const auto asked = asked_.size();
    for (const auto* path : {"/dossiers?list=open&page=2", "/dossiers?list=open&after=17",
                             "/rounds?before=x17", "/dossiers?list=open&after=n17&before=n20"}) {
        const auto r = get(path);
        EXPECT_EQ(r.status, 422) << path;
        EXPECT_NE(r.body.find("\"field\""), std::string::npos) << r.body;
    }
    EXPECT_EQ(post("/dossiers/search", R"({"q":"an","page":3})", as_reception()).status, 422);
    EXPECT_EQ(asked_.size(), asked) << "nothing is asked of the engine";
}

TEST_F(requests, slips_come_as_pdf_or_picture) {
    EXPECT_EQ(get("/slips/12.pdf").header("Content-Type"), "application/pdf");
    EXPECT_EQ(get("/slips/12.png").header("Content-Type"), "image/png");
    EXPECT_EQ(get("/slips/13.pdf").status, 404);
    EXPECT_EQ(get("/slips/12.exe").status, 404);
    EXPECT_EQ(get("/slips/x.pdf").status, 404);
}

TEST_F(requests, a_preview_passes_the_form_the_event_and_the_unsent_data) {
    const auto r =
        post("/dossiers/7/preview", R"({"event":"answer_late","data":{"days":3}})", as_reception());
    EXPECT_EQ(r.header("Content-Type"), "image/png");
    EXPECT_EQ(app_.previewed.session, 7u);
    EXPECT_EQ(app_.previewed.event, "answer_late");
    EXPECT_EQ(to_text(app_.previewed.data), R"({"days":3})");
    EXPECT_EQ(app_.previewed.by.id, "lan");
}

TEST_F(requests, what_a_slip_would_say_is_asked_of_the_engine) {
    views_["preview"] = R"({"form":"apology","values":{}})";
    const auto r = post("/dossiers/7/preview?format=values", R"({"event":"answer_late","data":{"days":3}})",
                        as_reception());
    EXPECT_EQ(r.body, views_["preview"]);
    EXPECT_NE(asked_.back().second.find(R"("session":7)"), std::string::npos);
}

TEST_F(requests, watchers_hear_of_each_commit) {
    http::testing::client watcher(server_->port());
    watcher.send("GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nX-Motcua-Actor: lan\r\n\r\n");
    watcher.read_until("\r\n\r\n");
    EXPECT_NE(watcher.read_until("\n\n").find("event: hello"), std::string::npos);
    get("/office");  // the watcher is on the board once a later request is answered
    api_->committed({change::kind::commit, 5, {7, 8}, {}, {}});
    EXPECT_EQ(watcher.read_until("\n\n"), "event: commit\ndata: {\"commit\":5,\"sessions\":[7,8]}\n\n");
    api_->announce("clock", json_object{{"now", "x"}});
    EXPECT_EQ(watcher.read_until("\n\n"), "event: clock\ndata: {\"now\":\"x\"}\n\n");
}

}  // namespace
}  // namespace motcua::api::testing
