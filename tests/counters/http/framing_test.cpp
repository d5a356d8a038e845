// The framing of requests on bytes that nobody would send: what is read does not depend on how it arrives,
// and Beast never sees another request in what has passed.
#include "counters/http/framing.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/counters/http/request_reading.hpp"

namespace motcua::http {
namespace {

const std::vector<std::string> requests = {
    "GET /a%20b?c=d&e HTTP/1.1\r\nHost: localhost:80\r\nAccept: */*\r\nConnection: keep-alive\r\n\r\n",
    "POST http://[::1]/ HTTP/1.2\r\nHost: x\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n0123456789",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;a=\"b\"\r\nabc\r\n10 ; "
    "c\r\n0123456789abcdef\r\n"
    "0\r\nA: b\r\nC: d\r\n\r\n",
    "OPTIONS * HTTP/1.0\r\nConnection: a, close\r\nCookie: a=b\r\nCookie: c=d\r\n\r\nGET / HTTP/1.1\r\n\r\n",
};

// Letters that mean something to one of the readers, put in, written over or taken away.
std::string changed(std::string text, std::mt19937& draw) {
    static const std::string letters =
        "\r\n \t:;,=\"\\0159aAfFxX-+%/?#*@[]\x7f\x01\xff" + std::string(1, '\0');
    for (unsigned times = 1 + draw() % 3; times > 0; --times) {
        const auto at = draw() % text.size();
        const char c = letters[draw() % letters.size()];
        switch (draw() % 4) {
            case 0:
                text.insert(at, 1, c);
                break;
            case 1:
                text[at] = c;
                break;
            case 2:
                text.erase(at, 1 + draw() % 3);
                break;
            default:
                text.insert(at, text.substr(draw() % text.size(), draw() % 30));
        }
    }
    return text;
}

TEST(framing, does_not_depend_on_the_pieces_that_arrive) {
    std::mt19937 draw(1);
    int passed = 0;
    for (int i = 0; i < 40'000; ++i) {
        const auto text = changed(requests[static_cast<std::size_t>(i) % requests.size()], draw);
        const auto at_once = testing::read_in_pieces(text, text.size());
        ASSERT_EQ(testing::read_in_pieces(text, 1), at_once) << text;
        ASSERT_EQ(testing::read_in_pieces(text, 7), at_once) << text;
        ASSERT_NE(at_once, testing::read_differently) << text;
        passed += at_once.find('|') != at_once.npos;
    }
    EXPECT_GT(passed, 1000) << "the changes leave some requests whole";
}

}  // namespace
}  // namespace motcua::http
