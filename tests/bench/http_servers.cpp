#include "tests/bench/http_servers.hpp"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>
#include <thread>

#include "tests/bench/http_office.hpp"

extern char** environ;

namespace motcua::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

std::string text_of(const std::string& file) {
    std::ostringstream out;
    out << std::ifstream(file, std::ios::binary).rdbuf();
    return out.str();
}

// The environment of a child whose flushes are counted.
std::vector<std::string> environment(const std::string& counted_in) {
    std::vector<std::string> out;
    for (char** e = environ; *e; ++e) out.emplace_back(*e);
    if (counted_in.empty()) return out;
    out.push_back("LD_PRELOAD=" MOTCUA_FLUSH_COUNTER);
    out.push_back("MOTCUA_BENCH_FLUSHES=" + counted_in);
    return out;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> out;
    for (auto& w : words) out.push_back(w.data());
    out.push_back(nullptr);
    return out;
}

using answer_message = http::response<http::string_body>;

answer_message parsed(const std::string& text) {
    http::response_parser<http::string_body> parser;
    parser.eager(true);
    parser.body_limit(64u << 20);
    beast::error_code error;
    parser.put(asio::buffer(text), error);
    if (error || !parser.is_done()) give_up("the answer that bare Beast repeats is none");
    return parser.release();
}

class bare_connection : public std::enable_shared_from_this<bare_connection> {
public:
    bare_connection(tcp::socket s, const answer_message& always) : stream_(std::move(s)), always_(always) {
        stream_.socket().set_option(tcp::no_delay(true));
    }
    void read() {
        parser_.emplace();
        stream_.expires_after(std::chrono::seconds(60));
        http::async_read(stream_, buffer_, *parser_,
                         [self = shared_from_this()](beast::error_code e, std::size_t) {
                             if (!e) self->write();
                         });
    }

private:
    void write() {
        http::async_write(stream_, always_, [self = shared_from_this()](beast::error_code e, std::size_t) {
            if (!e) self->read();
        });
    }
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
    const answer_message& always_;
};

void accept(tcp::acceptor& at, const answer_message& always) {
    at.async_accept([&](beast::error_code e, tcp::socket s) {
        if (!e) std::make_shared<bare_connection>(std::move(s), always)->read();
        accept(at, always);
    });
}

}  // namespace

child_server::child_server(std::vector<std::string> words, std::string log, const std::string& counted_in)
    : log_(std::move(log)), counted_in_(counted_in) {
    if (!counted_in.empty())
        std::ofstream(counted_in, std::ios::binary) << std::string(sizeof(std::int64_t), '\0');
    auto surroundings = environment(counted_in);
    const auto argv = pointers(words), envp = pointers(surroundings);
    int output[2];
    if (::pipe(output) != 0) give_up("no pipe");
    pid_ = ::fork();
    if (pid_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        ::dup2(output[1], STDOUT_FILENO);
        if (!std::freopen(log_.c_str(), "ae", stderr)) ::_exit(126);
        ::dup2(::fileno(stderr), STDERR_FILENO);
        ::execve(argv.front(), argv.data(), envp.data());
        ::_exit(127);
    }
    ::close(output[1]);
    wait_for_address(output[0]);
}

void child_server::wait_for_address(int output) {
    std::string said;
    char letter = 0;
    const std::string mark = "http://127.0.0.1:";
    while (::read(output, &letter, 1) == 1) {
        if (letter != '\n') {
            said += letter;
            continue;
        }
        if (const auto at = said.find(mark); at != said.npos) {
            port_ = static_cast<std::uint16_t>(std::stoi(said.substr(at + mark.size())));
            ::close(output);
            return;
        }
        said.clear();
    }
    give_up("a server did not start: " + text_of(log_));
}

child_server::~child_server() {
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
}

double child_server::processor_us() const {
    clockid_t its;
    timespec t{};
    if (::clock_getcpuclockid(pid_, &its) != 0 || ::clock_gettime(its, &t) != 0)
        give_up("a server has ended: " + text_of(log_));
    return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_nsec) / 1e3;
}

std::int64_t child_server::flushes() const {
    std::int64_t out = 0;
    if (!counted_in_.empty())
        std::ifstream(counted_in_, std::ios::binary).read(reinterpret_cast<char*>(&out), sizeof out);
    return out;
}

void child_server::comes_to_rest() const {
    constexpr auto look = std::chrono::milliseconds(100);
    constexpr double still_us = 1000;
    const auto patience = std::chrono::steady_clock::now() + std::chrono::minutes(5);
    for (int quiet = 0; quiet < 3 && std::chrono::steady_clock::now() < patience;) {
        const auto cpu = processor_us();
        const auto flushed = flushes();
        std::this_thread::sleep_for(look);
        quiet = processor_us() - cpu < still_us && flushes() == flushed ? quiet + 1 : 0;
    }
}

void serve_bare(const std::string& file) {
    const auto always = parsed(text_of(file));
    asio::io_context io{1};
    tcp::acceptor at(io, {asio::ip::address_v4::loopback(), 0});
    std::cout << "http://127.0.0.1:" << at.local_endpoint().port() << std::endl;
    accept(at, always);
    io.run();
    std::_Exit(0);
}

}  // namespace motcua::bench
