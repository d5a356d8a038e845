// Notices on their way: what a mail server says decides what becomes of the duty, and the same duty is the
// same message however often it goes.
#include "counters/notices/dispatcher.hpp"

#include <gtest/gtest.h>
#include <boost/asio/thread_pool.hpp>

#include <filesystem>
#include <random>

#include "engine/base/text.hpp"
#include "tests/counters/notices/mail_server.hpp"

namespace motcua::notices {
namespace {

using testing::mail_server;
namespace fs = std::filesystem;

constexpr std::int64_t in_a_year = 365LL * 24 * 3600 * 1000;

std::string header(const std::string& mail, const std::string& name) {
    const auto at = ("\n" + mail).find("\n" + name + ": ");
    if (at == std::string::npos) return {};
    const auto from = at + name.size() + 2;
    return mail.substr(from, mail.find('\n', from) - from);
}

duty notice(std::uint64_t id, const std::string& email, const std::string& more = "") {
    return {
        id,
        7,
        "notify",
        "apology",
        R"({"to":"applicant","dossier":"000.51.01.G01-260302-0001","due":"2026-03-11T17:00:00+07:00",)"
        R"("reappointed":"2026-03-16T17:00:00+07:00","receiver":{"name":"Bà Nguyễn Thế Phượng","email":")" +
            email + "\"}" + more + "}",
        0,
        "queued",
        "",
        0};
}

struct notices_post : ::testing::Test {
    void SetUp() override {
        folder = ::testing::TempDir() + "motcua-post-" + std::to_string(std::random_device{}());
        fs::create_directories(folder);
    }
    void TearDown() override {
        p.reset();
        fs::remove_all(folder);
    }
    void open(int port, encryption tls = encryption::none, const std::string& ca = "", bool mail = true,
              const std::string& user = "") {
        dispatcher_options how;
        how.folder = folder + "/files";
        if (mail)
            how.mail = notices::mail_server{
                "localhost",         port, tls, user, user.empty() ? "" : folder + "/password",
                "motcua@example.vn", ca};
        how.texts = wording::read("templates/notices.xml").value();
        how.office_name = "Công an tỉnh An Khánh";
        how.id_prefix = "motcua-test-";
        how.lines = {false, std::chrono::milliseconds(5), std::chrono::milliseconds(5), 4};
        how.sheet = [](std::uint64_t session, const std::string& form, int seq) -> result<std::string> {
            return "%PDF " + std::to_string(session) + " " + form + " " + std::to_string(seq);
        };
        p = std::make_unique<dispatcher>(
            pool.get_executor(), std::move(how),
            [this](const progress_report& r) {
                const std::lock_guard lock(mutex);
                said.push_back(std::to_string(r.duty) + " " + r.state + (r.reason.empty() ? "" : ": ") +
                               r.reason);
                changed.notify_all();
                return true;
            },
            time);
    }
    bool hears(const std::string& words) {
        std::unique_lock lock(mutex);
        const bool heard = changed.wait_for(lock, std::chrono::seconds(20), [&] {
            return std::find(said.begin(), said.end(), words) != said.end();
        });
        if (!heard)
            for (const auto& s : said) ADD_FAILURE() << s;
        return heard;
    }
    std::size_t times(const std::string& words) {
        const std::lock_guard lock(mutex);
        return static_cast<std::size_t>(std::count(said.begin(), said.end(), words));
    }

