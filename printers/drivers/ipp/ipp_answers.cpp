#include "printers/drivers/ipp/ipp_answers.hpp"

#include <utility>

namespace motcua::printers::ipp {
namespace {

constexpr std::pair<std::string_view, reason> stems[] = {
    {"media-empty", reason::paper_out},
    {"media-needed", reason::paper_out},
    {"media-low", reason::paper_near_end},
    {"media-jam", reason::paper_jam},
    {"cover-open", reason::cover_open},
    {"door-open", reason::cover_open},
    {"interlock-open", reason::cover_open},
    {"toner-empty", reason::toner_out},
    {"marker-supply-empty", reason::toner_out},
    {"toner-low", reason::toner_low},
    {"marker-supply-low", reason::toner_low},
    {"paused", reason::paused},
    {"moving-to-paused", reason::paused},
    {"shutdown", reason::offline},
    {"offline", reason::offline},
    {"connecting-to-device", reason::offline},
    {"timed-out", reason::no_answer},
    {"spool-area-full", reason::busy},
};

std::string_view string_at(ipp_attribute_t* a, int i) {
    const char* s = ippGetString(a, i, nullptr);
    return s ? std::string_view(s) : std::string_view();
}

bool takes_pdf(ipp_attribute_t* formats) {
    for (int i = 0; i < ippGetCount(formats); ++i)
        if (string_at(formats, i) == "application/pdf") return true;
    return formats == nullptr;
}

}  // namespace

std::optional<reason> reason_of_keyword(std::string_view keyword) {
    bool grave = true;
    for (std::string_view suffix : {"-error", "-warning", "-report"}) {
        if (!keyword.ends_with(suffix)) continue;
        keyword.remove_suffix(suffix.size());
        grave = suffix == "-error";
        break;
    }
    for (const auto& [stem, r] : stems)
        if (keyword == stem) return r;
    const bool says_nothing = keyword.empty() || keyword == "none" || keyword == "other";
    return grave && !says_nothing ? std::optional(reason::printer_error) : std::nullopt;
}

printer_answer read_printer(ipp_t* answer) {
    printer_answer out;
    ipp_attribute_t* keywords = ippFindAttribute(answer, "printer-state-reasons", IPP_TAG_KEYWORD);
    for (int i = 0; i < ippGetCount(keywords); ++i)
        if (const auto r = reason_of_keyword(string_at(keywords, i))) out.reasons.add(*r);

    ipp_attribute_t* state = ippFindAttribute(answer, "printer-state", IPP_TAG_ENUM);
    const int now = state ? ippGetInteger(state, 0) : IPP_PSTATE_IDLE;
    if (now == IPP_PSTATE_PROCESSING && !out.reasons.blocks()) out.reasons.add(reason::busy);
    if (now == IPP_PSTATE_STOPPED && !out.reasons.blocks()) out.reasons.add(reason::paused);
    ipp_attribute_t* accepting = ippFindAttribute(answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
    if (accepting && !ippGetBoolean(accepting, 0)) out.reasons.add(reason::offline);
    out.takes_pdf = takes_pdf(ippFindAttribute(answer, "document-format-supported", IPP_TAG_MIMETYPE));
    return out;
}

std::optional<job_answer> find_job(ipp_t* answer, const std::string& name) {
    std::optional<job_answer> newest;
    job_answer job;
    bool ours = false;
    const auto close = [&] {
        if (ours && (!newest || job.id >= newest->id)) newest = job;
        job = {};
        ours = false;
    };
    for (ipp_attribute_t* a = ippFirstAttribute(answer); a; a = ippNextAttribute(answer)) {
        if (ippGetGroupTag(a) != IPP_TAG_JOB || !ippGetName(a)) {
            close();
            continue;
        }
        const std::string_view key = ippGetName(a);
        if (key == "job-id" && ippGetValueTag(a) == IPP_TAG_INTEGER) job.id = ippGetInteger(a, 0);
        if (key == "job-state" && ippGetValueTag(a) == IPP_TAG_ENUM) job.state = ippGetInteger(a, 0);
        if (key == "job-name") ours = string_at(a, 0) == name;
    }
    close();
    return newest;
}

std::optional<outcome> end_of(int job_state) {
    switch (job_state) {
        case IPP_JSTATE_COMPLETED:
            return outcome{verdict::done, {}};
        case IPP_JSTATE_ABORTED:
            return outcome{verdict::failed, {reason::aborted}};
        case IPP_JSTATE_CANCELED:
            return outcome{verdict::failed, {reason::cancelled}};
        default:
            return std::nullopt;
    }
}

}  // namespace motcua::printers::ipp
