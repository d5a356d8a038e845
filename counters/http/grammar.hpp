// The small words of HTTP and of addresses, letter by letter: tokens, field values, HOST:PORT, what an
// address may hold. RFC 9110 section 5.6, RFC 3986 section 2 and 3. Pure; any thread.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace motcua::http {

bool is_digit(char c);
// The digit's value, or -1.
int hex_value(char c);
// One letter of a method, a field's name, a transfer coding.
bool is_token_letter(char c);
bool is_token(std::string_view text);
// Visible letters, blanks, tabs and the bytes above ASCII; no control character. May be empty.
bool is_field_value(std::string_view text);
std::string_view without_blanks(std::string_view text);

struct header_line {
    std::string_view name;
    std::string_view value;
};
// "NAME: VALUE" without its line end. Nothing for a line that goes on from the one before (obs-fold), a blank
// before the colon, a control character.
std::optional<header_line> read_header_line(std::string_view text);

// "close, Upgrade" → its elements without blanks; empty ones are left out.
std::vector<std::string_view> list_elements(std::string_view text);

// Letters, digits and "-._~": the same whether they are percent-encoded or not.
bool is_unreserved(char c);
// What stands as itself in a path or a query, '/', '?' and '%' aside.
bool is_path_letter(char c);
// HOST, HOST:PORT, [IPv6] or [IPv6]:PORT, the host not empty, without a user's name.
bool is_authority(std::string_view text);

}  // namespace motcua::http
