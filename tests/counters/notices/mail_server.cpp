#include "tests/counters/notices/mail_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

namespace motcua::notices::testing {
namespace {

std::shared_ptr<X509> self_signed(EVP_PKEY* key) {
    std::shared_ptr<X509> out(X509_new(), X509_free);
    ASN1_INTEGER_set(X509_get_serialNumber(out.get()), 1);
    X509_set_version(out.get(), 2);
    X509_gmtime_adj(X509_getm_notBefore(out.get()), -86400);
    X509_gmtime_adj(X509_getm_notAfter(out.get()), 86400);
    X509_set_pubkey(out.get(), key);
    auto* name = X509_get_subject_name(out.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"),
                               -1, -1, 0);
    X509_set_issuer_name(out.get(), name);
    for (const auto& [kind, value] :
         {std::pair(NID_subject_alt_name, "DNS:localhost"), {NID_basic_constraints, "critical,CA:TRUE"}}) {
        auto* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value);
        X509_add_ext(out.get(), extension, -1);
        X509_EXTENSION_free(extension);
    }
    X509_sign(out.get(), key, EVP_sha256());
    return out;
}

std::string pem_of(X509* certificate) {
    std::unique_ptr<BIO, int (*)(BIO*)> memory(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_X509(memory.get(), certificate);
    char* text = nullptr;
    const auto size = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

std::string between(const std::string& line, char open, char close) {
    const auto from = line.find(open) + 1;
    return line.substr(from, line.find(close, from) - from);
}

}  // namespace

struct mail_server::line {
    int fd;
    std::unique_ptr<SSL, void (*)(SSL*)> tls{nullptr, SSL_free};
    std::string unread{};

    std::string read() {
        for (;;) {
            if (const auto end = unread.find("\r\n"); end != unread.npos) {
                auto out = unread.substr(0, end);
                unread.erase(0, end + 2);
                return out;
            }
            char more[4096];
            const auto n = tls ? SSL_read(tls.get(), more, sizeof more)
                               : static_cast<int>(::recv(fd, more, sizeof more, 0));
            if (n <= 0) return "\0";
            unread.append(more, static_cast<std::size_t>(n));
        }
    }
    void say(const std::string& words) const {
        const auto all = words + "\r\n";
        if (tls)
            SSL_write(tls.get(), all.data(), static_cast<int>(all.size()));
        else
            ::send(fd, all.data(), all.size(), MSG_NOSIGNAL);
    }
};

mail_server::mail_server(security s) : security_(s) {
    if (s == security::starttls) {
        const std::shared_ptr<EVP_PKEY> key(EVP_RSA_gen(2048), EVP_PKEY_free);
        const auto certificate = self_signed(key.get());
        certificate_ = pem_of(certificate.get());
        tls_.reset(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
        SSL_CTX_use_certificate(tls_.get(), certificate.get());
        SSL_CTX_use_PrivateKey(tls_.get(), key.get());
    }
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&here), size) != 0 || ::listen(listener_, 8) != 0)
        throw std::runtime_error("no port for the mail server");
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&here), &size);
    port_ = ntohs(here.sin_port);
    thread_ = std::thread([this] { serve(); });
}

mail_server::~mail_server() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
}

void mail_server::answer_next(const std::string& command, std::vector<std::string> lines) {
    const std::lock_guard lock(mutex_);
    for (auto& l : lines) answers_.emplace_back(command, std::move(l));
}

void mail_server::hang_up_after_the_next_letter() {
    const std::lock_guard lock(mutex_);
    hang_up_ = true;
}

void mail_server::demand_login(std::string plain) {
    const std::lock_guard lock(mutex_);
    login_ = std::move(plain);
}

std::vector<mail_server::letter> mail_server::letters(std::size_t n) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(20), [&] { return letters_.size() >= n; });
    return letters_;
}

void mail_server::serve() {
    for (;;) {
        line l{::accept(listener_, nullptr, nullptr)};
        if (l.fd < 0) return;
        talk(l);
        ::close(l.fd);
    }
}

std::string mail_server::answer_to(const std::string& command, const std::string& usual) {
    const std::lock_guard lock(mutex_);
    const auto at =
        std::find_if(answers_.begin(), answers_.end(), [&](const auto& a) { return a.first == command; });
    if (at == answers_.end()) return usual;
    auto out = at->second;
    answers_.erase(at);
    return out;
}

// False: the connection broke.
bool mail_server::take_letter(line& l, letter& taken) {
    for (auto text = l.read(); text != "."; text = l.read()) taken.data += text + "\n";
    const auto answer = answer_to(".", "250 taken");
    bool broken = false;
    {
        const std::lock_guard lock(mutex_);
        broken = std::exchange(hang_up_, false);
        if (answer.starts_with("250")) letters_.push_back(std::exchange(taken, {}));
    }
    if (!broken) l.say(answer);
    changed_.notify_all();
    return !broken;
}

void mail_server::talk(line& l) {
    l.say("220 localhost");
    letter taken;
    for (;;) {
        const auto command = l.read();
        const auto verb = command.substr(0, 4);
        if (command.empty() || verb == "QUIT") return;
        taken.encrypted = l.tls != nullptr;
        if (verb == "EHLO") {
            const bool offers_tls = security_ == security::starttls && !l.tls;
            l.say(offers_tls ? "250-localhost\r\n250 STARTTLS" : "250-localhost\r\n250 AUTH PLAIN");
        } else if (verb == "STAR") {
            l.say("220 go on");
            l.tls.reset(SSL_new(tls_.get()));
            SSL_set_fd(l.tls.get(), l.fd);
            if (SSL_accept(l.tls.get()) != 1) return;
        } else if (verb == "AUTH") {
            l.say("334 ");
            l.say(l.read() == login_ ? "235 welcome" : "535 no");
        } else if (verb == "MAIL") {
            taken.from = between(command, '<', '>');
            l.say(answer_to(verb, "250 ok"));
        } else if (verb == "RCPT") {
            taken.to = between(command, '<', '>');
            l.say(answer_to(verb, "250 ok"));
        } else if (verb == "DATA") {
            const auto answer = answer_to(verb, "354 go on");
            l.say(answer);
            if (answer.starts_with("354") && !take_letter(l, taken)) return;
        } else {
            l.say("502 unknown");
        }
    }
}

}  // namespace motcua::notices::testing
