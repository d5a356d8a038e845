#include "counters/http/conditions.hpp"

#include "counters/http/grammar.hpp"

namespace motcua::http {
namespace {

// RFC 9110 section 13.1: `*` is any file; a comparison that is not strong takes W/"x" for "x".
bool names(std::string_view condition, std::string_view etag, bool strong) {
    if (without_blanks(condition) == "*") return true;
    for (auto one : list_elements(condition)) {
        if (!strong && one.starts_with("W/")) one.remove_prefix(2);
        if (one == etag) return true;
    }
    return false;
}

}  // namespace

// In the order of section 13.2.2.
int status_under(const request& r, std::string_view etag) {
    const auto match = r.header("If-Match");
    const auto none_match = r.header("If-None-Match");
    if (!match.empty() && !names(match, etag, true)) return 412;
    if (!none_match.empty() && names(none_match, etag, false)) return 304;
    return 200;
}

}  // namespace motcua::http
