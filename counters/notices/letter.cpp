#include "counters/notices/letter.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/hash.hpp"

namespace motcua::notices {
namespace {

constexpr std::string_view end = "\r\n";

std::string base64(std::string_view bytes) {
    constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto n = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t v = 0;
        for (std::size_t k = 0; k < 3; ++k)
            v = v << 8 | (k < n ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k) out += k <= n ? digits[v >> (18 - 6 * k) & 63] : '=';
    }
    return out;
}

std::string in_lines(const std::string& encoded) {
    constexpr std::size_t longest = 76;
    std::string out;
    for (std::size_t i = 0; i < encoded.size(); i += longest) {
        out.append(encoded, i, longest);
        out += end;
    }
    return out;
}

// RFC 2047: lines of at most 76 characters, `begun` of which stand on the first one already; no encoded word
// cuts a letter in two.
std::string encoded_words(std::string_view text, std::size_t begun) {
    constexpr std::string_view before = "=?UTF-8?B?", after = "?=";
    constexpr std::size_t line = 76;
    std::string out;
    while (!text.empty()) {
        const auto room = line - begun - before.size() - after.size();
        auto n = std::min(room / 4 * 3, text.size());
        while (n < text.size() && (static_cast<unsigned char>(text[n]) & 0xC0U) == 0x80U) --n;
        out += out.empty() ? "" : "\r\n ";
        out.append(before).append(base64(text.substr(0, n))).append(after);
        text.remove_prefix(n);
        begun = 1;
    }
    return out;
}

std::string header(std::string_view name, std::string_view text) {
    return fmt::format("{}: {}\r\n", name, encoded_words(text, name.size() + 2));
}

std::string mailbox(std::string_view header, const std::string& name, const std::string& address) {
    return fmt::format("{}: {}<{}>\r\n", header,
                       name.empty() ? "" : encoded_words(name, header.size() + 2) + "\r\n ", address);
}

std::string date_of(instant at) {
    constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto local = to_local(at);
    const auto day = day_of(local);
    const std::chrono::year_month_day ymd{day};
    const std::chrono::hh_mm_ss time{local - local_instant{day}};
    return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +{:02}00",
                       days[std::chrono::weekday{day}.c_encoding()], static_cast<unsigned>(ymd.day()),
                       months[static_cast<unsigned>(ymd.month()) - 1], static_cast<int>(ymd.year()),
                       time.hours().count(), time.minutes().count(), time.seconds().count(),
                       local_offset.count());
}

std::string text_part(const std::string& text) {
    return "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
           in_lines(base64(text));
}

}  // namespace

std::string to_mime(const letter& l) {
    auto out = fmt::format("Date: {}\r\n{}{}Message-ID: <{}>\r\n{}", date_of(l.at),
                           mailbox("From", l.from_name, l.from), mailbox("To", l.to_name, l.to), l.id,
                           header("Subject", l.subject));
    out += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
    if (!l.enclosed) return out + text_part(l.text);
    const auto border = "motcua-" + sha256(l.id).substr(0, 24);
    const auto& a = *l.enclosed;
    return out + fmt::format(
                     "Content-Type: multipart/mixed; boundary=\"{0}\"\r\n\r\n--{0}\r\n{1}--{0}\r\n"
                     "Content-Type: {2}; name=\"{3}\"\r\nContent-Disposition: attachment; "
                     "filename=\"{3}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{4}--{0}--\r\n",
                     border, text_part(l.text), a.media_type, a.name, in_lines(base64(a.bytes)));
}

}  // namespace motcua::notices
