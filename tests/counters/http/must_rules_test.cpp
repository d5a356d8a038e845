// What RFC 9112 (HTTP/1.1) and RFC 9110 (HTTP's semantics) ask of a server, one row a rule: its section, the
// bytes a client sends, the statuses of the answers, and whether the connection goes on. The server is the
// real one, over a real socket. Where a connection must end, another request follows at once that nobody may
// ever see. Limits of time and number stand in half_open_test.cpp and limits_test.cpp, who may ask in
// reach_test.cpp, what the API adds in tests/counters/api/requests_test.cpp.
#include <gtest/gtest.h>

#include <fstream>
#include <mutex>

#include "counters/http/static_files.hpp"
#include "tests/counters/http/client.hpp"
#include "tests/counters/http/running_server.hpp"

namespace motcua::http {
namespace {

using testing::client;
using testing::running_server;
using namespace std::string_literals;

enum class then { kept, closed };
using enum then;

struct rule {
    std::string name;
    std::string section;  // of RFC 9112, where no other RFC is named
    std::string sent;     // ETAG stands for that of /page.txt
    std::vector<int> statuses;
    then after;
    std::string says{};  // somewhere in the last answer
};

std::string get(const std::string& target, const std::string& lines = "") {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n";
}

std::string post(const std::string& lines, const std::string& body = "") {
    return "POST / HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n" + body;
}

std::string chunked(const std::string& body) {
    return post("Transfer-Encoding: chunked\r\n", body);
}

std::string with_host(const std::string& host) {
    return "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
}

std::string absolute(const std::string& target, const std::string& host) {
    return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
}

std::string of_length(const std::string& length) {
    return post("Content-Length: " + length + "\r\n", "12345");
}

std::string of_coding(const std::string& coding) {
    return post("Transfer-Encoding: " + coding + "\r\n", "0\r\n\r\n");
}

const std::string large(5000, 'x');

// One row a rule.
// clang-format off
const std::vector<rule> request_line = {
    {"a request as it should be", "3", get("/a?x=1"), {200}, kept, "GET /a x=1"},
    {"empty lines before it", "2.2", "\r\n\r\n" + get("/"), {200}, kept},
    {"lines that end with LF alone", "2.2", "GET / HTTP/1.1\nHost: localhost\n\n", {400}, closed},
    {"one line that ends with LF alone", "2.2", get("/", "A: b\nC: d\r\n"), {400}, closed},
    {"CR alone in a header line", "2.2", get("/", "A: b\rc\r\n"), {400}, closed},
    {"CR alone in the request line", "2.2", get("/\r"), {400}, closed},
    {"a blank before the first header line", "2.2", "GET / HTTP/1.1\r\n Host: localhost\r\n\r\n", {400}, closed},
    {"a version with a larger minor number is read as 1.1", "RFC 9110 2.5", "GET / HTTP/1.2\r\nHost: localhost\r\n\r\n", {200}, kept},
    {"HTTP/2.0", "RFC 9110 15.6.6", "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n", {505}, closed},
    {"the preface of HTTP/2", "RFC 9110 15.6.6", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {505}, closed},
    {"HTTP/0.9 by its name", "RFC 9110 15.6.6", "GET / HTTP/0.9\r\n\r\n", {505}, closed},
    {"no version", "3", "GET /\r\n\r\n", {400}, closed},
    {"the version in small letters", "2.3", "GET / http/1.1\r\nHost: localhost\r\n\r\n", {400}, closed},
    {"a version of three digits", "2.3", "GET / HTTP/1.10\r\nHost: localhost\r\n\r\n", {400}, closed},
    {"a version with a zero before it", "2.3", "GET / HTTP/01.1\r\nHost: localhost\r\n\r\n", {400}, closed},
    {"two blanks", "3", "GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n", {400}, closed},
    {"a tab", "3", "GET\t/ HTTP/1.1\r\nHost: localhost\r\n\r\n", {400}, closed},
    {"a blank before the method", "3", " GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", {400}, closed},
    {"a blank behind the version", "3", "GET / HTTP/1.1 \r\nHost: localhost\r\n\r\n", {400}, closed},
    {"a blank in the target", "3.2", get("/a b"), {400}, closed},
    {"no target", "3", "GET HTTP/1.1\r\nHost: localhost\r\n\r\n", {400}, closed},
    {"a letter that no method has", "3.1", "G(T / HTTP/1.1\r\nHost: localhost\r\n\r\n", {400}, closed},
    {"a client that speaks TLS", "3", "\x16\x03\x01\x02"s, {400}, closed},
    {"a method that is unknown", "RFC 9110 9.1", "BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n", {501}, closed},
    {"a method in small letters is another one", "RFC 9110 9.1", "get / HTTP/1.1\r\nHost: localhost\r\n\r\n", {501}, closed},
    {"TRACE", "RFC 9110 15.6.2", "TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n", {501}, closed},
    {"a request line as long as may be", "3", get("/" + std::string(986, 'a')), {200}, kept},
    {"a request line that is too long", "3", get("/" + std::string(1500, 'a')), {414}, closed},
    {"a request line that does not end", "3", "GET /" + large, {414}, closed},
    {"a header line that is too long", "RFC 6585 5", get("/", "A: " + large + "\r\n"), {431}, closed},
    {"header lines that do not end", "RFC 6585 5", "GET / HTTP/1.1\r\n" + large, {431}, closed},
};

const std::vector<rule> host_and_target = {
    {"no Host", "3.2", "GET / HTTP/1.1\r\n\r\n", {400}, closed},
    {"two Hosts", "3.2", get("/", "Host: evil.example\r\n"), {400}, closed},
    {"the same Host twice", "3.2", get("/", "Host: localhost\r\n"), {400}, closed},
    {"two Hosts of HTTP/1.0", "3.2", "GET / HTTP/1.0\r\nHost: localhost\r\nHost: localhost\r\n\r\n", {400}, closed},
    {"an empty Host", "3.2", with_host(""), {400}, closed},
    {"Host with a blank", "3.2", with_host("local host"), {400}, closed},
    {"Host with a user", "3.2", with_host("a@localhost"), {400}, closed},
    {"Host with a path", "3.2", with_host("localhost/"), {400}, closed},
    {"Host with a scheme", "3.2", with_host("http://localhost"), {400}, closed},
    {"Host with a port of letters", "3.2", with_host("localhost:http"), {400}, closed},
    {"Host with a port too large", "3.2", with_host("localhost:65536"), {400}, closed},
    {"Host with an IPv6 address without its bracket", "3.2", with_host("[::1"), {400}, closed},
    {"Host with text behind its bracket", "3.2", with_host("[::1]evil"), {400}, closed},
    {"a Host that is not this server", "RFC 9110 7.4", with_host("evil.example"), {421}, kept},
    {"several names in one Host", "RFC 9110 7.4", with_host("localhost,evil.example"), {421}, kept},
    {"no Host in HTTP/1.0", "3.2", "GET / HTTP/1.0\r\n\r\n", {200}, closed},
    {"an absolute target", "3.2.2", absolute("http://localhost/a?x=1", "localhost"), {200}, kept, "GET /a x=1"},
    {"its host is the one that counts", "3.2.2", absolute("http://localhost/", "evil.example"), {200}, kept, "host=localhost;"},
    {"its host is the one that is refused", "3.2.2", absolute("http://evil.example/", "localhost"), {421}, kept},
    {"an absolute target without a path", "3.2.2", absolute("http://localhost", "localhost"), {200}, kept, "GET / "},
    {"an absolute target with a query alone", "3.2.2", absolute("http://localhost?x=1", "localhost"), {200}, kept, "GET / x=1"},
    {"an absolute target in capitals", "RFC 9110 4.2.3", absolute("HTTP://LOCALHOST/", "localhost"), {200}, kept},
    {"an absolute target and no Host", "3.2", "GET http://localhost/ HTTP/1.1\r\n\r\n", {400}, closed},
    {"an absolute target and two Hosts", "3.2", "GET http://localhost/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", {400}, closed},
    {"an absolute target with a user", "RFC 9110 4.2.4", absolute("http://a@localhost/", "localhost"), {400}, closed},
    {"an absolute target without a host", "RFC 9110 4.2.1", absolute("http:///a", "localhost"), {400}, closed},
    {"an absolute target of https in plain text", "RFC 9110 7.4", absolute("https://localhost/", "localhost"), {421}, closed},
    {"an absolute target of another scheme", "3.2.2", absolute("ftp://localhost/", "localhost"), {400}, closed},
    {"HOST:PORT is a target for CONNECT", "3.2.3", get("localhost:80"), {400}, closed},
    {"CONNECT", "RFC 9110 9.3.6", "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost:80\r\n\r\n", {501}, closed},
    {"the target * is for OPTIONS", "3.2.4", get("*"), {400}, closed},
    {"OPTIONS *", "3.2.4", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", {200}, kept, "Allow: GET, HEAD"},
    {"a target that is none of these", "3.2", get("a/b"), {400}, closed},
    {"a fragment", "3.2", get("/a#b"), {400}, closed},
    {"a letter that stands in no address", "3.2", get("/a<b"), {400}, closed},
    {"a backslash", "3.2", get("/a\\b"), {400}, closed},
    {"a quote in the query", "3.2", get("/?a=\""), {400}, closed},
    {"a letter above ASCII", "3.2", get("/\xc4\x91"), {400}, closed},
    {"a control character", "3.2", get("/a\x7f"), {400}, closed},
    {"an escape that is none in the path", "RFC 3986 2.1", get("/%zz"), {400}, closed},
    {"half an escape in the path", "RFC 3986 2.1", get("/a%4"), {400}, closed},
    {"an escape that is none in the query", "RFC 3986 2.1", get("/?a=%g0"), {400}, closed},
    {"NUL in the path", "RFC 3986 7.3", get("/a%00"), {400}, closed},
    {"NUL in the query", "RFC 3986 7.3", get("/?a=%00"), {400}, closed},
    {"bytes that are no UTF-8", "RFC 3986 2.5", get("/%ff"), {400}, closed},
    {"a slash written too long", "RFC 3986 7.3", get("/%c0%af"), {400}, closed},
    {"a way up", "RFC 3986 5.2.4", get("/a/../b"), {400}, closed},
    {"a way up in escapes", "RFC 3986 5.2.4", get("/a/%2e%2E/b"), {400}, closed},
    {"an escaped slash separates nothing", "RFC 3986 2.2", get("/a%2Fb"), {200}, kept, "GET /a%2Fb "},
    {"an escape that is not needed", "RFC 3986 6.2.2.2", get("/%61%2Db"), {200}, kept, "GET /a-b "},
};

const std::vector<rule> header_lines = {
    {"a blank before the colon", "5.1", get("/", "A : b\r\n"), {400}, closed},
    {"a tab before the colon", "5.1", get("/", "A\t: b\r\n"), {400}, closed},
    {"no colon", "5", get("/", "A b\r\n"), {400}, closed},
    {"no name", "5", get("/", ": b\r\n"), {400}, closed},
    {"a control character in a name", "5", get("/", "A\x01: b\r\n"), {400}, closed},
    {"a letter above ASCII in a name", "5", get("/", "\xc4\x91: b\r\n"), {400}, closed},
    {"NUL in a value", "RFC 9110 5.5", get("/", "A: b\0c\r\n"s), {400}, closed},
    {"a control character in a value", "RFC 9110 5.5", get("/", "A: b\x1b[2J\r\n"), {400}, closed},
    {"DEL in a value", "RFC 9110 5.5", get("/", "A: b\x7f\r\n"), {400}, closed},
    {"a value on two lines", "5.2", get("/", "A: b\r\n c\r\n"), {400}, closed},
    {"a value that begins on the second line", "5.2", get("/", "A:\r\n\tb\r\n"), {400}, closed},
    {"tabs and bytes above ASCII in a value", "RFC 9110 5.5", get("/", "By: \tl\xc3\xa2m\ta \r\n"), {200}, kept, "by=l\xc3\xa2m\ta;"},
    {"lines of one name are one value", "RFC 9110 5.3", get("/", "By: a\r\nC: d\r\nby: b\r\n"), {200}, kept, "by=a, b;"},
};

const std::vector<rule> framing = {
    {"Content-Length", "6.3", of_length("5"), {200}, kept, "body=12345;"},
    {"blanks around it", "6.3", of_length("  5\t "), {200}, kept, "body=12345;"},
    {"a request to read with a body", "RFC 9110 9.3.1", get("/", "Content-Length: 3\r\n") + "abc", {200}, kept},
    {"Transfer-Encoding: chunked", "6.1", of_coding("Chunked"), {200}, kept, "body=;"},
    {"another coding", "6.3", of_coding("gzip"), {400}, closed},
    {"another coding and Content-Length", "6.3", post("Transfer-Encoding: gzip\r\nContent-Length: 0\r\n"), {400}, closed},
    {"chunked and Content-Length", "6.1", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"), {400}, closed},
    {"Content-Length and chunked", "6.1", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), {400}, closed},
    {"a coding before chunked that is unknown", "6.1", of_coding("gzip, chunked"), {501}, closed},
    {"chunked before another coding", "6.3", of_coding("chunked, gzip"), {400}, closed},
    {"chunked twice", "6.1", of_coding("chunked, chunked"), {400}, closed},
    {"chunked on two lines", "6.1", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), {400}, closed},
    {"codings on two lines", "6.1", post("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), {400}, closed},
    {"an empty Transfer-Encoding", "6.1", of_coding(""), {400}, closed},
    {"an empty coding beside chunked", "6.1", of_coding(", chunked"), {400}, closed},
    {"chunked with a parameter", "7", of_coding("chunked;q=1"), {400}, closed},
    {"chunked in quotes", "6.1", of_coding("\"chunked\""), {400}, closed},
    {"a word that holds chunked", "6.1", of_coding("xchunked"), {400}, closed},
    {"chunked behind a control character",
     "6.1",
     of_coding("\x0b"
               "chunked"),
     {400},
     closed},
    {"chunked with a blank before the colon", "5.1", post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"), {400}, closed},
    {"chunked on the second line of its value", "5.2", of_coding("\r\n chunked"), {400}, closed},
    {"chunked in HTTP/1.0", "6.1", "POST / HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400}, closed},
    {"two lengths", "6.3", post("Content-Length: 5\r\nContent-Length: 6\r\n", "12345"), {400}, closed},
    {"the same length twice", "6.3", post("Content-Length: 5\r\nContent-Length: 5\r\n", "12345"), {400}, closed},
    {"a list of one length", "6.3", of_length("5, 5"), {400}, closed},
    {"a list of two lengths", "6.3", of_length("5, 6"), {400}, closed},
    {"a length with a plus", "6.2", of_length("+5"), {400}, closed},
    {"a length below zero", "6.2", of_length("-5"), {400}, closed},
    {"a length with a blank in it", "6.2", of_length("5 5"), {400}, closed},
    {"a length in hexadecimal digits", "6.2", of_length("0x5"), {400}, closed},
    {"a length with a point", "6.2", of_length("5.0"), {400}, closed},
    {"an empty length", "6.2", of_length(""), {400}, closed},
    {"a length above 64 bits", "6.2", of_length("18446744073709551621"), {400}, closed},
    {"a length of many digits", "6.2", of_length(std::string(99, '9')), {400}, closed},
    {"a length above the limit", "RFC 9110 15.5.14", of_length("1001"), {413}, closed},
    {"a length with a blank before the colon", "5.1", post("Content-Length : 5\r\n", "12345"), {400}, closed},
};

const std::vector<rule> chunks = {
    {"chunks", "7.1", chunked("3\r\nabc\r\n00A\r\n0123456789\r\n0\r\n\r\n"), {200}, kept, "body=abc0123456789;"},
    {"an extension is ignored", "7.1.1", chunked("3;a\r\nabc\r\n0 ; b = \"c;\\\"\"\r\n\r\n"), {200}, kept, "body=abc;"},
    {"trailers are no header lines", "7.1.2", chunked("0\r\nBy: evil\r\n\r\n"), {200}, kept, "by=;"},
    {"no size", "7.1", chunked("\r\nabc\r\n0\r\n\r\n"), {400}, closed},
    {"a size of other letters", "7.1", chunked("g\r\n"), {400}, closed},
    {"a size with 0x", "7.1", chunked("0x3\r\nabc\r\n0\r\n\r\n"), {400}, closed},
    {"a size with a sign", "7.1", chunked("+3\r\nabc\r\n0\r\n\r\n"), {400}, closed},
    {"a size below zero", "7.1", chunked("-1\r\n"), {400}, closed},
    {"a blank before the size", "7.1", chunked(" 3\r\nabc\r\n0\r\n\r\n"), {400}, closed},
    {"a blank behind the size", "7.1", chunked("3 \r\nabc\r\n0\r\n\r\n"), {400}, closed},
    {"a size above 64 bits", "7.1", chunked("10000000000000003\r\nabc\r\n0\r\n\r\n"), {400}, closed},
    {"a size of many zeros", "7.1", chunked(std::string(40, '0') + "3\r\nabc\r\n0\r\n\r\n"), {400}, closed},
    {"a size that LF alone ends", "7.1", chunked("3\nabc\r\n0\r\n\r\n"), {400}, closed},
    {"chunks whose lines all end with LF", "7.1", chunked("3\nabc\n0\n\n"), {400}, closed},
    {"more bytes than the size said", "7.1", chunked("3\r\nabcd\r\n0\r\n\r\n"), {400}, closed},
    {"no line end behind the bytes", "7.1", chunked("3\r\nabc0\r\n\r\n"), {400}, closed},
    {"LF behind the bytes", "7.1", chunked("3\r\nabc\n0\r\n\r\n"), {400}, closed},
    {"an extension without a name", "7.1.1", chunked("3;=a\r\nabc\r\n0\r\n\r\n"), {400}, closed},
    {"an extension whose quote does not end", "7.1.1", chunked("3;a=\"\r\nabc\r\n0\r\n\r\n"), {400}, closed},
    {"LF in an extension", "7.1.1", chunked("3;a=\"\n\"\r\nabc\r\n0\r\n\r\n"), {400}, closed},
    {"an extension of the last chunk that is none", "7.1.1", chunked("0;;\r\n\r\n"), {400}, closed},
    {"extensions that are too long", "7.1.1", chunked("3;a=" + large + "\r\nabc\r\n0\r\n\r\n"), {431}, closed},
    {"a chunk above the limit", "RFC 9110 15.5.14", chunked("3e9\r\n"), {413}, closed},
    {"chunks above the limit together", "RFC 9110 15.5.14", chunked("1f4\r\n" + std::string(500, 'x') + "\r\n1f5\r\n"), {413}, closed},
    {"a length in the trailers", "RFC 9110 6.5.1", chunked("0\r\nContent-Length: 5\r\n\r\n"), {400}, closed},
    {"a coding in the trailers", "RFC 9110 6.5.1", chunked("0\r\nTransfer-Encoding: chunked\r\n\r\n"), {400}, closed},
    {"Host in the trailers", "RFC 9110 6.5.1", chunked("0\r\nHost: evil.example\r\n\r\n"), {400}, closed},
    {"Connection in the trailers", "RFC 9110 6.5.1", chunked("0\r\nConnection: close\r\n\r\n"), {400}, closed},
    {"a trailer that is none", "7.1.2", chunked("0\r\nA b\r\n\r\n"), {400}, closed},
    {"a trailer on two lines", "5.2", chunked("0\r\nA: b\r\n c\r\n\r\n"), {400}, closed},
    {"trailers that are too long", "7.1.2", chunked("0\r\nA: " + large + "\r\n\r\n"), {431}, closed},
};

const std::vector<rule> connections = {
    {"close", "9.6", get("/", "Connection: close\r\n"), {200}, closed},
    {"close among others", "9.6", get("/", "Connection: keep-alive, CLOSE\r\n"), {200}, closed},
    {"close on the second line", "9.6", get("/", "Connection: te\r\nConnection: close\r\n"), {200}, closed},
    {"an option that is none", "RFC 9110 7.6.1", get("/", "Connection: a b\r\n"), {400}, closed},
    {"an option for a proxy that is none", "RFC 9110 7.6.1", get("/", "Proxy-Connection: a b\r\n"), {400}, closed},
    {"HTTP/1.0 ends", "9.3", "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n", {200}, closed},
    {"HTTP/1.0 stays where it asks to", "9.3", "GET / HTTP/1.0\r\nHost: localhost\r\nConnection: Keep-Alive\r\n\r\n", {200}, kept},
    {"HTTP/1.0 does not stay for a proxy", "C.2.2", "GET / HTTP/1.0\r\nHost: localhost\r\nProxy-Connection: keep-alive\r\n\r\n", {200}, closed},
    {"requests sent at once are answered in order", "9.3.2", get("/1") + of_length("5") + get("/2"), {200, 200, 200}, kept, "GET /2 "},
    {"none is answered behind one that is refused", "9.3.2", get("/1") + of_length("x"), {200, 400}, closed},
    {"Upgrade is ignored", "RFC 9110 7.8", get("/", "Connection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 99\r\n"), {200}, kept},
    {"an upgrade to HTTP/2 is ignored", "RFC 9110 7.8", get("/", "Connection: upgrade, http2-settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n"), {200}, kept},
};

const std::vector<rule> semantics = {
    {"an expectation that is unknown", "RFC 9110 10.1.1", get("/", "Expect: miracles\r\n"), {417}, closed},
    {"an expectation of HTTP/1.0 is ignored", "RFC 9110 10.1.1", "GET / HTTP/1.0\r\nHost: localhost\r\nExpect: miracles\r\n\r\n", {200}, closed},
    {"100-continue without a body", "RFC 9110 10.1.1", get("/", "Expect: 100-continue\r\n"), {200}, kept},
    {"no body is asked for that is too large", "RFC 9110 10.1.1", post("Expect: 100-continue\r\nContent-Length: 1001\r\n"), {413}, closed},
    {"content in a coding", "RFC 9110 15.5.16", post("Content-Encoding: gzip\r\nContent-Length: 1\r\n", "x"), {415}, closed, "Accept-Encoding: identity"},
    {"a coding of no content", "RFC 9110 8.4", get("/", "Content-Encoding: gzip\r\n"), {200}, kept},
    {"HEAD has no content", "RFC 9110 9.3.2", "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n", {200}, kept},
    {"HEAD of what is refused has no content", "RFC 9110 9.3.2", "HEAD / HTTP/1.1\r\n\r\n", {400}, closed},
    {"204 has no content", "RFC 9110 15.3.5", get("/none"), {204}, kept},
    {"a file is not written", "RFC 9110 15.5.6", "PUT /page.txt HTTP/1.1\r\nHost: localhost\r\n\r\n", {405}, kept, "Allow: GET, HEAD"},
    {"a part is answered with the whole", "RFC 9110 14.2", get("/page.txt", "Range: bytes=0-1\r\n"), {200}, kept, "\r\n\r\na page"},
    {"no coding is used that nobody wants", "RFC 9110 12.5.3", get("/page.txt", "Accept-Encoding: gzip;q=0, identity\r\n"), {200}, kept, "\r\n\r\na page"},
    {"If-None-Match of what the client has", "RFC 9110 13.1.2", get("/page.txt", "If-None-Match: ETAG\r\n"), {304}, kept, "ETag: "},
    {"If-None-Match in a list, weak", "RFC 9110 13.1.2", get("/page.txt", "If-None-Match: \"a\", W/ETAG\r\n"), {304}, kept},
    {"If-None-Match on two lines", "RFC 9110 5.3", get("/page.txt", "If-None-Match: \"a\"\r\nIf-None-Match: ETAG\r\n"), {304}, kept},
    {"If-None-Match of anything", "RFC 9110 13.1.2", get("/page.txt", "If-None-Match: *\r\n"), {304}, kept},
    {"If-None-Match of something else", "RFC 9110 13.1.2", get("/page.txt", "If-None-Match: \"xETAGx\"\r\n"), {200}, kept},
    {"If-Match of what is there", "RFC 9110 13.1.1", get("/page.txt", "If-Match: \"a\", ETAG\r\n"), {200}, kept},
    {"If-Match of anything", "RFC 9110 13.1.1", get("/page.txt", "If-Match: *\r\n"), {200}, kept},
    {"If-Match compares strongly", "RFC 9110 13.1.1", get("/page.txt", "If-Match: W/ETAG\r\n"), {412}, kept},
    {"If-Match goes before If-None-Match", "RFC 9110 13.2.2", get("/page.txt", "If-Match: \"a\"\r\nIf-None-Match: ETAG\r\n"), {412}, kept},
};
// clang-format on

std::vector<rule> all_rules() {
    std::vector<rule> out;
    for (const auto* part :
         {&request_line, &host_and_target, &header_lines, &framing, &chunks, &connections, &semantics})
        out.insert(out.end(), part->begin(), part->end());
    return out;
}

std::string name_of(const ::testing::TestParamInfo<rule>& row) {
    std::string out = std::to_string(row.index) + "_";
    for (char c : row.param.name) out += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
    return out;
}

class must_rules : public ::testing::TestWithParam<rule> {
protected:
    must_rules() {
        const auto folder = std::filesystem::path(::testing::TempDir()) / "must_rules";
        std::filesystem::create_directories(folder);
        std::ofstream(folder / "page.txt") << "a page";
        EXPECT_TRUE(files_.add(folder, "/"));
        request page;
        page.path = "/page.txt";
        etag_ = files_.find(page)->headers.front().value;
        options with;
        with.port = 0;
        with.body_limit = 1000;
        with.header_limit = 3000;
        with.line_limit = 1000;
        server_ = std::move(
            *running_server::start(with, [this](request r, responder answer) { answer(reply_to(r)); }));
    }
    response reply_to(const request& r) {
        {
            const std::lock_guard lock(gate_);
            handled_.push_back(r.path);
        }
        if (r.path == "/none") return {.status = 204};
        if (auto file = files_.find(r)) return *file;
        response out;
        out.body = std::string(to_text(r.method)) + " " + r.path + " ";
        for (const auto& [name, value] : r.query) out.body += name + "=" + value;
        for (std::string_view name : {"Host", "By"})
            out.body += std::string(name == "Host" ? " host=" : " by=") + std::string(r.header(name)) + ";";
        out.body += " body=" + r.body + ";";
        return out;
    }
    std::string with_etag(std::string text) const {
        for (auto at = text.find("ETAG"); at != text.npos; at = text.find("ETAG")) text.replace(at, 4, etag_);
        return text;
    }
    std::string all_bytes() const {
        return with_etag(GetParam().sent) + (GetParam().after == closed ? get("/smuggled") : "");
    }
    void expect_answers(client& c);
    bool has_handled(const std::string& path) {
        const std::lock_guard lock(gate_);
        return std::find(handled_.begin(), handled_.end(), path) != handled_.end();
    }
    static_files files_;
    std::string etag_;
    std::mutex gate_;
    std::vector<std::string> handled_;
    std::unique_ptr<running_server> server_;
};

void must_rules::expect_answers(client& c) {
    const auto& row = GetParam();
    SCOPED_TRACE(row.section);
    testing::reply last;
    for (const int status : row.statuses) {
        last = c.read_reply(!row.sent.starts_with("HEAD "));
        EXPECT_EQ(last.status, status) << last.head << last.body;
        EXPECT_EQ(last.header("Date").size(), std::string_view("Sun, 06 Nov 1994 08:49:37 GMT").size());
        EXPECT_EQ(last.header("Content-Length").empty(), status == 204 || status == 304);
    }
    EXPECT_NE((last.head + "\r\n" + last.body).find(row.says), std::string::npos) << last.head << last.body;
    EXPECT_EQ(last.header("Connection"), row.after == closed ? "close" : "keep-alive");
    if (row.after == kept) {
        EXPECT_EQ(c.get("/after").status, 200);
        EXPECT_TRUE(has_handled("/after"));
    } else {
        EXPECT_TRUE(c.ended());
        EXPECT_FALSE(has_handled("/smuggled"));
    }
}

TEST_P(must_rules, is_kept) {
    client c(server_->port());
    c.send(all_bytes());
    expect_answers(c);
}

TEST_P(must_rules, is_kept_where_each_byte_comes_alone) {
    client c(server_->port());
    for (const char byte : all_bytes()) c.send({&byte, 1});
    expect_answers(c);
}

INSTANTIATE_TEST_SUITE_P(http, must_rules, ::testing::ValuesIn(all_rules()), name_of);

}  // namespace
}  // namespace motcua::http
