// Clients with keep-alive connections to 127.0.0.1, on the calling thread: either each sends its next request
// as soon as it is answered, or requests come at a fixed rate whether earlier ones are answered or not. Waits
// are then counted from when a request should have been sent, so that a stall counts for all who wait through
// it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace motcua::bench {

struct load_result {
    double seconds = 0;
    std::size_t answers = 0;
    std::vector<float> waits_ms{};  // for each answer, and of whoever still waits ten seconds after the end
    double bytes = 0;               // of all answers, heads and bodies
    std::size_t beside = 0;         // answers to others meanwhile
    std::string refused{};          // the first answer that was no 2xx, or how a connection broke
};

double percentile(std::vector<float>& of, double p);

using next_request = std::function<std::string()>;

// `watchers` more clients hold event streams open and read what comes.
load_result as_fast_as_answered(std::uint16_t port, int clients, double seconds, const next_request& next,
                                int watchers = 0);

struct paced {
    int clients;  // at most so many requests at once
    double per_second;
    next_request next;
};
// All of them beside each other; one result each.
std::vector<load_result> at_fixed_rates(std::uint16_t port, double seconds, const std::vector<paced>& all,
                                        int watchers = 0);

// One request on a connection of its own: the whole answer.
std::string one_answer(std::uint16_t port, const std::string& request);

}  // namespace motcua::bench
