// The two roads of an error that is not our bug: `failure` is the world refusing (file, disk, network, library);
// `fault` is one mistake in something a person wrote (XML, JSON, configuration), with its place.
// Rejections of commands are domain values and live with the rooms that make them.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace motcua {

struct failure {
    enum class kind { io, full, corrupt, busy, not_found, bad_input, unsupported, limit };
    kind what = kind::io;
    std::string message;  // one sentence: what was tried, what happened, what to do next
};

template <class T>
using result = tl::expected<T, failure>;

inline tl::unexpected<failure> fail(failure::kind what, std::string message) {
    return tl::make_unexpected(failure{what, std::move(message)});
}

struct position {
    int line = 0;    // from 1; 0: the file as a whole
    int column = 0;  // from 1, in bytes
};

struct fault {
    std::string file;
    position at;
    std::string message;
};

// "file:line:column: message"
std::string to_string(const fault& f);

// All faults of what was read; never empty when it stands in for a value.
using faults = std::vector<fault>;

template <class T>
using read_result = tl::expected<T, faults>;

}  // namespace motcua
