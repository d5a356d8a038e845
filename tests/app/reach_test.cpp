// Where the counter says it can be reached, it is reached; and what no accounts mean is said where others can
// reach it.
#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>

#include "tests/app/program.hpp"
#include "tests/counters/http/client.hpp"

namespace motcua::app::testing {
namespace {

struct counter {
    explicit counter(const std::string& listen, std::vector<std::string> more = {}) {
        files.write("page/index.html", "<!doctype html>");
        files.write("day.xml",
                    "<scenario xmlns=\"urn:motcua:1\" name=\"empty\" office=\"000.51.01.G01\" "
                    "from=\"2026-03-02T07:30\" to=\"2026-03-02T08:00\"/>\n");
        std::vector<std::string> words{"serve",      "--training",
                                       "--scenario", files.path("day.xml"),
                                       "--data",     files.path("data"),
                                       "--page",     files.path("page"),
                                       "--listen",   listen};
        words.insert(words.end(), more.begin(), more.end());
        serving = std::make_unique<program>(words, files.path("log"));
    }
    // The port after "http://ADDRESS:" in a line of its own.
    std::uint16_t port_at(const std::string& address) {
        const auto rest = serving->waits_for_line("motcua: http://" + address + ":");
        std::uint16_t port = 0;
        std::from_chars(rest.data(), rest.data() + rest.size(), port);
        EXPECT_NE(port, 0) << serving->said();
        return port;
    }
    int asked(std::uint16_t port, const std::string& at, const std::string& host) {
        http::testing::client c(port, at);
        c.send("GET /api/v1/office HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        return c.read_reply().status;
    }
    bool warned() {
        return serving->said().find("anyone in the network can act as anyone") != std::string::npos;
    }
    folder files;
    std::unique_ptr<program> serving;
};

TEST(reach, another_address_and_a_name_are_answered_as_the_start_line_says) {
    counter c("127.0.0.2:0", {"--name", "quay.example", "--name", "motcua.example:8443"});
    const auto port = c.port_at("127.0.0.2");
    EXPECT_EQ(c.asked(port, "127.0.0.2", "127.0.0.2:" + std::to_string(port)), 200);
    EXPECT_EQ(c.asked(port, "127.0.0.2", "quay.example"), 200);
    EXPECT_EQ(c.asked(port, "127.0.0.2", "motcua.example:8443"), 200);
    EXPECT_EQ(c.asked(port, "127.0.0.2", "evil.example"), 421);
    EXPECT_EQ(c.serving->waits_for_line("motcua: also answers to "), "quay.example");
    EXPECT_FALSE(c.warned()) << "nobody else reaches a loopback address";
}

TEST(reach, all_addresses_are_listed_and_the_network_is_warned_of) {
    counter c("0.0.0.0:0");
    const auto port = c.port_at("127.0.0.1");
    EXPECT_EQ(c.asked(port, "127.0.0.1", "127.0.0.1:" + std::to_string(port)), 200);
    EXPECT_EQ(c.serving->said().find("http://0.0.0.0"), std::string::npos) << "no address a browser can open";
    EXPECT_TRUE(c.warned()) << c.serving->said();
    EXPECT_NE(c.serving->said().find("chưa có đăng nhập"), std::string::npos);
}

TEST(reach, localhost_and_the_ipv6_loopback_may_be_listened_on) {
    counter four("localhost:0");
    const auto port = four.port_at("localhost");
    EXPECT_EQ(four.asked(port, "127.0.0.1", "localhost:" + std::to_string(port)), 200);
    EXPECT_FALSE(four.warned());
    counter six("[::1]:0");
    const auto port6 = six.port_at("[::1]");
    EXPECT_EQ(six.asked(port6, "::1", "[::1]:" + std::to_string(port6)), 200);
}

TEST(reach, a_name_that_is_none_is_bad_input) {
    const folder files;
    const auto no =
        run({"serve", "--data", files.path("data"), "--listen", "nowhere", "--name", "https://quay"}, files);
    EXPECT_EQ(no.status, 2);
    EXPECT_NE(no.said.find("--listen wants"), std::string::npos) << no.said;
    EXPECT_NE(no.said.find("--name wants"), std::string::npos) << no.said;
}

}  // namespace
}  // namespace motcua::app::testing
