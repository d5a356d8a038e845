#include "tests/bench/http_load.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <chrono>
#include <deque>
#include <optional>
#include <sstream>

namespace motcua::bench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using steady = std::chrono::steady_clock;

constexpr double most_late = 10;  // seconds until whoever still waits at the end is counted as he stands

double seconds_since(steady::time_point t) {
    return std::chrono::duration<double>(steady::now() - t).count();
}

steady::duration in_seconds(double s) {
    return std::chrono::duration_cast<steady::duration>(std::chrono::duration<double>(s));
}

void add_wait(load_result& r, steady::time_point from) {
    r.waits_ms.push_back(static_cast<float>(seconds_since(from) * 1e3));
}

tcp::socket connected(asio::io_context& io, std::uint16_t port) {
    tcp::socket s(io);
    s.connect({asio::ip::address_v4::loopback(), port});
    s.set_option(tcp::no_delay(true));
    return s;
}

class caller {
public:
    caller(asio::io_context& io, std::uint16_t port, std::function<void(caller&)> answered)
        : socket_(connected(io, port)), answered_(std::move(answered)) {}

    // `from`: when it should have been sent.
    void send(std::string request, steady::time_point from) {
        request_ = std::move(request);
        from_ = from;
        waits_ = true;
        asio::async_write(socket_, asio::buffer(request_),
                          [this](error_code error, std::size_t) { error ? broken(error) : read(); });
    }
    bool waits() const { return waits_; }
    steady::time_point since() const { return from_; }
    void add_to(load_result& r) const {
        ++r.answers;
        add_wait(r, from_);
        r.bytes += static_cast<double>(bytes_);
        if (r.refused.empty()) r.refused = wrong_;
    }

private:
    void read() {
        parser_.emplace();
        parser_->body_limit(64u << 20);
        http::async_read(socket_, buffer_, *parser_, [this](error_code error, std::size_t n) {
            if (error) return broken(error);
            bytes_ = n;
            waits_ = false;
            if (const auto& m = parser_->get(); m.result_int() / 100 != 2) {
                std::ostringstream text;
                text << m;
                wrong_ = text.str();
            }
            answered_(*this);
        });
    }
    void broken(error_code error) {
        wrong_ = error.message();
        waits_ = false;
        answered_(*this);
    }

    tcp::socket socket_;
    std::function<void(caller&)> answered_;
    std::string request_;
    steady::time_point from_;
    boost::beast::flat_buffer buffer_;
    std::optional<http::response_parser<http::string_body>> parser_;
    bool waits_ = false;
    std::size_t bytes_ = 0;
    std::string wrong_;
};

// Holds an event stream open and throws away what comes.
class watcher {
public:
    watcher(asio::io_context& io, std::uint16_t port) : socket_(connected(io, port)) {
        const std::string request =
            "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Motcua-Actor: reception.lan\r\n\r\n";
        asio::write(socket_, asio::buffer(request));
        read();
    }

private:
    void read() {
        socket_.async_read_some(asio::buffer(room_), [this](error_code error, std::size_t) {
            if (!error) read();
        });
    }
    tcp::socket socket_;
    std::array<char, 4096> room_{};
};

// One kind of requests that come at their rate.
class stream_of_requests {
public:
    stream_of_requests(asio::io_context& io, std::uint16_t port, const paced& what, double seconds)
        : what_(what), timer_(io), start_(steady::now()), due_(start_), end_(start_ + in_seconds(seconds)) {
        for (int i = 0; i < what.clients; ++i) {
            callers_.emplace_back(io, port, [this](caller& c) { answered(c); });
            idle_.push_back(&callers_.back());
        }
        start_ = due_ = steady::now();
        end_ = start_ + in_seconds(seconds);
        tick();
    }
    bool finished() const {
        return given_up_ || (due_ >= end_ && idle_.size() == callers_.size() && late_.empty());
    }
    load_result result;

private:
    void tick() {
        const auto now = steady::now();
        for (; due_ <= now && due_ < end_; due_ += in_seconds(1 / what_.per_second)) ask(due_);
        if (due_ >= end_) {
            timer_.expires_at(end_ + in_seconds(most_late));
            return timer_.async_wait([this](error_code stopped) {
                if (!stopped) give_up_late_ones();
            });
        }
        timer_.expires_at(due_);
        timer_.async_wait([this](error_code stopped) {
            if (!stopped) tick();
        });
    }
    void ask(steady::time_point from) {
        if (idle_.empty()) return late_.push_back(from);
        auto* c = idle_.back();
        idle_.pop_back();
        c->send(what_.next(), from);
    }
    void answered(caller& c) {
        c.add_to(result);
        result.seconds = seconds_since(start_);
        if (late_.empty() || !result.refused.empty()) return idle_.push_back(&c);
        c.send(what_.next(), late_.front());
        late_.pop_front();
    }
    void give_up_late_ones() {
        for (const auto from : late_) add_wait(result, from);
        for (const auto& c : callers_)
            if (c.waits()) add_wait(result, c.since());
        given_up_ = true;
    }

    const paced& what_;
    asio::steady_timer timer_;
    steady::time_point start_, due_, end_;
    std::deque<caller> callers_;
    std::vector<caller*> idle_;
    std::deque<steady::time_point> late_;  // when they should have been sent
    bool given_up_ = false;
};

}  // namespace

double percentile(std::vector<float>& of, double p) {
    if (of.empty()) return 0;
    std::sort(of.begin(), of.end());
    return of[std::min(of.size() - 1, static_cast<std::size_t>(static_cast<double>(of.size()) * p))];
}

load_result as_fast_as_answered(std::uint16_t port, int clients, double seconds, const next_request& next,
                                int watchers) {
    asio::io_context io{1};
    load_result out;
    int active = clients;
    std::deque<watcher> watching;
    std::deque<caller> callers;
    for (int i = 0; i < watchers; ++i) watching.emplace_back(io, port);
    steady::time_point end;
    for (int i = 0; i < clients; ++i)
        callers.emplace_back(io, port, [&](caller& c) {
            c.add_to(out);
            const auto now = steady::now();
            if (now >= end || !out.refused.empty())
                --active;
            else
                c.send(next(), now);
        });
    const auto start = steady::now();
    end = start + in_seconds(seconds);
    for (auto& c : callers) c.send(next(), steady::now());
    while (active > 0 && steady::now() < end + in_seconds(most_late))
        io.run_one_until(end + in_seconds(most_late));
    out.seconds = seconds_since(start);
    for (const auto& c : callers)
        if (c.waits()) add_wait(out, c.since());
    return out;
}

std::vector<load_result> at_fixed_rates(std::uint16_t port, double seconds, const std::vector<paced>& all,
                                        int watchers) {
    asio::io_context io{1};
    std::deque<watcher> watching;
    for (int i = 0; i < watchers; ++i) watching.emplace_back(io, port);
    std::deque<stream_of_requests> streams;
    for (const auto& one : all) streams.emplace_back(io, port, one, seconds);
    while (!std::all_of(streams.begin(), streams.end(), [](const auto& s) { return s.finished(); }))
        io.run_one();
    std::vector<load_result> out;
    for (auto& s : streams) out.push_back(std::move(s.result));
    return out;
}

std::string one_answer(std::uint16_t port, const std::string& request) {
    asio::io_context io{1};
    auto socket = connected(io, port);
    asio::write(socket, asio::buffer(request));
    boost::beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    http::read(socket, buffer, parser);
    std::ostringstream text;
    text << parser.get();
    return text.str();
}

}  // namespace motcua::bench
