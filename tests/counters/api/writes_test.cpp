#include "tests/counters/api/desk.hpp"

namespace motcua::api::testing {
namespace {

constexpr const char* reception = R"({"procedure":"1.004194","applicant":{"name":"Nguyễn Văn An",
"id_number":"079203000001"},"channel":"counter","return":{"mode":"desk"}})";

class writes : public desk {};

TEST_F(writes, a_reception_becomes_one_command_with_its_actor_and_key) {
    const auto r = write("/dossiers", reception);
    EXPECT_EQ(r.status, 201) << r.body;
    EXPECT_EQ(r.body, R"({"session":7})");
    ASSERT_EQ(sent_.size(), 1u);
    EXPECT_EQ(sent_[0].kind, "dossier");
    EXPECT_EQ(sent_[0].event, "create");
    EXPECT_EQ(sent_[0].session, 0u);
    EXPECT_EQ(sent_[0].key, "key-of-this-form");
    EXPECT_EQ(sent_[0].by.id, "lan");
    EXPECT_EQ(sent_[0].by.roles, (std::vector<std::string>{"reception", "courier_desk"}));
}

TEST_F(writes, say_at_which_counter_the_person_sits_and_no_other_one_passes) {
    const auto at = [&](const std::string& counter) {
        return post(
            "/dossiers/7/actions/note", R"({"text":"x"})",
            as_reception() + "Idempotency-Key: key-of-this-form\r\nX-Motcua-Counter: " + counter + "\r\n");
    };
    EXPECT_EQ(at("quay-1").status, 200);
    ASSERT_EQ(sent_.size(), 1u);
    EXPECT_EQ(sent_[0].by.counter, "quay-1");
    const auto no = at("quay-9");
    EXPECT_EQ(no.status, 422);
    EXPECT_EQ(get_string(body_of(no), "code"), "unknown_counter");
    EXPECT_NE(get_string(body_of(no), "next"), "");
    EXPECT_EQ(sent_.size(), 1u) << "nothing was done";
    write("/dossiers/7/actions/note", R"({"text":"x"})");
    EXPECT_EQ(sent_.back().by.counter, "");
}

TEST_F(writes, that_say_to_be_something_else_than_json_are_not_read) {
    const auto as = [&](const std::string& type) {
        return post("/dossiers/7/actions/note", R"({"text":"x"})",
                    as_reception() + "Idempotency-Key: key-of-this-form\r\nContent-Type: " + type + "\r\n");
    };
    const auto no = as("application/x-www-form-urlencoded");
    EXPECT_EQ(no.status, 415);
    EXPECT_EQ(no.header("Accept"), "application/json");
    EXPECT_NE(get_string(body_of(no), "next"), "");
    EXPECT_EQ(as("text/plain").status, 415);
    EXPECT_TRUE(sent_.empty());
    EXPECT_EQ(as("Application/JSON; charset=utf-8").status, 200);
    EXPECT_EQ(sent_.size(), 1u);
}

TEST_F(writes, names_arrive_composed_and_what_hides_in_text_does_not_arrive) {
    const std::string decomposed = "Phu\xCC\x9Bo\xCC\x9B\xCC\xA3ng";
    write("/dossiers/7/actions/note", R"({"text":")" + decomposed + R"("})");
    ASSERT_EQ(sent_.size(), 1u);
    EXPECT_EQ(sent_[0].data, R"({"text":"Phượng"})");
    const auto r = write("/dossiers/7/actions/note", "{\"text\":\"a\\u202Eb\"}");
    EXPECT_EQ(r.status, 422);
    const json body = body_of(r);
    const auto& fault = find(body, "faults")->as_array()[0];
    EXPECT_EQ(get_string(fault, "field"), "text");
    EXPECT_EQ(get_string(fault, "message"),
              "ký tự thứ 2 (U+202E) là ký tự điều khiển hoặc ký tự ẩn; xóa ký tự đó");
    EXPECT_EQ(sent_.size(), 1u);
}

TEST_F(writes, letters_that_no_paper_shows_are_refused_with_their_place_and_the_letter) {
    const auto r = write("/dossiers", R"({"procedure":"1.004194","applicant":{"name":"Ông 王 An"},
        "channel":"counter","return":{"mode":"desk"},"documents":[{"type":"CT01","name":"Đơn 😀"}]})");
    EXPECT_EQ(r.status, 422);
    const json body = body_of(r);
    const auto& faults = find(body, "faults")->as_array();
    ASSERT_EQ(faults.size(), 2u) << r.body;
    EXPECT_EQ(get_string(faults[0], "field"), "applicant.name");
    EXPECT_EQ(get_string(faults[0], "message"),
              "ký tự thứ 5, '王' (U+738B), không in được; viết bằng chữ tiếng Việt");
    EXPECT_EQ(get_string(faults[1], "field"), "documents.0.name");
    EXPECT_EQ(write("/dossiers/7/actions/note", R"({"text":"dòng một\nđã gọi điện – xong…"})").status, 200);
    EXPECT_EQ(write("/dossiers/7/actions/note", R"({"text":"✔"})").status, 422);
    EXPECT_EQ(post("/dossiers/search", R"({"q":"王"})", as_reception()).status, 404)
        << "asking writes nothing";
}

