// The Basic HTTP event I/O processor without a network: a message to its own address becomes the request it
// would be and comes back; any other address is unreachable. For documents that talk to themselves, and for
// tests.
#pragma once

#include <deque>
#include <string>

#include "engine/lab/scxml/io_port.hpp"

namespace motcua::lab {

// What comes of a message, as text: the request that reaches the document's own address, else empty.
std::string loopback_request(const interpreter::outgoing& message);
arrival arrival_of_request(const std::string& request);
std::vector<interpreter::io_processor> loopback_processors();

class loopback_http final : public io_port {
public:
    std::vector<interpreter::io_processor> processors() const override { return loopback_processors(); }
    void send(const interpreter::outgoing& message) override;
    bool in_flight() const override { return !waiting_.empty(); }
    std::optional<arrival> next(std::chrono::milliseconds at_most) override;
    void rest(std::chrono::milliseconds at_most) override;

private:
    std::deque<arrival> waiting_;
};

}  // namespace motcua::lab
