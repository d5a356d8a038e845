#include <gtest/gtest.h>

#include <future>

#include "tests/counters/http/client.hpp"
#include "tests/counters/http/running_server.hpp"

namespace motcua::http {
namespace {

using testing::client;
using testing::running_server;

class event_streams : public ::testing::Test {
protected:
    void serve(options with = {}) {
        with.port = 0;
        server_ = std::move(*running_server::start(
            with, [this](request, responder answer) { opened_.set_value(answer.stream()); }));
    }
    event_stream open(client& c) {
        c.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        auto stream = opened_.get_future().get();
        head_ = c.read_until("\r\n\r\n");
        return stream;
    }
    void until_closed(const event_stream& stream) {
        while (stream.open()) stream.send("x", std::string(1000, 'x'));
    }
    std::promise<event_stream> opened_;
    std::unique_ptr<running_server> server_;
    std::string head_;
};

TEST_F(event_streams, events_arrive_in_order_while_the_stream_stays_open) {
    serve();
    client c(server_->port());
    const auto stream = open(c);
    EXPECT_NE(head_.find("Content-Type: text/event-stream"), std::string::npos);
    EXPECT_EQ(head_.find("Content-Length"), std::string::npos);
    stream.send("commit", R"({"commit":1})");
    stream.send("commit", R"({"commit":2})");
    EXPECT_EQ(c.read_until("\n\n"), "event: commit\ndata: {\"commit\":1}\n\n");
    EXPECT_EQ(c.read_until("\n\n"), "event: commit\ndata: {\"commit\":2}\n\n");
    EXPECT_TRUE(stream.open());
    stream.close();
    EXPECT_TRUE(c.ended());
    EXPECT_FALSE(stream.open());
}

TEST_F(event_streams, head_shows_what_would_come_and_no_event) {
    serve();
    client c(server_->port());
    c.send("HEAD /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const auto stream = opened_.get_future().get();
    stream.send("commit", "{}");
    EXPECT_NE(c.read_until("\r\n\r\n").find("Content-Type: text/event-stream"), std::string::npos);
    EXPECT_TRUE(c.ended());
}

TEST_F(event_streams, a_silent_stream_has_a_heartbeat) {
    options with;
    with.heartbeat = std::chrono::milliseconds(10);
    serve(with);
    client c(server_->port());
    const auto stream = open(c);
    EXPECT_EQ(c.read_until("\n\n"), ": \n\n");
    EXPECT_EQ(c.read_until("\n\n"), ": \n\n");
}

TEST_F(event_streams, a_reader_that_went_away_is_noticed) {
    serve();
    client c(server_->port());
    const auto stream = open(c);
    c.hang_up();
    until_closed(stream);
    EXPECT_FALSE(stream.open());
}

TEST_F(event_streams, a_reader_that_does_not_read_is_cut_and_costs_no_memory) {
    options with;
    with.stream_backlog = 20'000;
    serve(with);
    client c(server_->port());
    const auto stream = open(c);
    until_closed(stream);
    EXPECT_FALSE(stream.open());
}

TEST_F(event_streams, shutdown_says_goodbye) {
    serve();
    client c(server_->port());
    const auto stream = open(c);
    server_->shutdown();
    EXPECT_EQ(c.read_until("\n\n"), "event: bye\ndata: {}\n\n");
    EXPECT_TRUE(c.ended());
    EXPECT_FALSE(stream.open());
    stream.send("commit", "{}");
}

}  // namespace
}  // namespace motcua::http
