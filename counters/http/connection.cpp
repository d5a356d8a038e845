#include "counters/http/connection.hpp"

#include <array>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/write.hpp>
#include <ctime>
#include <tuple>

#include "counters/http/request_parser.hpp"

namespace motcua::http::detail {
namespace {

constexpr std::size_t most_discarded = 4u << 20;
constexpr std::size_t most_kept = 64u << 10;  // of the read buffer between requests
constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";

// One formatted date a second.
const std::string& date_now() {
    thread_local std::time_t of = 0;
    thread_local std::string text;
    const std::time_t now = std::time(nullptr);
    if (now != of) {
        std::array<char, 40> out{};
        std::tm parts{};
        ::gmtime_r(&now, &parts);
        text.assign(out.data(), std::strftime(out.data(), out.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts));
        of = now;
    }
    return text;
}

response plain(int status, std::string_view text) {
    response r;
    r.status = status;
    r.body = text;
    return r;
}

// What the server can do at all (RFC 9110 section 9.3.7).
response own_options() {
    response r;
    r.headers = {{"Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"}};
    return r;
}

}  // namespace

pending::~pending() {
    answer(plain(500, "Yêu cầu không được trả lời; hãy thử lại."));
}

void pending::answer(response r) {
    if (answered.exchange(true)) return;
    if (const auto c = to.lock()) c->answer(std::move(r));
}

stream_handle::~stream_handle() {
    if (const auto c = to.lock()) c->end_stream();
}

connection::connection(std::shared_ptr<core> c, tcp::socket socket)
    : core_(std::move(c)), stream_(std::move(socket)), heartbeat_(core_->on) {}

template <class F>
void connection::on_io(F f) {
    asio::dispatch(core_->on, std::move(f));
}

void connection::start() {
    beast::error_code ignored;
    stream_.socket().set_option(tcp::no_delay(true), ignored);
    wait_for_request();
}

void connection::refuse() {
    keep_alive_ = false;
    auto r = plain(503, "Quá nhiều kết nối; hãy thử lại sau ít giây.");
    r.headers = {{"Retry-After", "5"}};
    write(std::move(r));
}

void connection::enter(state s) {
    state_ = s;
    since_ = std::chrono::steady_clock::now();
}

bool connection::dropped_before(const connection& other) const {
    const auto rank = [](const connection& c) {
        const auto s = c.state_ == state::reading ? state::waiting : c.state_;
        return std::tuple(s, c.since_);
    };
    return rank(*this) < rank(other);
}

std::string_view connection::seen() const {
    return {static_cast<const char*>(buffer_.data().data()), buffer_.size()};
}

template <class F>
void connection::read_some(std::size_t most, F then) {
    stream_.async_read_some(buffer_.prepare(most), [self = shared_from_this(), then = std::move(then)](
                                                       beast::error_code error, std::size_t n) {
        if (self->state_ == state::closed) return;
        if (error) return self->close();
        self->buffer_.commit(n);
        then(*self);
    });
}

void connection::wait_for_request() {
    looked_at_ = 0;
    asked_.reset();
    if (buffer_.size() > 0) return begin_request();  // the client sent two at once
    if (buffer_.capacity() > most_kept) buffer_.shrink_to_fit();
    enter(state::waiting);
    stream_.expires_after(core_->settings.idle);
    read_some(4096, [](connection& c) { c.begin_request(); });
}

void connection::begin_request() {
    enter(state::reading);
    stream_.expires_after(core_->settings.transfer);
    look_for_head();
}

void connection::look_for_head() {
    while (seen().starts_with("\r\n")) buffer_.consume(2);  // section 2.2: old clients send it after a body
    if (seen().empty() || seen() == "\r") return read_more();
    const auto found = find_head(seen(), looked_at_, core_->framing);
    looked_at_ = buffer_.size();
    if (found.wrong.status != 0) return refuse_request(found.wrong);
    if (found.size == 0) return read_more();
    auto head = read_head(seen().substr(0, found.size), core_->framing);
    if (!head) return refuse_request(head.error());
    asked_ = std::move(*head);
    asked_size_ = found.size;
    body_ = body_follower(asked_->framing, asked_->length, core_->framing);
    look_for_body();
}

void connection::look_for_body() {
    const auto body = body_.look(seen().substr(asked_size_));
    if (body.wrong.status != 0) return refuse_request(body.wrong);
    if (body.complete) return handle_request(body.size);
    if (asked_->expects_continue && buffer_.size() == asked_size_) return send_continue();
    read_more();
}

void connection::read_more() {
    if (asked_)
        read_some(most_kept, [](connection& c) { c.look_for_body(); });
    else
        read_some(4096, [](connection& c) { c.look_for_head(); });
}

void connection::send_continue() {
    asked_->expects_continue = false;
    asio::async_write(stream_, asio::buffer(go_on),
                      [self = shared_from_this()](beast::error_code error, std::size_t) {
                          if (self->state_ == state::closed) return;
                          error ? self->close() : self->read_more();
                      });
}

void connection::refuse_request(const refusal& why) {
    keep_alive_ = false;
    head_only_ = seen().starts_with("HEAD ");
    auto r = plain(why.status, why.why);
    r.body += '\n';
    if (why.status == 415) r.headers = {{"Accept-Encoding", "identity"}};
    write(std::move(r));
}

void connection::handle_request(std::size_t body_size) {
    keep_alive_ = asked_->keep_alive && !core_->stopping;
    auto* bytes = static_cast<char*>(buffer_.data().data());
    auto asked =
        parse_request(bytes, asked_size_ + body_size, asked_size_, std::move(*asked_), core_->framing);
    if (!asked) return refuse_request({400, "The request can be read in two ways."});
    buffer_.consume(asked_size_ + body_size);
    enter(state::handling);
    head_only_ = asked->method == method::head;
    if (const auto verdict = core_->guard.judge(*asked); verdict.status != 0)
        return write(plain(verdict.status, verdict.why));
    if (asked->path == "*") return write(own_options());
    core_->serve(std::move(*asked), responder(std::make_shared<pending>(weak_from_this())));
}

void connection::answer(response r) {
    on_io([self = shared_from_this(), r = std::move(r)]() mutable {
        if (self->state_ == state::handling) self->write(std::move(r));
    });
}

void connection::write(response r) {
    enter(state::writing);
    response_ = std::move(r);
    answer_head_ = response_head(response_, keep_alive_, date_now());
    const bool no_body = head_only_ || response_.status == 204 || response_.status == 304;
    const std::string_view body = no_body ? std::string_view{} : std::string_view(response_.content());
    const std::array<asio::const_buffer, 2> parts = {asio::buffer(answer_head_), asio::buffer(body)};
    stream_.expires_after(core_->settings.transfer);
    asio::async_write(stream_, parts, [self = shared_from_this()](beast::error_code error, std::size_t) {
        if (self->state_ == state::closed) return;
        if (error) return self->close();
        self->written();
    });
}

void connection::written() {
    response_ = {};
    if (leaving_) return close();
    if (keep_alive_) return wait_for_request();
    beast::error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    enter(state::lingering);
    owed_ = 0;
    stream_.expires_after(core_->settings.linger);
    linger();
}

// Reads on until the client closes, so that the close does not throw away the answer the client has yet to
// read (section 9.6).
void connection::linger() {
    buffer_.clear();
    read_some(most_kept, [](connection& c) {
        c.owed_ += c.buffer_.size();
        c.owed_ > most_discarded ? c.close() : c.linger();
    });
}

void connection::leave() {
    leaving_ = true;
    if (state_ == state::waiting || state_ == state::reading || state_ == state::lingering) return close();
    if (state_ == state::streaming) {
        enqueue("event: bye\ndata: {}\n\n");
        end_stream();
    }
}

void connection::close() {
    if (state_ == state::closed) return;
    state_ = state::closed;
    stream_open_ = false;
    heartbeat_.cancel();
    beast::error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
    stream_.close();
    core_->remove(shared_from_this());
}

void connection::begin_stream() {
    stream_open_ = true;
    on_io([self = shared_from_this()] {
        if (self->state_ == state::handling) self->open_stream();
    });
}

void connection::open_stream() {
    enter(state::streaming);
    response r;
    r.content_type = "text/event-stream";
    std::string head = response_head(r, false, date_now());
    const std::string_view length = "Content-Length: 0\r\n";
    head.erase(head.find(length), length.size());  // it ends when the connection does
    enqueue(std::move(head));
    if (head_only_) return end_stream();
    if (leaving_) return leave();
    watch_client();
    arm_heartbeat();
}

void connection::send_event(std::string text) {
    if (!stream_open_) return;
    on_io([self = shared_from_this(), text = std::move(text)]() mutable {
        if (self->state_ == state::streaming) self->enqueue(std::move(text));
    });
}

void connection::end_stream() {
    stream_open_ = false;
    on_io([self = shared_from_this()] {
        if (self->state_ == state::streaming && self->events_.empty()) self->close();
    });
}

void connection::enqueue(std::string text) {
    owed_ += text.size();
    if (owed_ > core_->settings.stream_backlog) return close();  // the client reconnects and reloads
    events_.push_back(std::move(text));
    if (events_.size() == 1) write_events();
}

void connection::write_events() {
    stream_.expires_after(core_->settings.transfer);
    asio::async_write(stream_, asio::buffer(events_.front()),
                      [self = shared_from_this()](beast::error_code error, std::size_t) {
                          if (error) return self->close();
                          if (self->state_ == state::closed) return;
                          self->owed_ -= self->events_.front().size();
                          self->events_.pop_front();
                          if (!self->events_.empty()) return self->write_events();
                          if (!self->stream_open_) self->close();
                      });
}

// A client that goes away is noticed at once, not at the next event.
void connection::watch_client() {
    stream_.expires_never();
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(512),
                            [self = shared_from_this()](beast::error_code error, std::size_t) {
                                if (error) return self->close();
                                self->watch_client();
                            });
}

void connection::arm_heartbeat() {
    heartbeat_.expires_after(core_->settings.heartbeat);
    heartbeat_.async_wait([self = shared_from_this()](beast::error_code error) {
        if (error || self->state_ != state::streaming) return;
        self->enqueue(": \n\n");
        if (self->state_ == state::streaming) self->arm_heartbeat();
    });
}

}  // namespace motcua::http::detail
