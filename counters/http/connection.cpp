#include "counters/http/connection.hpp"

#include <array>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <ctime>

#include "counters/http/target.hpp"

namespace motcua::http::detail {
namespace {

constexpr std::size_t most_discarded = 4u << 20;

// One formatted date a second; io thread only.
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

method method_of(beast::http::verb v) {
    switch (v) {
        case beast::http::verb::get:
            return method::get;
        case beast::http::verb::head:
            return method::head;
        case beast::http::verb::post:
            return method::post;
        case beast::http::verb::put:
            return method::put;
        case beast::http::verb::patch:
            return method::patch;
        case beast::http::verb::delete_:
            return method::remove;
        case beast::http::verb::options:
            return method::options;
        default:
            return method::other;
    }
}

response plain(int status, std::string_view text) {
    response r;
    r.status = status;
    r.body = text;
    return r;
}

}  // namespace

pending::~pending() {
    if (!answered) to->answer(plain(500, "Yêu cầu không được trả lời; hãy thử lại."));
}

stream_handle::~stream_handle() {
    to->end_stream();
}

connection::connection(std::shared_ptr<core> c, tcp::socket socket)
    : core_(std::move(c)), stream_(std::move(socket)), heartbeat_(core_->io) {}

template <class F>
void connection::on_io(F f) {
    if (core_->on_io_thread())
        f();
    else
        core_->post([self = shared_from_this(), f = std::move(f)]() mutable { f(); });
}

void connection::start() {
    beast::error_code ignored;
    stream_.socket().set_option(tcp::no_delay(true), ignored);
    wait_for_request();
}

void connection::refuse() {
    keep_alive_ = false;
    write(plain(503, "Quá nhiều kết nối; hãy thử lại sau ít giây."));
}

void connection::wait_for_request() {
    if (buffer_.size() > 0) return read_request();  // the client sent two at once
    state_ = state::waiting;
    stream_.expires_after(core_->settings.idle);
    stream_.async_read_some(buffer_.prepare(4096),
                            [self = shared_from_this()](beast::error_code error, std::size_t n) {
                                if (error) return self->close();
                                self->buffer_.commit(n);
                                self->read_request();
                            });
}

void connection::read_request() {
    if (state_ == state::closed) return;
    state_ = state::reading;
    parser_.emplace();
    parser_->header_limit(core_->settings.header_limit);
    parser_->body_limit(core_->settings.body_limit);
    stream_.expires_after(core_->settings.transfer);
    beast::http::async_read(stream_, buffer_, *parser_,
                            [self = shared_from_this()](beast::error_code error, std::size_t) {
                                if (error) return self->refuse_request(error);
                                self->handle_request();
                            });
}

void connection::refuse_request(beast::error_code error) {
    if (state_ == state::closed) return;
    int status = 0;
    if (error == beast::http::error::body_limit)
        status = 413;
    else if (error == beast::http::error::header_limit || error == beast::http::error::buffer_overflow)
        status = 431;
    else if (error == beast::error::timeout)
        return close();
    else if (error != beast::http::error::end_of_stream && error != beast::http::error::partial_message &&
             error.category() == beast::http::make_error_code(beast::http::error::bad_method).category())
        status = 400;
    if (status == 0) return close();
    keep_alive_ = false;
    linger_ = true;  // the client may still be sending
    write(plain(status, std::string(reason_phrase(status)) + "\n"));
}

request connection::take_request() {
    auto message = parser_->release();
    request out;
    out.method = method_of(message.method());
    out.headers.reserve(8);
    for (const auto& h : message)
        out.headers.push_back({std::string(h.name_string()), std::string(h.value())});
    out.body = std::move(message.body());
    return out;
}

void connection::handle_request() {
    if (state_ == state::closed) return;
    state_ = state::handling;
    const auto& message = parser_->get();
    keep_alive_ = message.keep_alive() && !core_->stopping;
    head_only_ = message.method() == beast::http::verb::head;
    auto where = parse_target({message.target().data(), message.target().size()});
    const bool known_version = message.version() == 11 || message.version() == 10;
    if (!where || !known_version) {
        keep_alive_ = false;
        return write(plain(400, "Bad Request\n"));
    }
    request asked = take_request();
    asked.path = std::move(where->path);
    asked.query = std::move(where->query);
    if (const auto verdict = core_->guard.judge(asked); verdict.status != 0)
        return write(plain(verdict.status, verdict.why));
    core_->serve(std::move(asked), responder(std::make_shared<pending>(shared_from_this())));
}

void connection::answer(response r) {
    on_io([self = shared_from_this(), r = std::move(r)]() mutable {
        if (self->state_ == state::handling) self->write(std::move(r));
    });
}

void connection::write(response r) {
    state_ = state::writing;
    response_ = std::move(r);
    head_ = response_head(response_, keep_alive_, date_now());
    const bool no_body = head_only_ || response_.status == 204 || response_.status == 304;
    const std::string_view body = no_body ? std::string_view{} : std::string_view(response_.content());
    const std::array<asio::const_buffer, 2> parts = {asio::buffer(head_), asio::buffer(body)};
    stream_.expires_after(core_->settings.transfer);
    asio::async_write(stream_, parts, [self = shared_from_this()](beast::error_code error, std::size_t) {
        if (error) return self->close();
        self->written();
    });
}

void connection::written() {
    if (state_ == state::closed) return;
    response_ = {};
    if (keep_alive_ && !leaving_) return wait_for_request();
    if (linger_) {
        beast::error_code ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        owed_ = 0;
        return linger();
    }
    close();
}

// Reads on, so that the close does not throw away the answer the client has yet to read.
void connection::linger() {
    buffer_.clear();
    stream_.expires_after(std::chrono::seconds(2));
    stream_.async_read_some(buffer_.prepare(65536),
                            [self = shared_from_this()](beast::error_code error, std::size_t n) {
                                self->owed_ += n;
                                if (error || self->owed_ > most_discarded) return self->close();
                                self->linger();
                            });
}

void connection::leave() {
    leaving_ = true;
    if (state_ == state::waiting || state_ == state::reading) return close();
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
    state_ = state::streaming;
    response r;
    r.content_type = "text/event-stream";
    std::string head = response_head(r, false, date_now());
    const std::string_view length = "Content-Length: 0\r\n";
    head.erase(head.find(length), length.size());  // it ends when the connection does
    enqueue(std::move(head));
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
