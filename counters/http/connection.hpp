// One client's connection: read a request, hand it to the handler, write the answer or stream events, again.
// Seen only by this room's two Beast files. Members run on the io thread unless said otherwise.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <deque>
#include <optional>

#include "counters/http/core.hpp"

namespace motcua::http::detail {

namespace beast = boost::beast;

// The first answer wins; dropped without one, it answers 500.
struct pending {
    explicit pending(std::shared_ptr<connection> c) : to(std::move(c)) {}
    ~pending();
    std::shared_ptr<connection> to;
    std::atomic<bool> answered{false};
};

struct stream_handle {
    explicit stream_handle(std::shared_ptr<connection> c) : to(std::move(c)) {}
    ~stream_handle();
    std::shared_ptr<connection> to;
};

class connection : public std::enable_shared_from_this<connection> {
public:
    connection(std::shared_ptr<core> c, tcp::socket socket);

    void start();
    void refuse();  // 503 and close: too many connections
    bool idle() const { return state_ == state::waiting; }
    // The server is leaving: close when nothing is owed.
    void leave();
    void close();

    // Any thread.
    void answer(response r);
    void begin_stream();
    void send_event(std::string text);
    void end_stream();
    bool streaming() const { return stream_open_; }

private:
    enum class state { waiting, reading, handling, writing, streaming, closed };

    void wait_for_request();
    void read_request();
    void handle_request();
    void refuse_request(beast::error_code error);
    request take_request();
    void write(response r);
    void written();
    void linger();
    void open_stream();
    void enqueue(std::string text);
    void write_events();
    void watch_client();
    void arm_heartbeat();
    template <class F>
    void on_io(F f);

    std::shared_ptr<core> core_;
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    std::optional<beast::http::request_parser<beast::http::string_body>> parser_;
    state state_ = state::waiting;
    bool keep_alive_ = true;
    bool head_only_ = false;
    bool linger_ = false;
    std::string head_;
    response response_;
    std::atomic<bool> stream_open_{false};
    std::deque<std::string> events_;
    std::size_t owed_ = 0;
    bool leaving_ = false;
    asio::steady_timer heartbeat_;
};

}  // namespace motcua::http::detail
