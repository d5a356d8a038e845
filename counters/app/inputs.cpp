#include "counters/app/inputs.hpp"

#include <charconv>

#include "counters/http/origin_guard.hpp"
#include "engine/tools.hpp"

namespace motcua::app {
namespace {

constexpr const char* sample_office = "counters/config/sample-office.xml";
constexpr const char* sample_scenario = "workflows/scenarios/training-day.xml";

std::optional<http::options> listen_on(const std::string& text) {
    const auto colon = text.rfind(':');
    http::options out;
    if (colon == text.npos) return std::nullopt;
    out.address = text.substr(0, colon);
    if (out.address.starts_with('[') && out.address.ends_with(']'))
        out.address = out.address.substr(1, out.address.size() - 2);
    const auto* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data() + colon + 1, end, out.port);
    if (error != std::errc() || at != end || out.address.empty()) return std::nullopt;
    return out;
}

template <class T>
std::optional<T> take(read_result<T> r, std::vector<std::string>& wrong) {
    if (r) return std::move(*r);
    for (const auto& f : r.error()) wrong.push_back(to_string(f));
    return std::nullopt;
}

}  // namespace

tl::expected<inputs, std::vector<std::string>> read_inputs(const serve_options& o) {
    inputs out;
    std::vector<std::string> wrong;
    if (auto listen = listen_on(o.listen))
        out.listen = std::move(*listen);
    else
        wrong.push_back(
            "motcua: --listen wants ADDRESS:PORT, such as 127.0.0.1:8080, 0.0.0.0:8080 or [::1]:8080");
    for (const auto& name : o.names)
        if (!http::origin_guard::is_name(name))
            wrong.push_back("motcua: --name wants HOST or HOST:PORT, such as motcua.xa.example; got '" +
                            name + "'");
    out.listen.names = o.names;
    if (auto page = out.page.add(o.page, "/"); !page)
        wrong.push_back("motcua: " + page.error().message + " (./dev build makes it; --page names it)");

    const auto office_name = o.office.empty() ? std::string(sample_office) : o.office;
    auto office = take(counters::read_office_file(office_name), wrong);
    if (office)
        if (auto all = take(office_printers::read(*office, office_name, o.data + "/printers.json"), wrong))
            out.printers = std::move(*all);
    if (auto texts = take(notices::wording::read(o.templates + "/notices.xml"), wrong))
        out.notice_texts = std::move(*texts);
    if (auto forms = take(templates::library::load(o.templates), wrong)) out.forms = std::move(*forms);
    if (o.training)
        out.day = take(lab::read_scenario(o.scenario.empty() ? sample_scenario : o.scenario), wrong);
    if (wrong.empty()) {
        out.office = std::move(*office);
        return out;
    }
    if (const auto code = office ? office->code : out.day ? out.day->office : std::string(); !code.empty())
        if (const auto read = tools::check_workflows(o.workflows, code); !read)
            for (const auto& f : read.error()) wrong.push_back(to_string(f));
    return tl::make_unexpected(std::move(wrong));
}

}  // namespace motcua::app