TEST_F(writes, a_key_that_was_used_for_something_else_is_no_conflict_of_the_office) {
    next_ = {answer::kind::rejected, 0,
             R"({"code":"key_reused","message":"mã yêu cầu này đã dùng","next":"Tải lại trang."})"};
    const auto r = write("/dossiers/7/actions/note", R"({"text":"x"})");
    EXPECT_EQ(r.status, 422);
    EXPECT_EQ(get_string(body_of(r), "code"), "key_reused");
    next_.body = R"({"code":"not_offered","message":"m","next":"n"})";
    EXPECT_EQ(write("/dossiers/7/actions/note", R"({"text":"x"})").status, 409);
}

TEST_F(writes, without_a_key_nothing_is_written) {
    EXPECT_EQ(post("/dossiers", reception, as_reception()).status, 400);
    EXPECT_EQ(post("/dossiers", reception, as_reception() + "Idempotency-Key: short\r\n").status, 400);
    EXPECT_TRUE(sent_.empty());
}

TEST_F(writes, what_is_no_json_object_is_refused_with_its_place) {
    const auto r = write("/dossiers", "{\"a\":1,\n \"a\":}");
    EXPECT_EQ(r.status, 400);
    EXPECT_NE(get_string(body_of(r), "message").find("dòng 2"), std::string::npos) << r.body;
    EXPECT_EQ(write("/dossiers", "[]").status, 400);
    EXPECT_EQ(write("/dossiers", "").status, 400);
    EXPECT_EQ(write("/dossiers", "{\"a\":\"\xff\"}").status, 400);
}

TEST_F(writes, every_wrong_field_of_a_reception_is_named_at_once) {
    const auto r = write("/dossiers", R"({"applicant":{"name":" ","id_number":"12","phone":"abc","email":"a"},
        "channel":"pigeon","return":{"mode":"post"},"documents":[{"originals":-1}]})");
    EXPECT_EQ(r.status, 422);
    std::string all;
    const json body = body_of(r);
    for (const auto& f : find(body, "faults")->as_array()) all += get_string(f, "field") + " ";
    EXPECT_EQ(all,
              "procedure applicant.name applicant.id_number applicant.phone applicant.email channel "
              "return.address documents.0.type documents.0.originals ");
    EXPECT_TRUE(sent_.empty());
}

TEST_F(writes, a_refusal_keeps_the_engines_words) {
    next_ = {answer::kind::rejected, 7, R"({"code":"no","message":"m","next":"n"})"};
    const auto r = write("/dossiers/7/actions/finish", "{}");
    EXPECT_EQ(r.status, 409);
    EXPECT_EQ(r.body, next_.body);
}

TEST_F(writes, fields_that_the_engine_refuses_are_faults_like_any_other) {
    next_ = {
        answer::kind::rejected, 0,
        R"({"code":"fields","message":"m","next":"n","fields":[{"field":"applicant.address","message":"x"}]})"};
    auto r = write("/dossiers", reception);
    EXPECT_EQ(r.status, 422);
    EXPECT_EQ(get_string(body_of(r).at("faults").at(0), "field"), "applicant.address");
    next_.body =
        R"({"code":"guidance_missing","message":"m","next":"n","fields":[{"field":"identity.guided","message":"x"}]})";
    r = write("/dossiers", reception);
    EXPECT_EQ(r.status, 409) << "a rule refuses; the field is where to answer";
    EXPECT_EQ(get_string(body_of(r).at("faults").at(0), "field"), "identity.guided");
}

TEST_F(writes, an_incident_and_a_failed_disk_say_that_nothing_was_lost) {
    next_.what = answer::kind::parked;
    auto r = write("/dossiers/7/actions/finish", "{}");
    EXPECT_EQ(r.status, 500);
    EXPECT_EQ(get_integer(body_of(r), "session"), 7);
    next_.what = answer::kind::failed;
    r = write("/dossiers/7/actions/finish", "{}");
    EXPECT_EQ(r.status, 503);
    EXPECT_FALSE(get_string(body_of(r), "next").empty());
}

TEST_F(writes, fields_that_the_engine_refuses_are_faults_of_the_form) {
    next_ = {answer::kind::rejected, 7,
             R"({"code":"fields","message":"Thông tin chưa đúng.","next":"Sửa các ô được nêu rồi gửi lại.",
                 "fields":[{"field":"days","message":"cần là số nguyên"}]})"};
    const auto r = write("/dossiers/7/actions/answer_late", R"({"days":"ba"})");
    EXPECT_EQ(r.status, 422);
    EXPECT_EQ(get_string(body_of(r).at("faults").at(0), "field"), "days") << r.body;
    EXPECT_TRUE(asked_.empty()) << "one crossing per action";
    EXPECT_EQ(write("/dossiers/x/actions/answer_late", "{}").status, 404);
}

