#include "counters/http/server.hpp"

#include <gtest/gtest.h>

#include <future>

#include "tests/counters/http/client.hpp"
#include "tests/counters/http/running_server.hpp"

namespace motcua::http {
namespace {

using testing::client;
using testing::running_server;

std::unique_ptr<running_server> serve(handler h, options with = {}) {
    with.port = 0;
    auto started = running_server::start(std::move(with), std::move(h));
    EXPECT_TRUE(started.has_value()) << started.error().message;
    return std::move(*started);
}

void echo(request r, responder answer) {
    response out;
    out.body = std::string(to_text(r.method)) + " " + r.path + " " + r.body;
    for (const auto& [name, value] : r.query) out.body += " " + name + "=" + value;
    answer(out);
}

TEST(server, answers_several_requests_on_one_connection) {
    const auto s = serve(echo);
    client c(s->port());
    EXPECT_EQ(c.get("/a?x=1&y=%C4%91+b").body, "GET /a  x=1 y=đ b");
    EXPECT_EQ(c.post("/b", "{}").body, "POST /b {}");
    EXPECT_EQ(s->connections(), 1u);
}

TEST(server, answers_requests_that_were_sent_at_once_in_their_order) {
    const auto s = serve(echo);
    client c(s->port());
    c.send("GET /1 HTTP/1.1\r\nHost: localhost\r\n\r\nGET /2 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(c.read_reply().body, "GET /1 ");
    EXPECT_EQ(c.read_reply().body, "GET /2 ");
}

TEST(server, a_handler_may_answer_later_from_another_thread) {
    std::thread later;
    const auto s = serve(
        [&](request, responder answer) { later = std::thread([answer] { answer({.body = "late"}); }); });
    EXPECT_EQ(client(s->port()).get("/").body, "late");
    later.join();
}

TEST(server, only_the_first_answer_counts_and_a_forgotten_one_is_500) {
    const auto s = serve([](request r, responder answer) {
        if (r.path == "/forgotten") return;
        answer({.body = "first"});
        answer({.body = "second"});
    });
    client c(s->port());
    EXPECT_EQ(c.get("/").body, "first");
    EXPECT_EQ(c.get("/").body, "first");
    EXPECT_EQ(c.get("/forgotten").status, 500);
}

TEST(server, head_carries_the_length_and_no_body) {
    const auto s = serve([](request, responder answer) { answer({.body = "twelve bytes"}); });
    client c(s->port());
    c.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const auto head = c.read_reply(false);
    EXPECT_EQ(head.header("Content-Length"), "12");
    EXPECT_EQ(c.get("/").body, "twelve bytes");
}

TEST(server, asks_for_a_body_that_waits_to_be_asked_for) {
    const auto s = serve(echo);
    client c(s->port());
    c.send("POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-Continue\r\nContent-Length: 4\r\n\r\n");
    EXPECT_EQ(c.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    c.send("body");
    EXPECT_EQ(c.read_reply().body, "POST / body");
    EXPECT_EQ(c.get("/after").status, 200);
}

TEST(server, does_not_answer_continue_to_an_old_client) {
    const auto s = serve(echo);
    client c(s->port());
    c.send("POST / HTTP/1.0\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
    c.send("body");
    EXPECT_EQ(c.read_reply().status, 200);
}

TEST(server, keeps_the_last_answer_readable_for_a_client_that_is_still_sending) {
    options with;
    with.body_limit = 1000;
    const auto s = serve(echo, with);
    client c(s->port());
    c.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
    c.send(std::string(1'000'000, 'x'));
    const auto r = c.read_reply();
    EXPECT_EQ(r.status, 413);
    EXPECT_EQ(r.header("Connection"), "close");
    EXPECT_TRUE(c.ended());
}

TEST(server, every_answer_forbids_scripts_from_elsewhere_and_guessing_of_types) {
    const auto s = serve(echo);
    const auto r = client(s->port()).get("/");
    EXPECT_NE(r.header("Content-Security-Policy").find("default-src 'self'"), std::string::npos);
    EXPECT_EQ(r.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(r.header("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(r.header("Cache-Control"), "no-store");
}

TEST(server, a_taken_port_and_a_wrong_address_are_named) {
    const auto s = serve(echo);
    options again;
    again.port = s->port();
    const auto taken = running_server::start(again, echo);
    ASSERT_FALSE(taken.has_value());
    EXPECT_EQ(taken.error().what, failure::kind::busy);
    EXPECT_NE(taken.error().message.find(std::to_string(s->port())), std::string::npos);
    options wrong;
    wrong.address = "counter";
    EXPECT_EQ(running_server::start(wrong, echo).error().what, failure::kind::bad_input);
}

TEST(server_shutdown, lets_a_running_request_finish_and_closes_idle_connections) {
    std::promise<responder> held;
    const auto s = serve([&](request r, responder answer) {
        if (r.path == "/slow")
            held.set_value(answer);
        else
            answer({});
    });
    client idle(s->port());
    idle.get("/");
    client slow(s->port());
    slow.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
    auto answer = std::make_unique<responder>(held.get_future().get());
    auto down = std::async(std::launch::async, [&] { s->shutdown(); });
    EXPECT_TRUE(idle.ended());
    (*answer)({.body = "finished"});
    answer.reset();
    const auto reply = slow.read_reply();
    EXPECT_EQ(reply.body, "finished");
    down.get();
    EXPECT_TRUE(slow.ended());
    EXPECT_EQ(client(s->port()).get("/").status, 0) << "nobody listens any more";
}

TEST(server_shutdown, does_not_wait_longer_than_it_was_told) {
    std::promise<responder> held;
    const auto s = serve([&](request, responder answer) { held.set_value(answer); });
    client stuck(s->port());
    stuck.send("GET /stuck HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const responder answer = held.get_future().get();
    s->shutdown(std::chrono::milliseconds(20));
    EXPECT_TRUE(stuck.ended());
    answer({.body = "too late, and harmless"});
    s->shutdown();
}

}  // namespace
}  // namespace motcua::http
