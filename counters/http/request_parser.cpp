#include "counters/http/request_parser.hpp"

#include <boost/asio/buffer.hpp>
// GCC 12 takes Boost's empty optional for one that is read, once the sanitizers are in.
#ifndef __clang__
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace motcua::http {
namespace {

namespace beast = boost::beast;

// Lines of one name are one value (RFC 9110 section 5.3); Beast keeps them together.
template <class Fields>
std::vector<field> fields_of(const Fields& message) {
    std::vector<field> out;
    out.reserve(16);
    for (const auto& h : message) {
        const std::string_view name(h.name_string().data(), h.name_string().size());
        const std::string_view value(h.value().data(), h.value().size());
        if (!out.empty() && same_name(out.back().name, name))
            out.back().value.append(same_name(name, "Cookie") ? "; " : ", ").append(value);
        else
            out.push_back({std::string(name), std::string(value)});
    }
    return out;
}

}  // namespace

std::optional<request> parse_request(char* bytes, std::size_t size, std::size_t head_size, request_head head,
                                     const framing_limits& most) {
    beast::http::request_parser<beast::http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(2 * most.head));
    parser.body_limit(most.body);
    bytes[std::string_view(bytes, head_size).find("\r\n") - 1] = head.minor_version == 0 ? '0' : '1';
    beast::error_code error;
    std::size_t read = parser.put(boost::asio::buffer(bytes, head_size), error);
    if (error) return std::nullopt;
    request out;
    out.headers = fields_of(parser.get());  // now: trailers are no header lines
    parser.eager(true);
    if (!parser.is_done())
        read += parser.put(boost::asio::buffer(bytes + head_size, size - head_size), error);
    if (error || !parser.is_done() || read != size) return std::nullopt;
    out.method = head.method;
    out.path = std::move(head.where.path);
    out.query = std::move(head.where.query);
    out.body = std::move(parser.get().body());
    for (auto& h : out.headers)
        if (!head.where.authority.empty() && same_name(h.name, "Host")) h.value = head.where.authority;
    return out;
}

}  // namespace motcua::http
