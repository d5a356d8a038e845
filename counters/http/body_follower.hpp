// Where the body of a request ends on the wire (RFC 9112 sections 6 and 7.1): after so many bytes, or after
// the last chunk and its trailers. Pure; called on the server's executor. Beast's parser takes the chunks
// apart once all have passed here.
#pragma once

#include "counters/http/framing.hpp"

namespace motcua::http {

class body_follower {
public:
    body_follower() = default;
    body_follower(body_framing framing, std::size_t length, const framing_limits& most)
        : framing_(framing), left_(length), most_(most) {}

    struct progress {
        bool complete = false;
        std::size_t size = 0;  // on the wire, up to where the next request begins
        refusal wrong{};
    };
    // `bytes`: all that has come behind the head, from its first byte, each time more of it.
    progress look(std::string_view bytes);

private:
    enum class phase { size, data, end_of_data, trailers, complete };
    struct line {
        bool whole = false;
        std::string_view text{};
        refusal wrong{};
    };
    line next_line(std::string_view bytes);
    refusal take_size(std::string_view bytes);
    refusal take_data(std::string_view bytes);
    refusal take_end_of_data(std::string_view bytes);
    refusal take_trailer(std::string_view bytes);

    body_framing framing_ = body_framing::none;
    std::size_t left_ = 0;
    framing_limits most_{};
    phase phase_ = phase::size;
    std::size_t at_ = 0;        // understood so far
    std::size_t content_ = 0;   // of all chunks
    std::size_t overhead_ = 0;  // extensions and trailers
};

}  // namespace motcua::http
