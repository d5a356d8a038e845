// One client's connection: read a request, hand it to the handler, write the answer or stream events, again.
// A request has so long as `transfer` from its first byte to its last, whatever it sends in between. Seen
// only by connection.cpp and server.cpp. Members run on the server's executor unless said otherwise.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <chrono>
#include <deque>
#include <optional>

#include "counters/http/body_follower.hpp"
#include "counters/http/core.hpp"
#include "counters/http/framing.hpp"

namespace motcua::http::detail {

namespace beast = boost::beast;

// The first answer wins; dropped without one, it answers 500. The connection lives as long as the server has
// it open: whoever keeps an answer back longer than that, or than the executor's context, answers nobody.
struct pending {
    explicit pending(std::weak_ptr<connection> c) : to(std::move(c)) {}
    ~pending();
    void answer(response r);
    std::weak_ptr<connection> to;
    std::atomic<bool> answered{false};
};

struct stream_handle {
    explicit stream_handle(std::weak_ptr<connection> c) : to(std::move(c)) {}
    ~stream_handle();
    std::weak_ptr<connection> to;
};

class connection : public std::enable_shared_from_this<connection> {
public:
    connection(std::shared_ptr<core> c, tcp::socket socket);

    void start();
    void refuse();  // 503 and close: too many connections
    // A full server drops one for the next client, first of all who was answered for good, then whoever waits
    // or sends half a request for longest, then who takes no answer in, then who watches events. Never while
    // a request is being handled.
    bool may_be_dropped() const { return state_ != state::handling && state_ != state::closed; }
    bool dropped_before(const connection& other) const;
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
    enum class state { lingering, waiting, reading, writing, streaming, handling, closed };

    void enter(state s);
    std::string_view seen() const;
    template <class F>
    void read_some(std::size_t most, F then);
    void wait_for_request();
    void begin_request();
    void look_for_head();
    void look_for_body();
    void read_more();
    void send_continue();
    void handle_request(std::size_t body_size);
    void refuse_request(const refusal& why);
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
    state state_ = state::waiting;
    std::chrono::steady_clock::time_point since_{};
    std::size_t looked_at_ = 0;          // of a head that is not there as a whole
    std::optional<request_head> asked_;  // once its head has passed
    std::size_t asked_size_ = 0;
    body_follower body_;
    bool keep_alive_ = true;
    bool head_only_ = false;
    std::string answer_head_;
    response response_;
    std::atomic<bool> stream_open_{false};
    std::deque<std::string> events_;
    std::size_t owed_ = 0;
    bool leaving_ = false;
    asio::steady_timer heartbeat_;
};

}  // namespace motcua::http::detail
