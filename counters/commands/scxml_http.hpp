// The Basic HTTP event I/O processor over real sockets: a server on a free loopback port, whose address
// stands in _ioprocessors, and a sender. Behind `motcua scxml run`; dossiers never get one. A document may
// write to its own address and to the hosts somebody named, to nobody else. Three threads: the receiver's,
// which runs the server, the sender's, and the caller's, which alone calls the io_port.
#pragma once

#include <boost/asio/io_context.hpp>
#include <condition_variable>
#include <deque>
#include <iosfwd>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "counters/http/server.hpp"
#include "engine/lab/scxml/http_message.hpp"
#include "engine/lab/scxml/scxml_run.hpp"

namespace motcua::counters {

class scxml_http final : public lab::io_port {
public:
    // `targets`: addresses such as http://portal.example:8080 that may be written to besides its own.
    static result<std::unique_ptr<scxml_http>> open(const std::vector<std::string>& targets);
    ~scxml_http() override;

    const std::string& address() const { return address_; }

    std::vector<interpreter::io_processor> processors() const override;
    void send(const interpreter::outgoing& message) override;
    bool in_flight() const override;
    std::optional<lab::arrival> next(std::chrono::milliseconds at_most) override;
    void rest(std::chrono::milliseconds at_most) override;

private:
    scxml_http() = default;
    void receive(http::request asked, const http::responder& answer);
    void send_all();
    bool allowed(const lab::http_address& to) const;
    void arrive(lab::arrival a);

    std::string address_;
    std::vector<lab::http_address> targets_;
    mutable std::mutex gate_;  // over the four below
    std::condition_variable changed_;
    std::deque<interpreter::outgoing> to_send_;  // the first is on its way
    std::deque<lab::arrival> arrived_;
    bool closing_ = false;
    std::thread sender_;
    boost::asio::io_context io_{1};
    std::unique_ptr<http::server> server_;
    std::thread receiver_;  // runs `io_`
};

// The command: as lab::scxml_run, with this processor. 4 when no port can be had.
int scxml_command(const lab::scxml_run_options& options, const std::vector<std::string>& targets,
                  std::istream& in, std::ostream& out, std::ostream& err);

}  // namespace motcua::counters
