#include <gtest/gtest.h>

#include "tests/counters/http/client.hpp"
#include "tests/counters/http/running_server.hpp"

namespace motcua::http {
namespace {

using testing::client;
using testing::running_server;

class limits : public ::testing::Test {
protected:
    limits() {
        options with;
        with.port = 0;
        with.names = {"counter.local"};
        with.body_limit = 1000;
        with.header_limit = 2000;
        with.connections = 4;
        with.idle = with.transfer = std::chrono::milliseconds(300);
        server_ = std::move(*running_server::start(with, [this](request, responder answer) {
            ++handled_;
            answer({.body = "ok"});
        }));
    }
    int status_of(std::string_view text) {
        client c(server_->port());
        c.send(text);
        return c.read_reply().status;
    }
    std::unique_ptr<running_server> server_;
    std::atomic<int> handled_{0};
};

TEST_F(limits, a_body_or_head_too_large_is_named_as_such) {
    const std::string large(5000, 'x');
    EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n" + large), 413);
    EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1388\r\n" +
                        large + "\r\n0\r\n\r\n"),
              413);
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + large + "\r\n\r\n"), 431);
    EXPECT_EQ(handled_, 0);
}

TEST_F(limits, a_page_of_another_site_can_neither_read_nor_write) {
    client c(server_->port());
    c.send("GET / HTTP/1.1\r\nHost: rebound.example:8080\r\n\r\n");
    EXPECT_EQ(c.read_reply().status, 421);
    EXPECT_EQ(c.post("/", "", "Origin: http://evil.example\r\n").status, 403);
    EXPECT_EQ(c.post("/", "", "Origin: null\r\n").status, 403);
    EXPECT_EQ(c.post("/", "", "Sec-Fetch-Site: cross-site\r\n").status, 403);
    EXPECT_EQ(handled_, 0);
    const auto own = "Origin: http://127.0.0.1:" + std::to_string(server_->port()) + "\r\n";
    EXPECT_EQ(c.post("/", "", own).status, 200);
    c.send("POST / HTTP/1.1\r\nHost: COUNTER.local\r\nContent-Length: 0\r\n\r\n");
    EXPECT_EQ(c.read_reply().status, 200);
}

TEST_F(limits, a_client_that_sends_nothing_or_half_a_request_is_let_go) {
    client silent(server_->port());
    client half(server_->port());
    half.send("GET / HTTP/1.1\r\nHost: loc");
    EXPECT_TRUE(silent.ended());
    EXPECT_TRUE(half.ended());
    EXPECT_EQ(handled_, 0);
}

TEST_F(limits, a_new_client_takes_the_place_of_an_idle_one) {
    client a(server_->port()), b(server_->port()), c(server_->port()), d(server_->port());
    for (client* one : {&a, &b, &c, &d}) EXPECT_EQ(one->get("/").status, 200);
    EXPECT_EQ(client(server_->port()).get("/").status, 200);
    EXPECT_LE(server_->connections(), 4u);
}

}  // namespace
}  // namespace motcua::http
