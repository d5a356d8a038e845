#include "counters/api/routes.hpp"

#include <array>

namespace motcua::api {
namespace {

using http::method;

constexpr unsigned write = staff | body | key;

// A path's pattern stands once per method; a {name} takes one segment.
constexpr std::array<route, 31> table = {{
    {method::get, "/office", nothing, show_office},
    {method::get, "/events", staff, watch_events},
    {method::post, "/clock/confirm", staff | key, confirm_clock},

    {method::get, "/procedures", staff, list_procedures},
    {method::get, "/procedures/{code}", staff, show_procedure},
    {method::post, "/route", staff | body, route_dossier},

    {method::get, "/warnings", staff, list_warnings},
    {method::get, "/worklists", staff, list_worklists},
    {method::get, "/dossiers", staff, list_dossiers},
    {method::post, "/dossiers", write, receive_dossier},
    {method::post, "/dossiers/search", staff | body, search_dossiers},
    {method::get, "/dossiers/{id}", staff, show_dossier},
    {method::post, "/dossiers/{id}/actions/{event}", write, act_on_dossier},
    {method::post, "/dossiers/{id}/preview", staff | body, preview_slip},

    {method::get, "/rounds", staff, list_rounds},
    {method::post, "/rounds", write, create_round},
    {method::get, "/rounds/{id}", staff, show_round},
    {method::post, "/rounds/{id}/actions/{event}", write, act_on_round},

    {method::get, "/slips/{file}", staff, show_slip},
    {method::post, "/slips/{id}/reprint", staff | key, reprint_slip},
    {method::get, "/printers", staff, list_printers},
    {method::get, "/jobs", staff, list_jobs},
    {method::post, "/jobs/{id}/decide", write, decide_job},

    {method::post, "/calendar/preview", staff, preview_calendar},
    {method::post, "/calendar/adopt", write, adopt_calendar},

    {method::get, "/training/state", training_only, show_training},
    {method::post, "/training/advance", body | training_only, advance_clock},
    {method::post, "/training/printer", body | training_only, set_printer},
    {method::post, "/training/power", training_only, pull_power},
    {method::get, "/training/sheets", training_only, list_sheets},
    {method::get, "/training/sheets/{file}", training_only, show_sheet},
}};

std::optional<std::vector<std::string>> fit(std::string_view pattern,
                                            const std::vector<std::string>& segments) {
    std::vector<std::string> names;
    std::size_t at = 0;
    pattern.remove_prefix(1);
    for (const auto& segment : segments) {
        if (at > pattern.size()) return std::nullopt;
        const auto end = std::min(pattern.find('/', at), pattern.size());
        const auto part = pattern.substr(at, end - at);
        if (!part.empty() && part.front() == '{') {
            if (segment.empty()) return std::nullopt;
            names.push_back(segment);
        } else if (part != segment) {
            return std::nullopt;
        }
        at = end + 1;
    }
    if (at <= pattern.size()) return std::nullopt;
    return names;
}

}  // namespace

std::span<const route> routes() {
    return table;
}

match find_route(method m, const std::vector<std::string>& segments) {
    match out;
    const method wanted = m == method::head ? method::get : m;
    for (const auto& r : table) {
        auto names = fit(r.pattern, segments);
        if (!names) continue;
        if (r.method == wanted) {
            out.found = &r;
            out.names = std::move(*names);
            return out;
        }
        if (!out.allowed.empty()) out.allowed += ", ";
        out.allowed += http::to_text(r.method);
        if (r.method == method::get) out.allowed += ", HEAD";
    }
    return out;
}

}  // namespace motcua::api