    std::string folder;
    virtual_clock time{*parse_instant("2026-03-10T22:00:00+07:00")};
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::string> said;
    boost::asio::thread_pool pool{2};  // a thread for each way
    std::unique_ptr<dispatcher> p;
};

TEST_F(notices_post, a_letter_has_vietnamese_words_and_the_slip_in_it) {
    mail_server server;
    open(server.port());
    p->take(notice(12, "phuong@example.vn", R"(,"slip":{"form":"apology","seq":1})"));
    const auto got = server.letters(1);
    ASSERT_EQ(got.size(), 1U);
    EXPECT_EQ(got[0].from, "motcua@example.vn");
    EXPECT_EQ(got[0].to, "phuong@example.vn");
    const auto& mail = got[0].data;
    EXPECT_EQ(header(mail, "Message-ID"), "<motcua-test-12@example.vn>");
    EXPECT_EQ(header(mail, "Date"), "Tue, 10 Mar 2026 22:00:00 +0700");
    EXPECT_TRUE(header(mail, "Subject").starts_with("=?UTF-8?B?WGluIGzhu5dp")) << "Xin lỗi";
    EXPECT_NE(mail.find("filename=\"apology.pdf\""), std::string::npos);
    EXPECT_NE(mail.find("JVBERiA3IGFwb2xvZ3kgMQ=="), std::string::npos) << "%PDF 7 apology 1";
    EXPECT_EQ(std::count_if(mail.begin(), mail.end(), [](char c) { return c < 0; }), 0) << "ASCII only";
    EXPECT_TRUE(hears("12 done"));
    EXPECT_EQ(times("12 sending"), 1U);
}

TEST_F(notices_post, a_busy_server_is_asked_again) {
    mail_server server;
    server.answer_next("RCPT", {"450 4.2.1 greylisted", "451 4.3.0 not now"});
    open(server.port());
    p->take(notice(1, "phuong@example.vn"));
    ASSERT_TRUE(hears("1 done"));
    EXPECT_EQ(times("1 queued: máy chủ thư hẹn gửi lại sau (mã 450)"), 1U);
    EXPECT_EQ(times("1 queued: máy chủ thư hẹn gửi lại sau (mã 451)"), 1U);
    EXPECT_EQ(server.letters(1).size(), 1U);
}

TEST_F(notices_post, a_receiver_or_a_letter_refused_for_good_has_failed_and_holds_up_nobody) {
    mail_server server;
    server.answer_next("RCPT", {"550 5.1.1 no such mailbox"});
    server.answer_next(".", {"554 5.6.0 too strange"});
    open(server.port());
    p->take(notice(1, "nobody@example.vn"));
    p->take(notice(2, "phuong@example.vn"));
    p->take(notice(3, "khoa@example.vn"));
    ASSERT_TRUE(hears("3 done"));
    EXPECT_TRUE(hears("1 failed: máy chủ thư từ chối địa chỉ người nhận (mã 550)"));
    EXPECT_TRUE(hears("2 failed: máy chủ thư từ chối nội dung thư (mã 554)"));
    EXPECT_EQ(server.letters(1).size(), 1U);
}

TEST_F(notices_post, what_the_server_has_against_the_office_is_no_failure_of_the_letter) {
    mail_server server;
    server.answer_next("MAIL", {"550 5.7.1 who are you"});
    open(server.port());
    p->take(notice(1, "phuong@example.vn"));
    ASSERT_TRUE(hears("1 done"));
    EXPECT_EQ(times("1 queued: máy chủ thư từ chối người gửi (mã 550)"), 1U);
}

TEST_F(notices_post, no_server_there_is_said_and_given_up_after_the_last_attempt) {
    int port = 0;
    { port = mail_server().port(); }
    open(port);
    p->take(notice(1, "phuong@example.vn"));
    ASSERT_TRUE(hears("1 failed: thôi gửi sau 4 lần: không kết nối được máy chủ thư"));
    EXPECT_EQ(times("1 sending"), 4U);
    EXPECT_EQ(times("1 queued: không kết nối được máy chủ thư"), 3U);
}

TEST_F(notices_post, a_connection_lost_after_the_letter_sends_the_same_message_again) {
    mail_server server;
    server.hang_up_after_the_next_letter();
    open(server.port());
    p->take(notice(1, "phuong@example.vn"));
    ASSERT_TRUE(hears("1 done"));
    const auto got = server.letters(2);
    ASSERT_EQ(got.size(), 2U);
    EXPECT_EQ(header(got[0].data, "Message-ID"), header(got[1].data, "Message-ID"));
    EXPECT_NE(header(got[0].data, "Message-ID"), "");
    EXPECT_EQ(times("1 queued: mất kết nối với máy chủ thư giữa chừng"), 1U);
}

TEST_F(notices_post, after_a_restart_what_was_being_sent_goes_as_the_same_message) {
    mail_server server;
    open(server.port());
    auto d = notice(5, "phuong@example.vn");
    d.state = "sending";
    p->take(d);
    ASSERT_TRUE(hears("5 done"));
    EXPECT_EQ(header(server.letters(1).at(0).data, "Message-ID"), "<motcua-test-5@example.vn>");
}

TEST_F(notices_post, people_are_told_in_office_hours_but_a_slip_is_mailed_when_it_is_issued) {
    mail_server server;
    open(server.port());
    auto plain = notice(1, "phuong@example.vn"),
         with_slip = notice(2, "phuong@example.vn", R"(,"slip":{"form":"apology"})");
    auto by_telephone = notice(3, "", R"(,"slip":{"form":"apology"})");
    for (auto* d : {&plain, &with_slip, &by_telephone}) {
        d->not_before = time.now().time_since_epoch().count() + in_a_year;
        p->take(*d);
    }
    ASSERT_TRUE(hears("2 done"));
    EXPECT_EQ(server.letters(1).size(), 1U);
    EXPECT_EQ(times("1 sending") + times("3 sending"), 0U);
    time.advance(std::chrono::milliseconds(in_a_year));
    p->wake();
    ASSERT_TRUE(hears("1 done"));
    ASSERT_TRUE(hears("3 done"));
    EXPECT_TRUE(fs::exists(folder + "/files/3.json")) << "who gave no address is told by the gateway";
    EXPECT_FALSE(fs::exists(folder + "/files/1.json"));
}

TEST_F(notices_post, an_address_that_is_none_never_reaches_the_server) {
    mail_server server;
    open(server.port());
    p->take(notice(1, R"(a@b.vn>\r\nRCPT TO:<c@d.vn)"));
    ASSERT_TRUE(hears("1 done"));
    EXPECT_TRUE(fs::exists(folder + "/files/1.json"));
}

TEST_F(notices_post, starttls_by_a_known_certificate_and_with_a_password) {
    mail_server server(mail_server::security::starttls);
    server.demand_login("AG1vdGN1YQBraMOzLQ==");  // \0motcua\0khó-
    ASSERT_TRUE(write_file(folder + "/ca.pem", server.certificate()));
    ASSERT_TRUE(write_file(folder + "/password", "khó-\n"));
    open(server.port(), encryption::starttls, folder + "/ca.pem", true, "motcua");
    p->take(notice(1, "phuong@example.vn"));
    ASSERT_TRUE(hears("1 done"));
    EXPECT_TRUE(server.letters(1).at(0).encrypted);
}

TEST_F(notices_post, a_wrong_password_is_named) {
    mail_server server(mail_server::security::starttls);
    server.demand_login("AG1vdGN1YQBraMOzLQ==");
    ASSERT_TRUE(write_file(folder + "/ca.pem", server.certificate()));
    ASSERT_TRUE(write_file(folder + "/password", "forgotten"));
    open(server.port(), encryption::starttls, folder + "/ca.pem", true, "motcua");
    p->take(notice(1, "phuong@example.vn"));
    EXPECT_TRUE(hears("1 queued: máy chủ thư không nhận tên đăng nhập hoặc mật khẩu"));
    EXPECT_TRUE(server.letters(0).empty());
}

TEST_F(notices_post, a_stranger_in_the_servers_place_gets_nothing) {
    mail_server known(mail_server::security::starttls), stranger(mail_server::security::starttls);
    ASSERT_TRUE(write_file(folder + "/ca.pem", known.certificate()));
    open(stranger.port(), encryption::starttls, folder + "/ca.pem");
    p->take(notice(1, "phuong@example.vn"));
    EXPECT_TRUE(hears("1 queued: chứng thư của máy chủ thư không được tin cậy"));
    EXPECT_TRUE(stranger.letters(0).empty());
}

TEST_F(notices_post, a_server_without_encryption_gets_nothing_where_it_is_demanded) {
    mail_server server;
    open(server.port(), encryption::starttls);
    p->take(notice(1, "phuong@example.vn"));
    EXPECT_TRUE(hears("1 queued: máy chủ thư không mã hóa được kết nối"));
    EXPECT_TRUE(server.letters(0).empty());
}

TEST_F(notices_post, without_a_mail_server_all_go_into_the_folder) {
    open(0, encryption::none, "", false);
    p->take(notice(1, "phuong@example.vn"));
    ASSERT_TRUE(hears("1 done"));
    EXPECT_TRUE(fs::exists(folder + "/files/1.json"));
}

}  // namespace
}  // namespace motcua::notices
