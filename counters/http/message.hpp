// A request and a response as the counter's rooms see them: plain values, no socket and no Beast type.
// Header names compare without case. Made on the server's executor; free to be moved anywhere.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::http {

enum class method { get, head, post, put, patch, remove, options };

std::string_view to_text(method m);

struct field {
    std::string name;
    std::string value;
};

struct request {
    http::method method = method::get;
    std::string path;          // begins with '/', percent-encoded where it must be and nowhere else
    std::vector<field> query;  // decoded, in order
    std::vector<field>
        headers;  // in order; lines of one name are one, "a, b"; Host is what the target said, if it did
    std::string body;

    std::string_view header(std::string_view name) const;  // empty when absent
    std::optional<std::string> parameter(std::string_view name) const;
};

struct response {
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body = {};
    std::vector<field> headers = {};
    // Instead of `body` for content that many answers share.
    std::shared_ptr<const std::string> shared = nullptr;

    const std::string& content() const { return shared ? *shared : body; }
};

// Equal without regard to ASCII case.
bool same_name(std::string_view a, std::string_view b);

std::string_view reason_phrase(int status);

// The status line and all headers with the empty line that ends them. Security headers stand in every answer.
// `date` is an IMF-fixdate. Values that hold line breaks are left out, so that no answer can be split.
std::string response_head(const response& r, bool keep_alive, std::string_view date);

}  // namespace motcua::http
