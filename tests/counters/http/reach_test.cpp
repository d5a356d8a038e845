// Under which addresses and names a server is reached, over real sockets; everybody else is refused.
#include <gtest/gtest.h>

#include "counters/http/local_addresses.hpp"
#include "counters/http/origin_guard.hpp"
#include "tests/counters/http/client.hpp"
#include "tests/counters/http/running_server.hpp"

namespace motcua::http {
namespace {

using testing::client;
using testing::running_server;

struct reached : ::testing::Test {
    void listen(const std::string& address, std::vector<std::string> names = {}) {
        options with;
        with.port = 0;
        with.address = address;
        with.names = std::move(names);
        auto started = running_server::start(with, [](request, responder answer) { answer({.body = "ok"}); });
        ASSERT_TRUE(started) << started.error().message;
        server_ = std::move(*started);
        at_ = address == "localhost" || is_any_address(address) ? "127.0.0.1" : address;
    }
    std::string own_port() const { return ":" + std::to_string(server_->port()); }
    // Status of a GET with this Host; of a POST that also comes from a page of `origin`.
    int get(const std::string& host) const {
        client c(server_->port(), at_);
        c.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        return c.read_reply().status;
    }
    int post(const std::string& host, const std::string& origin) const {
        client c(server_->port(), at_);
        c.send("POST / HTTP/1.1\r\nHost: " + host + "\r\nOrigin: " + origin +
               "\r\nContent-Length: 0\r\n\r\n");
        return c.read_reply().status;
    }
    std::string at_;
    std::unique_ptr<running_server> server_;
};

TEST_F(reached, at_the_address_it_listens_on) {
    listen("127.0.0.2");
    EXPECT_EQ(get("127.0.0.2" + own_port()), 200);
    EXPECT_EQ(post("127.0.0.2" + own_port(), "http://127.0.0.2" + own_port()), 200);
    EXPECT_EQ(post("127.0.0.2" + own_port(), "http://127.0.0.3" + own_port()), 403);
    EXPECT_EQ(post("127.0.0.2" + own_port(), "http://127.0.0.2:1"), 403) << "another server of this machine";
    EXPECT_EQ(get("127.0.0.3" + own_port()), 421);
    EXPECT_EQ(get("127.0.0.2:1"), 421);
    EXPECT_EQ(get("quay.example" + own_port()), 421);
    EXPECT_EQ(get("localhost" + own_port()), 200) << "a proxy of this machine";
}

TEST_F(reached, at_every_address_of_the_machine_when_it_listens_on_all) {
    listen("0.0.0.0");
    const auto all = own_addresses();
    ASSERT_FALSE(all.empty());
    for (const auto& a : all) {
        EXPECT_EQ(get(a + own_port()), 200) << a;
        EXPECT_EQ(post(a + own_port(), "http://" + a + own_port()), 200) << a;
    }
    EXPECT_EQ(get("127.0.0.2" + own_port()), 200);
    EXPECT_EQ(get("198.51.100.7" + own_port()), 421);
    EXPECT_EQ(get("0.0.0.0" + own_port()), 421);
    EXPECT_EQ(get("quay.example" + own_port()), 421);
    at_ = "127.0.0.2";
    EXPECT_EQ(get("127.0.0.2" + own_port()), 200);
}

TEST_F(reached, under_the_names_it_was_given) {
    listen("127.0.0.1", {"quay.example", "motcua.example:8443"});
    EXPECT_EQ(get("quay.example"), 200);
    EXPECT_EQ(get("QUAY.example" + own_port()), 200);
    EXPECT_EQ(get("quay.example:1"), 421);
    EXPECT_EQ(get("motcua.example:8443"), 200);
    EXPECT_EQ(get("motcua.example"), 421);
    EXPECT_EQ(get("other.quay.example"), 421);
    EXPECT_EQ(get("quay.example.evil.example"), 421);
}

TEST_F(reached, through_a_proxy_that_speaks_tls) {
    listen("127.0.0.1", {"quay.example", "motcua.example:8443"});
    // The proxy hands the name on, or calls the server by its address.
    for (const auto& host : {std::string("quay.example"), "127.0.0.1" + own_port()}) {
        EXPECT_EQ(post(host, "https://quay.example"), 200) << host;
        EXPECT_EQ(post(host, "https://motcua.example:8443"), 200) << host;
        EXPECT_EQ(post(host, "https://motcua.example"), 403) << host;
        EXPECT_EQ(post(host, "https://evil.example"), 403) << host;
        EXPECT_EQ(post(host, "null"), 403) << host;
        EXPECT_EQ(post(host, "ftp://quay.example"), 403) << host;
    }
    EXPECT_EQ(post("evil.example", "https://quay.example"), 421);
}

TEST_F(reached, at_localhost_and_at_the_loopback_address_of_ipv6) {
    listen("localhost");
    EXPECT_EQ(get("localhost" + own_port()), 200);
    EXPECT_EQ(get("127.0.0.1" + own_port()), 200);
    options with;
    with.port = 0;
    with.address = "::1";
    auto six = running_server::start(with, [](request, responder answer) { answer({.body = "ok"}); });
    if (!six) GTEST_SKIP() << six.error().message;
    server_ = std::move(*six);
    at_ = "::1";
    EXPECT_EQ(get("[::1]" + own_port()), 200);
    EXPECT_EQ(post("[::1]" + own_port(), "http://[::1]" + own_port()), 200);
    EXPECT_EQ(get("[::2]" + own_port()), 421);
    EXPECT_EQ(get("::1"), 400) << "an IPv6 address stands in brackets";
}

TEST(names, are_checked_before_anybody_listens) {
    for (const auto* good : {"quay.example", "quay:8080", "10.0.0.5", "[::1]:80"})
        EXPECT_TRUE(origin_guard::is_name(good)) << good;
    for (const auto* bad : {"", "https://quay.example", "quay.example/", "quay:http", "quay:", "a b", "[::1"})
        EXPECT_FALSE(origin_guard::is_name(bad)) << bad;
}

}  // namespace
}  // namespace motcua::http
