#include "printers/drivers/ipp/ipp_device.hpp"

#include <condition_variable>
#include <mutex>

#include "engine/base/log.hpp"

namespace motcua::printers::ipp {
namespace {

// False when somebody asked to stop.
bool pause(std::chrono::milliseconds time, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

bool is_busy(ipp_status_t s) {
    return s == IPP_STATUS_ERROR_BUSY || s == IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS ||
           s == IPP_STATUS_ERROR_TEMPORARY || s == IPP_STATUS_ERROR_SERVICE_UNAVAILABLE;
}

bool is_success(ipp_status_t s) {
    return s >= IPP_STATUS_OK && s <= IPP_STATUS_OK_EVENTS_COMPLETE;
}

result<printer_address> address_of(const device_uri& uri) {
    if (auto known = check_options(uri, {"user", "certificate"}); !known)
        return tl::make_unexpected(known.error());
    if (uri.host.empty() || uri.path.size() < 2)
        return fail(failure::kind::bad_input, "printer address \"" + uri.text +
                                                  "\": expected a host and a path, as in " + uri.scheme +
                                                  "://10.0.0.9/ipp/print");
    printer_address where;
    where.host = uri.host;
    where.resource = uri.path;
    where.port = uri.port == 0 ? 631 : uri.port;
    where.user = uri.option("user", "motcua");
    where.encrypted = uri.scheme == "ipps";
    where.certificate = uri.option("certificate", "");
    for (char& c : where.certificate)
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    const bool digits = where.certificate.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!where.certificate.empty() && (!where.encrypted || where.certificate.size() != 64 || !digits))
        return fail(failure::kind::bad_input,
                    "printer address \"" + uri.text +
                        "\": certificate= holds the 64 digits of a SHA-256 and belongs "
                        "to ipps");
    char text[HTTP_MAX_URI];
    if (httpAssembleURI(HTTP_URI_CODING_ALL, text, sizeof text, uri.scheme.c_str(), nullptr,
                        where.host.c_str(), where.port, where.resource.c_str()) < HTTP_URI_STATUS_OK)
        return fail(failure::kind::bad_input,
                    "printer address \"" + uri.text + "\" is too long or malformed");
    where.uri = text;
    return where;
}

}  // namespace

result<std::unique_ptr<device>> open_ipp(const device_uri& uri, const patience& wait) {
    auto where = address_of(uri);
    if (!where) return tl::make_unexpected(where.error());
    return std::make_unique<ipp_device>(std::move(*where), wait);
}

std::string certificate_of(const device_uri& uri, const patience& wait) {
    auto where = address_of(uri);
    return where ? ipp_line(std::move(*where), wait).certificate() : std::string();
}

reason_set ipp_device::prepare(std::stop_token) {
    const message question = line_.request(IPP_OP_GET_PRINTER_ATTRIBUTES);
    static constexpr const char* wanted[] = {"printer-state", "printer-state-reasons",
                                             "printer-is-accepting-jobs", "document-format-supported"};
    ippAddStrings(question.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", 4, nullptr,
                  wanted);
    const message answer = line_.ask(question);
    if (!answer) return {line_.missed()};
    if (!is_success(ippGetStatusCode(answer.get())))
        return {is_busy(ippGetStatusCode(answer.get())) ? reason::busy : reason::printer_error};
    printer_answer said = read_printer(answer.get());
    if (!said.takes_pdf) said.reasons.add(reason::unsupported_document);
    return said.reasons;
}

ipp_device::lookup ipp_device::find(const std::string& job_name) {
    lookup out;
    for (const char* which : {"not-completed", "completed"}) {
        const message question = line_.request(IPP_OP_GET_JOBS);
        ippAddString(question.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", nullptr, which);
        static constexpr const char* wanted[] = {"job-id", "job-name", "job-state"};
        ippAddStrings(question.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", 3, nullptr,
                      wanted);
        const message answer = line_.ask(question);
        if (!answer || !is_success(ippGetStatusCode(answer.get()))) return {};
        if (!out.job) out.job = find_job(answer.get(), job_name);
    }
    out.answered = true;
    return out;
}

message ipp_device::print_request(const shipment& job) const {
    message m = line_.request(IPP_OP_PRINT_JOB);
    ippAddString(m.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, job.name.c_str());
    ippAddString(m.get(), IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr, "application/pdf");
    if (job.copies > 1) ippAddInteger(m.get(), IPP_TAG_JOB, IPP_TAG_INTEGER, "copies", job.copies);
    return m;
}

outcome ipp_device::send(const shipment& job, const teller& tell, std::stop_token stop) {
    const auto* pdf = std::get_if<std::string>(&job.content);
    if (!pdf || pdf->empty()) return {verdict::failed, {reason::unsupported_document}};
    const lookup before = find(job.name);
    if (!before.answered) return {verdict::untouched, {line_.missed()}};
    if (before.job) return follow(job.name, tell, stop);

    const auto sent = line_.deliver(print_request(job), *pdf);
    if (sent.answer && !is_success(ippGetStatusCode(sent.answer.get()))) {
        const ipp_status_t status = ippGetStatusCode(sent.answer.get());
        if (is_busy(status)) return {verdict::untouched, {reason::busy}};
        log().error("printers: job={} refused: {}", job.name, ippErrorString(status));
        return {verdict::failed, {reason::aborted}};
    }
    if (!sent.begun) return {verdict::untouched, {line_.missed()}};
    if (!sent.whole || !sent.answer) return after_broken_upload(job.name);
    return follow(job.name, tell, stop);
}

// A printer was seen to print half an upload and to call it completed: only "aborted" can be believed here.
outcome ipp_device::after_broken_upload(const std::string& job_name) {
    const lookup now = find(job_name);
    if (now.job) {
        const auto end = end_of(now.job->state);
        if (end && end->what == verdict::failed) return *end;
    }
    return {verdict::unknown, {reason::connection_lost}};
}

outcome ipp_device::follow(const std::string& job_name, const teller& tell, const std::stop_token& stop) {
    while (true) {
        const lookup now = find(job_name);
        if (!now.answered) return {verdict::pending, {line_.missed()}};
        if (!now.job) return {verdict::unknown, {reason::not_known_to_printer}};
        if (auto end = end_of(now.job->state)) return *end;
        reason_set seen = prepare(stop);
        seen.remove(reason::busy);  // with our own job
        tell(seen);
        if (!pause(wait_.poll, stop)) return {verdict::pending, seen};
    }
}

// "Completed" is believed here although the upload may have been cut by the death of the process that began
// it: such a connection ends with a reset (see ipp_line), on which printers give the job up instead of
// printing the half.
outcome ipp_device::ask(const std::string& job_name, const teller& tell, std::stop_token stop) {
    return follow(job_name, tell, stop);
}

}  // namespace motcua::printers::ipp
