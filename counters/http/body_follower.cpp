#include "counters/http/body_follower.hpp"

#include <algorithm>

#include "counters/http/grammar.hpp"

namespace motcua::http {
namespace {

constexpr refusal nothing_wrong{};
constexpr refusal bad_chunk{
    400, "A chunk is none: expected its size in hexadecimal digits and CRLF, its bytes, CRLF."};

void skip_blanks(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

bool skip_token(std::string_view& text) {
    const auto* end = std::find_if_not(text.begin(), text.end(), is_token_letter);
    const auto size = static_cast<std::size_t>(end - text.begin());
    text.remove_prefix(size);
    return size > 0;
}

bool skip_quoted(std::string_view& text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            text.remove_prefix(i + 1);
            return true;
        }
    }
    return false;
}

// *( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] ), section 7.1.1.
bool are_extensions(std::string_view text) {
    if (!is_field_value(text)) return false;
    while (!text.empty()) {
        skip_blanks(text);
        if (!text.starts_with(';')) return false;
        text.remove_prefix(1);
        skip_blanks(text);
        if (!skip_token(text)) return false;
        auto value = text;
        skip_blanks(value);
        if (!value.starts_with('=')) continue;
        value.remove_prefix(1);
        skip_blanks(value);
        if (value.starts_with('"') ? !skip_quoted(value) : !skip_token(value)) return false;
        text = value;
    }
    return true;
}

// What says where a message ends or whom it is for cannot come after it.
bool may_trail(std::string_view name) {
    for (std::string_view no :
         {"Content-Length", "Transfer-Encoding", "Host", "Connection", "Proxy-Connection", "Trailer"})
        if (same_name(name, no)) return false;
    return true;
}

}  // namespace

body_follower::progress body_follower::look(std::string_view bytes) {
    if (framing_ == body_framing::none) return {true, 0, {}};
    if (framing_ == body_framing::length) return {bytes.size() >= left_, left_, {}};
    while (phase_ != phase::complete) {
        const auto before = at_;
        refusal wrong;
        if (phase_ == phase::size)
            wrong = take_size(bytes);
        else if (phase_ == phase::data)
            wrong = take_data(bytes);
        else if (phase_ == phase::end_of_data)
            wrong = take_end_of_data(bytes);
        else
            wrong = take_trailer(bytes);
        if (wrong.status != 0) return {false, 0, wrong};
        if (at_ == before) return {};
    }
    return {true, at_, {}};
}

body_follower::line body_follower::next_line(std::string_view bytes) {
    const auto rest = bytes.substr(at_);
    const auto end = std::min(rest.find_first_of("\r\n"), rest.size());
    line out;
    if (end + overhead_ > most_.head)
        out.wrong = {431, "The extensions and trailers of the chunks are too long."};
    else if (rest.substr(end, 2) == "\r\n")
        out = {true, rest.substr(0, end), {}};
    else if (end < rest.size() && rest.substr(end) != "\r")
        out.wrong = bad_chunk;
    return out;
}

refusal body_follower::take_size(std::string_view bytes) {
    const auto [whole, text, wrong] = next_line(bytes);
    if (at_ < bytes.size() && hex_value(bytes[at_]) < 0) return bad_chunk;
    if (!whole) return wrong;
    std::size_t digits = 0, size = 0;
    for (; digits < text.size() && hex_value(text[digits]) >= 0; ++digits) {
        if (digits == 15) return bad_chunk;
        size = size * 16 + static_cast<std::size_t>(hex_value(text[digits]));
    }
    if (digits == 0 || !are_extensions(text.substr(digits))) return bad_chunk;
    if (size > most_.body - content_) return {413, "The content is too large."};
    content_ += size;
    overhead_ += text.size() - digits;
    left_ = size;
    at_ += text.size() + 2;
    phase_ = size == 0 ? phase::trailers : phase::data;
    return nothing_wrong;
}

refusal body_follower::take_data(std::string_view bytes) {
    const auto some = std::min(left_, bytes.size() - at_);
    at_ += some;
    left_ -= some;
    if (left_ == 0) phase_ = phase::end_of_data;
    return nothing_wrong;
}

refusal body_follower::take_end_of_data(std::string_view bytes) {
    const auto next = bytes.substr(at_, 2);
    if (next != std::string_view("\r\n").substr(0, next.size())) return bad_chunk;
    if (next.size() < 2) return nothing_wrong;
    at_ += 2;
    phase_ = phase::size;
    return nothing_wrong;
}

refusal body_follower::take_trailer(std::string_view bytes) {
    const auto [whole, text, wrong] = next_line(bytes);
    if (!whole) return wrong;
    at_ += text.size() + 2;
    overhead_ += text.size();
    if (text.empty()) {
        phase_ = phase::complete;
        return nothing_wrong;
    }
    const auto l = read_header_line(text);
    return l && may_trail(l->name)
               ? nothing_wrong
               : refusal{400, "A trailer is none, or one that may not come after the content."};
}

}  // namespace motcua::http
