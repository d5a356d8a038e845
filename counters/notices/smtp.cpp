#include "counters/notices/smtp.hpp"

#include <curl/curl.h>

#include <cstring>
#include <memory>

#include "engine/base/text.hpp"

namespace motcua::notices {
namespace {

// A server may think for ten minutes about a letter it has taken (RFC 5321, 4.5.3.2.6); who gives up earlier
// sends it again to a server that keeps both.
constexpr long connect_seconds = 15, answer_seconds = 600, whole_seconds = 900;

struct upload {
    std::string_view left;
};

std::size_t give(char* into, std::size_t size, std::size_t n, void* user) {
    auto& from = static_cast<upload*>(user)->left;
    const auto count = std::min(size * n, from.size());
    std::memcpy(into, from.data(), count);
    from.remove_prefix(count);
    return count;
}

// Which command was answered last: "RCPT", "DATA", and how. What the server says to the letter itself counts
// as DATA.
struct talk {
    std::string command, answer;
};
int note_talk(CURL*, curl_infotype what, char* text, std::size_t size, void* user) {
    const std::string_view line(text, size);
    auto& last = *static_cast<talk*>(user);
    if (what == CURLINFO_HEADER_OUT && size >= 4 && !line.starts_with("QUIT"))
        last = {std::string(line.substr(0, 4)), {}};
    if (what == CURLINFO_HEADER_IN && last.answer.empty()) last.answer = line;
    return 0;
}

int asked_to_stop(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const std::atomic<bool>*>(user)->load() ? 1 : 0;
}

struct list_end {
    void operator()(curl_slist* l) const { curl_slist_free_all(l); }
};
struct handle_end {
    void operator()(CURL* c) const { curl_easy_cleanup(c); }
};

delivery later(std::string why) {
    return {delivery::kind::later, std::move(why)};
}

std::string with_code(std::string words, long code) {
    return code > 0 ? std::move(words) + " (mã " + std::to_string(code) + ")" : std::move(words);
}

// Only what the server says of this receiver or this letter is for good; what it says of us, a person mends.
delivery judge(CURLcode error, long code, const talk& last) {
    const bool of_letter = last.command == "RCPT" || last.command == "DATA";
    // 530: sign in first; 5.7.x: what this office may not do, such as sending to others through this server.
    if (of_letter && (code == 530 || (code >= 500 && last.answer.find(" 5.7.") == 3)))
        return later(with_code("máy chủ thư không cho văn phòng gửi", code));
    if (code >= 500 && of_letter)
        return {delivery::kind::refused,
                with_code(last.command == "RCPT" ? "máy chủ thư từ chối địa chỉ người nhận"
                                                 : "máy chủ thư từ chối nội dung thư",
                          code)};
    if (code >= 400 && code < 500) return later(with_code("máy chủ thư hẹn gửi lại sau", code));
    switch (error) {
        case CURLE_COULDNT_RESOLVE_HOST:
            return later("không tìm thấy máy chủ thư");
        case CURLE_COULDNT_CONNECT:
            return later("không kết nối được máy chủ thư");
        case CURLE_LOGIN_DENIED:
            return later("máy chủ thư không nhận tên đăng nhập hoặc mật khẩu");
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
            return later("chứng thư của máy chủ thư không được tin cậy");
        case CURLE_USE_SSL_FAILED:
        case CURLE_SSL_CONNECT_ERROR:
            return later("máy chủ thư không mã hóa được kết nối");
        case CURLE_OPERATION_TIMEDOUT:
            return later("máy chủ thư không trả lời");
        case CURLE_ABORTED_BY_CALLBACK:
            return later("chương trình đang dừng");
        default:
            return later(code >= 500 ? with_code("máy chủ thư từ chối người gửi", code)
                                     : "mất kết nối với máy chủ thư giữa chừng");
    }
}

result<std::string> first_line(const std::string& path) {
    auto text = read_file(path);
    if (text) text->erase(std::min(text->find_first_of("\r\n"), text->size()));
    return text;
}

}  // namespace

smtp::smtp(mail_server server, writer write) : server_(std::move(server)), write_(std::move(write)) {
    static const auto ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(ready);
}

delivery smtp::deliver(const duty& d) {
    const auto l = write_(d);
    if (l) return send(*l);
    const auto what = l.error().what;
    const bool for_good = what == failure::kind::corrupt || what == failure::kind::not_found;
    return {for_good ? delivery::kind::refused : delivery::kind::later, l.error().message};
}

delivery smtp::send(const letter& l) const {
    const std::unique_ptr<CURL, handle_end> c(curl_easy_init());
    if (!c) return later("thiếu bộ nhớ");
    const auto url = (server_.tls == encryption::always ? "smtps://" : "smtp://") + server_.host + ":" +
                     std::to_string(server_.port);
    const auto mime = to_mime(l);
    upload body{mime};
    talk last;
    const std::unique_ptr<curl_slist, list_end> to(curl_slist_append(nullptr, ("<" + l.to + ">").c_str()));
    const auto from = "<" + l.from + ">";
    const auto set = [&](auto option, auto value) { curl_easy_setopt(c.get(), option, value); };
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_USE_SSL, server_.tls == encryption::none ? long{CURLUSESSL_NONE} : long{CURLUSESSL_ALL});
    if (!server_.ca_file.empty()) set(CURLOPT_CAINFO, server_.ca_file.c_str());
    std::string password;
    if (!server_.user.empty()) {
        auto read = first_line(server_.password_file);
        if (!read) return later("không đọc được tệp mật khẩu của máy chủ thư");
        password = std::move(*read);
        set(CURLOPT_USERNAME, server_.user.c_str());
        set(CURLOPT_PASSWORD, password.c_str());
    }
    set(CURLOPT_MAIL_FROM, from.c_str());
    set(CURLOPT_MAIL_RCPT, to.get());
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &give);
    set(CURLOPT_READDATA, &body);
    set(CURLOPT_CONNECTTIMEOUT, connect_seconds);
    set(CURLOPT_TIMEOUT, whole_seconds);
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, answer_seconds);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &asked_to_stop);
    set(CURLOPT_XFERINFODATA, &hurried_);
    set(CURLOPT_VERBOSE, 1L);
    set(CURLOPT_DEBUGFUNCTION, &note_talk);
    set(CURLOPT_DEBUGDATA, &last);
    const auto error = curl_easy_perform(c.get());
    if (error == CURLE_OK) return {};
    long code = 0;
    curl_easy_getinfo(c.get(), CURLINFO_RESPONSE_CODE, &code);
    return judge(error, code, last);
}

}  // namespace motcua::notices
