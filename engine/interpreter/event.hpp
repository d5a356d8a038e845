// One event as a session queues and keeps it: the seven fields of the Recommendation, and the raw message of
// an HTTP request. Fields that most events leave empty stand in one shared, unchanging block.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/value/frame.hpp"
#include "engine/value/value.hpp"

namespace motcua::interpreter {

enum class event_type : std::uint8_t { external, internal, platform };

std::string_view name_of(event_type t);

// Empty texts are undefined to expressions.
struct event_origin {
    std::string sendid, origin, origintype, invokeid, raw;
};

struct event {
    std::string name;
    datamodel::value data;
    std::shared_ptr<const event_origin> from;  // null: all of it empty
    event_type type = event_type::external;

    const event_origin& origin() const;
    // Valid while the event stands where it is.
    datamodel::event_view view() const;
};

}  // namespace motcua::interpreter
