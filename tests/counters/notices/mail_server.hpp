// A small mail server on the loopback that keeps what it is given and has the moods of real ones: busy,
// refusing, hanging up after the letter, with STARTTLS by a certificate of its own. One connection at a time,
// on its own thread.
#pragma once

#include <openssl/ssl.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace motcua::notices::testing {

class mail_server {
public:
    enum class security { none, starttls };
    explicit mail_server(security s = security::none);
    ~mail_server();
    mail_server(const mail_server&) = delete;
    mail_server& operator=(const mail_server&) = delete;

    int port() const { return port_; }
    // PEM of the certificate it shows; valid for "localhost".
    const std::string& certificate() const { return certificate_; }

    // The next answers to `command` ("MAIL", "RCPT", "DATA", or "." for the letter itself), each once.
    void answer_next(const std::string& command, std::vector<std::string> lines);
    // Once the next letter is taken, the connection breaks instead of the answer.
    void hang_up_after_the_next_letter();
    void demand_login(std::string plain);  // "\0user\0password" in base64

    struct letter {
        std::string from, to, data;
        bool encrypted = false;
    };
    // Until there are so many (20 s at most); what there is.
    std::vector<letter> letters(std::size_t n);

private:
    struct line;
    void serve();
    void talk(line& l);
    std::string answer_to(const std::string& command, const std::string& usual);
    bool take_letter(line& l, letter& l_);

    const security security_;
    std::string certificate_;
    std::shared_ptr<SSL_CTX> tls_;
    int listener_ = -1, port_ = 0;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<letter> letters_;
    std::vector<std::pair<std::string, std::string>> answers_;
    bool hang_up_ = false;
    std::string login_;
    std::thread thread_;
};

}  // namespace motcua::notices::testing