TEST_F(writes, a_round_is_a_session_of_its_own_kind) {
    EXPECT_EQ(write("/rounds", R"({"courier":"Lâm Văn Tài"})").status, 201);
    EXPECT_EQ(sent_.back().kind, "round");
    EXPECT_EQ(write("/rounds/7/actions/sign", "{}").status, 200);
    EXPECT_EQ(sent_.back().session, 7u);
    EXPECT_EQ(sent_.back().event, "sign");
}

TEST_F(writes, an_unknown_print_job_is_decided_by_a_person_in_two_words) {
    EXPECT_EQ(write("/jobs/3/decide", R"({"outcome":"maybe"})").status, 422);
    EXPECT_EQ(write("/jobs/3/decide", R"({"outcome":"printed"})").status, 200);
    EXPECT_EQ(app_.decided, "printed");
    EXPECT_EQ(write("/slips/12/reprint", "").status, 200);
    EXPECT_EQ(write("/jobs/3/decide", R"({"outcome":"resend"})").status, 200);
    EXPECT_EQ(app_.decided, "resend");
    EXPECT_EQ(get("/jobs?state=failed").body, R"({"items":["failed"]})");
    EXPECT_EQ(get("/jobs?state=done").status, 422);
}

TEST_F(desk, takes_a_calendar_over_only_with_the_hash_that_was_shown) {
    EXPECT_EQ(post("/calendar/preview", "{}", as_reception()).status, 409);
    const auto seen = post("/calendar/preview", "{}", "X-Motcua-Actor: tri\r\n");
    EXPECT_EQ(seen.status, 200);
    EXPECT_EQ(get_string(body_of(seen), "calendar"), "ab12");
    EXPECT_EQ(write("/calendar/adopt", "{}").status, 422);
    EXPECT_EQ(write("/calendar/adopt", R"({"calendar":"ab12"})").status, 422) << "in whose place?";
    EXPECT_EQ(app_.adopted, "");
    const auto confirmed = R"({"calendar":"ab12","in_force":"cd34"})";
    EXPECT_EQ(post("/calendar/adopt", confirmed, as_reception()).status, 400);
    EXPECT_EQ(write("/calendar/adopt", confirmed).status, 200);
    EXPECT_EQ(app_.adopted, "ab12 after cd34");
}

TEST_F(desk, tells_bad_calendar_files_from_a_store_that_cannot_be_read) {
    using said = engine::reply::kind;
    app_.calendar = {said::absent, R"({"code":"bad_calendar","message":"m","next":"n"})"};
    auto r = post("/calendar/preview", "{}", "X-Motcua-Actor: tri\r\n");
    EXPECT_EQ(r.status, 409);
    EXPECT_EQ(r.body, app_.calendar.body);
    app_.calendar = {said::unread, R"({"message":"chưa đọc được","next":"Thử lại"})"};
    r = post("/calendar/preview", "{}", "X-Motcua-Actor: tri\r\n");
    EXPECT_EQ(r.status, 503);
    EXPECT_EQ(get_string(body_of(r), "message"), "chưa đọc được");
}

TEST_F(writes, what_cannot_be_read_now_is_not_missing) {
    unread_ = true;
    app_.unread = true;
    for (const auto* path : {"/dossiers/7", "/worklists", "/jobs"}) {
        const auto r = get(path);
        EXPECT_EQ(r.status, 503) << path << ": " << r.body;
        EXPECT_NE(get_string(body_of(r), "message").find("chưa đọc được"), std::string::npos) << r.body;
    }
}

TEST_F(writes, a_clock_is_confirmed_as_it_was_shown) {
    next_ = {answer::kind::done, 0, R"({"clock":{"held":false}})"};
    const auto as_head = "X-Motcua-Actor: tri\r\nIdempotency-Key: key-of-this-form\r\n";
    const auto r = post("/clock/confirm", R"({"clock":"2026-03-02T10:00:00+07:00"})", as_head);
    EXPECT_EQ(r.status, 200) << r.body;
    EXPECT_EQ(r.body, R"({"clock":{"held":false}})");
    EXPECT_EQ(post("/clock/confirm", "", as_head).status, 200) << "whichever it shows";
    ASSERT_EQ(confirmed_.size(), 2u);
    EXPECT_EQ(confirmed_[0].first, "tri");
    EXPECT_EQ(confirmed_[0].second, parse_instant("2026-03-02T10:00")->time_since_epoch().count());
    EXPECT_EQ(confirmed_[1].second, 0);
    EXPECT_EQ(post("/clock/confirm", R"({"clock":"soon"})", as_head).status, 422);
    EXPECT_EQ(post("/clock/confirm", "{", as_head).status, 400);
    EXPECT_EQ(confirmed_.size(), 2u);
}

}  // namespace
}  // namespace motcua::api::testing
