#include "printers/drivers/ipp/ipp_answers.hpp"

#include <algorithm>
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

enum class severity { report, warning, error, unsaid };

// Takes the suffix off.
severity severity_of(std::string_view& keyword) {
    static constexpr std::pair<std::string_view, severity> suffixes[] = {
        {"-report", severity::report}, {"-warning", severity::warning}, {"-error", severity::error}};
    for (const auto& [suffix, how] : suffixes) {
        if (!keyword.ends_with(suffix)) continue;
        keyword.remove_suffix(suffix.size());
        return how;
    }
    return severity::unsaid;
}

bool says_nothing(std::string_view stem) {
    return stem == "none" || stem == "other";
}

// Said by a queue (CUPS) that takes jobs and holds them until the printer behind it is ready, also while it
// is processing one.
bool is_of_a_queue(std::string_view keyword) {
    return keyword == "cups-waiting-for-job-completed" || keyword == "connecting-to-device";
}

// States of a printer that works, by their meaning.
bool without_suffix_harmless(std::string_view stem) {
    return is_of_a_queue(stem) || stem == "resuming" || stem == "deactivated";
}

}  // namespace

void add_keyword(std::string_view keyword, reason_set& to) {
    const severity how = severity_of(keyword);
    if (keyword.empty() || says_nothing(keyword)) return;
    const bool stops =
        how == severity::error || (how == severity::unsaid && !without_suffix_harmless(keyword));
    const auto known =
        std::find_if(std::begin(stems), std::end(stems), [&](const auto& s) { return s.first == keyword; });
    if (known == std::end(stems)) {
        if (stops) to.add(reason::printer_error);
        return;
    }
    stops ? to.add(known->second) : to.add_warning(known->second);
    if (how == severity::error && is_only_warning(known->second)) to.add(reason::printer_error);
}

printer_answer read_printer(ipp_t* answer) {
    printer_answer out;
    bool holds_jobs_itself = false;
    ipp_attribute_t* keywords = ippFindAttribute(answer, "printer-state-reasons", IPP_TAG_KEYWORD);
    for (int i = 0; i < ippGetCount(keywords); ++i) {
        const auto keyword = string_at(keywords, i);
        add_keyword(keyword, out.reasons);
        holds_jobs_itself = holds_jobs_itself || is_of_a_queue(keyword);
    }
    ipp_attribute_t* state = ippFindAttribute(answer, "printer-state", IPP_TAG_ENUM);
    const int now = state ? ippGetInteger(state, 0) : IPP_PSTATE_IDLE;
    if (now == IPP_PSTATE_PROCESSING && !out.reasons.blocks() && !holds_jobs_itself)
        out.reasons.add(reason::busy);
    if (now == IPP_PSTATE_STOPPED) {
        out.reasons = out.reasons.in_earnest();
        if (!out.reasons.blocks()) out.reasons.add(reason::paused);
    }
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
