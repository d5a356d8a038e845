// Hundreds of clients that connect and then do not go on: others are served all the same, and each is let go
// by its own limit of time.
#include <gtest/gtest.h>

#include <chrono>
#include <deque>

#include "tests/counters/http/client.hpp"
#include "tests/counters/http/running_server.hpp"

namespace motcua::http {
namespace {

using testing::client;
using testing::running_server;

struct habit {
    const char* name;
    std::string says;
    bool is_answered = false;
    int clients = 300;
};

class half_open : public ::testing::TestWithParam<habit> {
protected:
    void serve(options with) {
        with.port = 0;
        server_ = std::move(*running_server::start(with, [this](request r, responder answer) {
            response out{.body = "ok"};
            if (r.path == "/large") out.shared = large_;
            answer(out);
        }));
    }
    void come() {
        for (int i = 0; i < GetParam().clients; ++i)
            clients_.emplace_back(server_->port(), "127.0.0.1", 4096).send(GetParam().says);
    }
    int served() { return client(server_->port()).get("/").status; }

    std::shared_ptr<const std::string> large_ = std::make_shared<const std::string>(16u << 20, 'x');
    std::deque<client> clients_;
    std::unique_ptr<running_server> server_;
};

TEST_P(half_open, clients_starve_nobody) {
    options with;
    with.connections = 100;
    with.idle = with.transfer = std::chrono::hours(1);
    serve(with);
    come();
    for (int i = 0; i < 10; ++i) EXPECT_EQ(served(), 200) << i;
    client stays(server_->port());
    for (int i = 0; i < 10; ++i) EXPECT_EQ(stays.get("/").status, 200) << i;
    EXPECT_LE(server_->connections(), with.connections);
}

TEST_P(half_open, clients_are_let_go_while_others_are_served) {
    options with;
    with.connections = 400;
    with.idle = with.transfer = with.linger = std::chrono::milliseconds(300);
    serve(with);
    come();
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    do EXPECT_EQ(served(), 200);
    while (server_->connections() > 2 && std::chrono::steady_clock::now() < patience);
    EXPECT_LE(server_->connections(), 2u);
    if (GetParam().is_answered) return;
    for (auto& c : clients_) EXPECT_TRUE(c.ended());
}

INSTANTIATE_TEST_SUITE_P(
    http, half_open,
    ::testing::Values(
        habit{"that_say_nothing", ""}, habit{"that_send_half_a_line", "GET / HT"},
        habit{"that_send_half_a_head", "GET / HTTP/1.1\r\nHost: localhost\r\nA: b"},
        habit{"that_send_half_a_body", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf"},
        habit{"that_send_half_a_chunk",
              "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf"},
        habit{"that_wait_for_no_continue",
              "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n",
              true},
        habit{"that_read_no_answer", "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n", true, 120},
        habit{"that_do_not_close", "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", true}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(half_open_streams, starve_nobody) {
    options with;
    with.port = 0;
    with.connections = 50;
    std::deque<event_stream> opened;
    const auto s = std::move(*running_server::start(with, [&](request r, responder answer) {
        if (r.path == "/events")
            opened.push_back(answer.stream());
        else
            answer({.body = "ok"});
    }));
    std::deque<client> watchers;
    for (int i = 0; i < 100; ++i)
        watchers.emplace_back(s->port()).send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    watchers.back().read_until("\r\n\r\n");
    for (int i = 0; i < 10; ++i) EXPECT_EQ(client(s->port()).get("/").status, 200) << i;
    EXPECT_LE(s->connections(), with.connections);
}

TEST(a_slow_client, is_let_go_though_it_never_stops_sending) {
    options with;
    with.port = 0;
    with.transfer = with.linger = std::chrono::milliseconds(200);
    const auto s =
        std::move(*running_server::start(with, [](request, responder answer) { answer({.body = "ok"}); }));
    client stays(s->port());
    for (const std::string begin : {"GET / HTTP/1.1\r\nHost: localhost\r\nA: ", "no HTTP\r\n\r\n"}) {
        client c(s->port());
        c.send(begin);
        while (s->connections() < 2) stays.get("/");
        const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        do {
            c.send("b");
            EXPECT_EQ(stays.get("/").status, 200);
        } while (s->connections() > 1 && std::chrono::steady_clock::now() < patience);
        EXPECT_LE(s->connections(), 1u) << begin;
    }
}

}  // namespace
}  // namespace motcua::http
