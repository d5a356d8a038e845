#include "printers/drivers/ipp/ipp_line.hpp"

#include <sys/socket.h>

#include <algorithm>

#include "engine/base/hash.hpp"
#include "engine/base/log.hpp"

namespace motcua::printers::ipp {
namespace {

double seconds(std::chrono::milliseconds ms) {
    return static_cast<double>(ms.count()) / 1000.0;
}

int give_up(http_t*, void*) {
    return 0;
}

}  // namespace

bool ipp_line::connected() {
    if (http_) return true;
    const auto encryption = where_.encrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED;
    // A busy printer now and then breaks off the greeting of an encrypted line.
    for (int tries = where_.encrypted ? 3 : 1; !http_ && tries > 0; --tries)
        http_.reset(httpConnect2(where_.host.c_str(), where_.port, nullptr, AF_UNSPEC, encryption, 1,
                                 static_cast<int>(wait_.connect.count()), nullptr));
    missed_ = reason::unreachable;
    if (!http_) return false;
    httpSetTimeout(http_.get(), seconds(wait_.answer), give_up, nullptr);
    if (!where_.encrypted) return true;
    if (const auto shown = shown_certificate(); where_.certificate.empty() && !shown.empty()) {
        log().info("printers: uri={} certificate={}", where_.uri, shown);
        where_.certificate = shown;
    }
    return still_itself();
}

// libcups connects anew by itself, when the printer closed the connection for one: asked again after each
// request and before any document.
bool ipp_line::still_itself() {
    if (!where_.encrypted) return true;
    const auto shown = shown_certificate();
    if (!shown.empty() && shown == where_.certificate) return true;
    log().error("printers: uri={} shows certificate={} instead of {}; if that is right, add it anew",
                where_.uri, shown, where_.certificate);
    missed_ = reason::certificate_changed;
    http_.reset();
    return false;
}

std::string ipp_line::shown_certificate() const {
    cups_array_t* all = nullptr;
    if (httpCopyCredentials(http_.get(), &all) != 0) return {};
    std::string out;
    if (const auto* own = static_cast<const http_credential_t*>(cupsArrayFirst(all)))
        out = sha256({static_cast<const char*>(own->data), own->datalen});
    httpFreeCredentials(all);
    return out;
}

std::string ipp_line::certificate() {
    return where_.encrypted && connected() ? where_.certificate : std::string();
}

message ipp_line::request(ipp_op_t operation) const {
    message m(ippNewRequest(operation));
    ippAddString(m.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, where_.uri.c_str());
    ippAddString(m.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr,
                 where_.user.c_str());
    return m;
}

message ipp_line::exchange(const message& question) {
    if (!connected()) return nullptr;
    const auto length = ippLength(question.get());
    const http_status_t sent = cupsSendRequest(http_.get(), question.get(), where_.resource.c_str(), length);
    if (sent == HTTP_STATUS_CONTINUE && !still_itself()) return nullptr;
    message answer(sent == HTTP_STATUS_CONTINUE ? cupsGetResponse(http_.get(), where_.resource.c_str())
                                                : nullptr);
    if (!answer) http_.reset();
    return answer;
}

message ipp_line::ask(const message& question) {
    const bool fresh = !http_;
    if (message answer = exchange(question); answer || fresh) return answer;
    return exchange(question);
}

// Some printers take the end of a broken upload for the end of the document and print the half. When this
// process is killed, a reset tells them that it was not.
void ipp_line::reset_when_killed(bool on) {
    const linger how{on, 0};
    ::setsockopt(httpGetFd(http_.get()), SOL_SOCKET, SO_LINGER, &how, sizeof how);
}

ipp_line::delivery ipp_line::deliver(const message& request, std::string_view document) {
    delivery out;
    if (!connected()) return out;
    httpSetTimeout(http_.get(), seconds(wait_.stall), give_up, nullptr);
    const auto length = ippLength(request.get()) + document.size();
    http_status_t status = cupsSendRequest(http_.get(), request.get(), where_.resource.c_str(), length);
    if (status == HTTP_STATUS_CONTINUE && !still_itself()) return out;
    reset_when_killed(true);
    std::size_t at = 0;
    while (status == HTTP_STATUS_CONTINUE && at < document.size()) {
        out.begun = true;
        const std::size_t n = std::min<std::size_t>(document.size() - at, 32768);
        status = cupsWriteRequestData(http_.get(), document.data() + at, n);
        at += n;
    }
    out.whole = status == HTTP_STATUS_CONTINUE && at == document.size();
    // An early refusal (busy, format) has its answer waiting although not every byte was taken.
    if (status != HTTP_STATUS_ERROR) out.answer.reset(cupsGetResponse(http_.get(), where_.resource.c_str()));
    if (!out.answer || !out.whole) {
        http_.reset();
        return out;
    }
    reset_when_killed(false);
    httpSetTimeout(http_.get(), seconds(wait_.answer), give_up, nullptr);
    return out;
}

}  // namespace motcua::printers::ipp
