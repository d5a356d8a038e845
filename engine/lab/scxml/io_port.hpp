// The door from a running SCXML document to event I/O processors beside the SCXML one. The document's runner
// asks it to send and hears what arrives; whether real sockets stand behind it, the runner does not know. One
// thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/interpreter/step.hpp"

namespace motcua::lab {

struct arrival {
    interpreter::event what;
    std::uint32_t machine = 0;  // 0: the document itself, else a session it invoked
    bool lost = false;          // `what` is error.communication about something sent earlier
};

class io_port {
public:
    virtual ~io_port() = default;
    virtual std::vector<interpreter::io_processor> processors() const = 0;
    virtual void send(const interpreter::outgoing& message) = 0;
    // Whether something sent has not arrived yet: a virtual clock must not jump meanwhile.
    virtual bool in_flight() const = 0;
    // The next arrival, waiting for it at most so long, and no longer than something is in flight.
    virtual std::optional<arrival> next(std::chrono::milliseconds at_most) = 0;
    // Lets so much time pass; less when something arrives, asked for or not.
    virtual void rest(std::chrono::milliseconds at_most) = 0;
};

}  // namespace motcua::lab
