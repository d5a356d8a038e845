#include "counters/commands/scxml_http.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <ostream>

#include "counters/http/client.hpp"

namespace motcua::counters {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds patience{5000};  // with one receiver
constexpr milliseconds drain{1000};     // for answers under way at the end
constexpr std::size_t most_waiting = 10'000;
constexpr std::string_view path = "/scxml";

// The request as text again, for _event.raw.
std::string raw_of(const http::request& r, std::string_view query) {
    std::string raw(to_text(r.method));
    raw.append(" ").append(r.path).append(query.empty() ? "" : "?").append(query).append(" HTTP/1.1\r\n");
    for (const auto& h : r.headers) raw.append(h.name).append(": ").append(h.value).append("\r\n");
    return raw.append("\r\n").append(r.body);
}

std::string query_of(const http::request& r) {
    std::string query;
    for (const auto& p : r.query) {
        if (!query.empty()) query += '&';
        lab::append_encoded(query, p.name);
        query += '=';
        lab::append_encoded(query, p.value);
    }
    return query;
}

// What the event's data is read from: the body and all parameters but the one that names the session.
std::string content_of(http::request r) {
    std::erase_if(r.query, [](const http::field& p) { return p.name == "session"; });
    const auto query = query_of(r);
    return r.body.empty() ? query : query.empty() ? r.body : r.body + '&' + query;
}

}  // namespace

result<std::unique_ptr<scxml_http>> scxml_http::open(const std::vector<std::string>& targets) {
    std::unique_ptr<scxml_http> made(new scxml_http);
    for (const auto& t : targets) {
        auto a = lab::parse_address(t);
        if (!a)
            return fail(failure::kind::bad_input,
                        "'" + t + "' is no address to send to; expected one such as http://127.0.0.1:8081");
        made->targets_.push_back(std::move(*a));
    }
    http::options with;
    with.port = 0;
    auto server = http::server::start(made->io_.get_executor(), with,
                                      [self = made.get()](http::request asked, http::responder answer) {
                                          self->receive(std::move(asked), answer);
                                      });
    if (!server) return tl::make_unexpected(server.error());
    made->address_ = "http://127.0.0.1:" + std::to_string((*server)->port()) + std::string(path);
    made->server_ = std::move(*server);
    made->receiver_ = std::thread([io = &made->io_] { io->run(); });
    made->sender_ = std::thread([self = made.get()] { self->send_all(); });
    return made;
}

scxml_http::~scxml_http() {
    {
        const std::lock_guard lock(gate_);
        closing_ = true;
        changed_.notify_all();
    }
    if (sender_.joinable()) sender_.join();
    if (!receiver_.joinable()) return;
    boost::asio::co_spawn(io_, server_->drain(drain), boost::asio::detached);
    receiver_.join();
}

std::vector<interpreter::io_processor> scxml_http::processors() const {
    return {{std::string(lab::http_processor), "basichttp", address_}};
}

bool scxml_http::in_flight() const {
    const std::lock_guard lock(gate_);
    return !to_send_.empty() || !arrived_.empty();
}

void scxml_http::send(const interpreter::outgoing& message) {
    const std::lock_guard lock(gate_);
    to_send_.push_back(message);
    changed_.notify_all();
}

std::optional<lab::arrival> scxml_http::next(milliseconds at_most) {
    std::unique_lock lock(gate_);
    changed_.wait_for(lock, at_most, [&] { return !arrived_.empty() || to_send_.empty(); });
    if (arrived_.empty()) return std::nullopt;
    auto a = std::move(arrived_.front());
    arrived_.pop_front();
    return a;
}

void scxml_http::rest(milliseconds at_most) {
    std::unique_lock lock(gate_);
    changed_.wait_for(lock, at_most, [&] { return !arrived_.empty(); });
}

void scxml_http::arrive(lab::arrival a) {
    const std::lock_guard lock(gate_);
    arrived_.push_back(std::move(a));
    changed_.notify_all();
}

// The receiver's thread.
void scxml_http::receive(http::request asked, const http::responder& answer) {
    if (asked.path != path) return answer({.status = 404, .body = "Events go to " + address_ + "\n"});
    {
        const std::lock_guard lock(gate_);
        if (closing_ || arrived_.size() >= most_waiting)
            return answer({.status = 503, .body = "Too many events wait; try again later\n"});
    }
    auto raw = raw_of(asked, query_of(asked));
    const auto machine = lab::machine_of(raw);
    const std::string how(to_text(asked.method));
    arrive({lab::to_event(how, content_of(std::move(asked)), std::move(raw)), machine, false});
    answer({});
}

bool scxml_http::allowed(const lab::http_address& to) const {
    const auto own = lab::parse_address(address_);
    if (to.host == own->host && to.port == own->port) return true;
    for (const auto& t : targets_)
        if (http::same_name(t.host, to.host) && t.port == to.port) return true;
    return false;
}

// The sender's thread. What came back on its own address has arrived before the message stops being in
// flight.
void scxml_http::send_all() {
    std::unique_lock lock(gate_);
    while (true) {
        changed_.wait(lock, [&] { return closing_ || !to_send_.empty(); });
        if (closing_) return;
        const auto message = to_send_.front();
        lock.unlock();
        const auto to = lab::parse_address(message.target);
        std::string why;
        if (!to)
            why = "'" + message.target + "' is no http address";
        else if (!allowed(*to))
            why = "sending to " + to->host + ":" + to->port + " is not allowed; name it with --http-target";
        else if (const auto r = http::exchange(to->host, to->port, to_request(message, *to), patience); !r)
            why = r.error().message;
        else if (*r < 200 || *r > 299)
            why = message.target + " answered " + std::to_string(*r);
        lock.lock();
        if (!why.empty()) arrived_.push_back(lab::lost_message(message, why));
        to_send_.pop_front();
        changed_.notify_all();
    }
}

int scxml_command(const lab::scxml_run_options& options, const std::vector<std::string>& targets,
                  std::istream& in, std::ostream& out, std::ostream& err) {
    if (!options.data.empty()) return lab::scxml_run(options, in, out, err);
    auto io = scxml_http::open(targets);
    if (io) return lab::scxml_run(options, in, out, err, io->get());
    err << "motcua: " << io.error().message << '\n';
    return io.error().what == failure::kind::bad_input ? 2 : 4;
}

}  // namespace motcua::counters
