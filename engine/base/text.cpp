#include "engine/base/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <utf8proc.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "engine/base/files.hpp"

namespace motcua {
namespace {

bool is_refused(char32_t c) {
    const bool control = (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0);
    const bool bidi =
        (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
    return control || bidi || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFF);
}

const utf8proc_uint8_t* bytes(std::string_view s) {
    return reinterpret_cast<const utf8proc_uint8_t*>(s.data());
}

std::string map(std::string_view text, int options) {
    utf8proc_uint8_t* out = nullptr;
    const auto n = utf8proc_map(bytes(text), static_cast<utf8proc_ssize_t>(text.size()), &out,
                                static_cast<utf8proc_option_t>(options));
    if (n < 0) return {};
    std::string s(reinterpret_cast<char*>(out), static_cast<std::size_t>(n));
    std::free(out);
    return s;
}

// Letters with a stroke or hook, which Unicode takes for letters of their own; in lower case, as case folding
// leaves them. Eth and the African d look like đ on paper and come out of old encodings.
char32_t unbarred(char32_t c) {
    switch (c) {
        case U'đ':
        case U'ð':
        case U'ɖ':
        case U'ɗ':
            return 'd';
        case U'ƀ':
        case U'ɓ':
            return 'b';
        case U'ħ':
            return 'h';
        case U'ı':
            return 'i';
        case U'ł':
            return 'l';
        case U'ø':
            return 'o';
        case U'ŧ':
            return 't';
        default:
            return c;
    }
}

// Whatever stands for one in H'Hen, as keyboards and old encodings give it.
bool is_apostrophe(char32_t c) {
    return c == '\'' || c == '`' || (c >= 0x2B9 && c <= 0x2BD) || c == 0x2C8 || c == 0x2CA || c == 0x2CB ||
           (c >= 0x2018 && c <= 0x201B) || c == 0x2032 || c == 0x2035 || c == 0xA78C;
}

bool is_dash(char32_t c) {
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        if (static_cast<unsigned char>(text[i]) < 0x80) {
            ++i;
            continue;
        }
        utf8proc_int32_t c;
        const auto n = utf8proc_iterate(bytes(text) + i, static_cast<utf8proc_ssize_t>(text.size() - i), &c);
        if (n <= 0) return i;
        i += static_cast<std::size_t>(n);
    }
    return std::nullopt;
}

result<std::string> clean_text(std::string_view text) {
    if (const auto bad = first_invalid_utf8(text))
        return fail(failure::kind::bad_input,
                    fmt::format("byte {} is not valid UTF-8; send the text as UTF-8", *bad + 1));
    std::size_t at = 0;
    for (char32_t c : to_code_points(text)) {
        ++at;
        if (is_refused(c))
            return fail(failure::kind::bad_input,
                        fmt::format("character {} (U+{:04X}) is a control or direction mark; remove it", at,
                                    static_cast<unsigned>(c)));
    }
    return map(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string fold(std::string_view text) {
    const std::string plain = map(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                            UTF8PROC_IGNORE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
    std::string out;
    for (char32_t c : to_code_points(plain)) {
        c = is_dash(c) ? U'-' : unbarred(c);
        const bool space = c == ' ' || c == '\t' || c == '\n' || is_apostrophe(c);
        if (!space)
            append_utf8(out, c);
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::vector<char32_t> to_code_points(std::string_view text) {
    std::vector<char32_t> out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        utf8proc_int32_t c;
        const auto n = utf8proc_iterate(bytes(text) + i, static_cast<utf8proc_ssize_t>(text.size() - i), &c);
        if (n <= 0) break;
        out.push_back(static_cast<char32_t>(c));
        i += static_cast<std::size_t>(n);
    }
    return out;
}

void append_utf8(std::string& out, char32_t c) {
    utf8proc_uint8_t buffer[4];
    const auto n = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), buffer);
    out.append(reinterpret_cast<char*>(buffer), static_cast<std::size_t>(n));
}

result<std::string> read_file(const std::string& path) {
    std::FILE* f = std::fopen(path.c_str(), "rb");
    if (!f)
        return fail(failure::kind::not_found, fmt::format("cannot read {}: {}", path, std::strerror(errno)));
    std::string content;
    char buffer[65536];
    for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, f)) > 0;) content.append(buffer, n);
    const bool bad = std::ferror(f) != 0;
    const int why = errno;
    std::fclose(f);
    if (bad) return fail(failure::kind::io, fmt::format("cannot read {}: {}", path, std::strerror(why)));
    return content;
}

result<void> write_file(const std::string& path, std::string_view content) {
    const std::string beside = path + ".part";
    const auto failed = [&](const char* verb) {
        const int why = errno;
        ::unlink(beside.c_str());
        return fail(why == ENOSPC ? failure::kind::full : failure::kind::io,
                    fmt::format("cannot {} {}: {}", verb, path, std::strerror(why)));
    };
    const int fd = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) return failed("create");
    while (!content.empty()) {
        const auto n = ::write(fd, content.data(), content.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return ::close(fd), failed("write");
        content.remove_prefix(static_cast<std::size_t>(n));
    }
    if (::fsync(fd) != 0) return ::close(fd), failed("flush");
    if (::close(fd) != 0) return failed("close");
    if (::rename(beside.c_str(), path.c_str()) != 0) return failed("rename to");
    // Without this a power cut may still bring back the old file, or none.
    const auto cut = path.rfind('/');
    return sync_folder(cut == std::string::npos ? "." : cut == 0 ? "/" : path.substr(0, cut));
}

}  // namespace motcua
