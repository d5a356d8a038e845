#include "counters/commands/simulate.hpp"

#include <filesystem>

#include "counters/app/kept_slip.hpp"
#include "engine/json_values.hpp"
#include "engine/lab/generate.hpp"
#include "engine/lab/printers.hpp"
#include "engine/lab/scenario_run.hpp"

namespace motcua::counters {
namespace {

namespace fs = std::filesystem;

int complain(std::ostream& err, const faults& all) {
    for (const auto& f : all) err << to_string(f) << '\n';
    return 2;
}

lab::printers::renderer renderer(const app::paper& forms) {
    return [&forms](engine& e, const duty& d) -> lab::printers::drawing {
        auto slip = app::kept_slip(e, forms, d.id);
        return [&forms, slip = std::move(slip), d]() -> result<std::string> {
            auto pdf = slip ? forms.pdf(*slip) : tl::make_unexpected(slip.error());
            if (pdf) return pdf;
            return fail(pdf.error().what,
                        d.name + " of session " + std::to_string(d.session) + ": " + pdf.error().message);
        };
    };
}

void show(const json_object& figures, bool as_json, std::ostream& out) {
    if (as_json) return void(out << to_text(figures) << '\n');
    for (const auto& [name, v] : figures) out << name << ": " << to_text(v) << '\n';
}

// The engine's own figures beside what the audit found; a difference is a finding.
json_object summary(const lab::scenario& s, const lab::scenario_result& scenario_result,
                    const lab::printers& paper, const json& figures, lab::audit& found) {
    json_object all{{"scenario", s.name},
                    {"seed", s.seed},
                    {"from", to_iso(s.from)},
                    {"to", to_iso(s.to)},
                    {"commands", scenario_result.commands},
                    {"restarts", scenario_result.openings - 1},
                    {"sheets", paper.printed()},
                    {"pdfs", paper.files()},
                    {"sheets_looked_at", paper.looked_at()}};
    for (const auto& [name, v] : figures.as_object()) all[name] = v;
    const std::pair<std::string_view, std::size_t> same[] = {
        {"late", found.late}, {"apologies", found.apologies}, {"premature", found.premature}};
    for (const auto& [name, counted] : same)
        if (get_integer(figures, name) != static_cast<std::int64_t>(counted))
            found.findings.push_back("the engine says " + std::to_string(get_integer(figures, name)) + " " +
                                     std::string(name) + ", the rows " + std::to_string(counted));
    all["missed"] = found.missed;
    all["doubled"] = found.doubled;
    all["number_gaps"] = found.number_gaps;
    all["parked"] = found.parked;
    return all;
}

}  // namespace

int simulate(const simulate_options& o, std::ostream& out, std::ostream& err) {
    auto scenario = lab::read_scenario(o.scenario);
    if (!scenario) return complain(err, scenario.error());
    if (auto drawn = lab::generate(*scenario, o.workflows, o.seed); !drawn)
        return complain(err, drawn.error());
    auto forms = templates::library::load(o.templates);
    if (!forms) return complain(err, forms.error());
    const app::paper form_book(std::move(*forms), false);
    std::error_code failed;
    const auto data = fs::path(o.out) / "data";
    if (fs::exists(data, failed))
        return err << "motcua: " << o.out << " already holds a simulation; name an empty folder with --out\n",
               2;
    const bool made = fs::create_directories(o.out, failed);
    if (failed) return err << "motcua: cannot create " << o.out << ": " << failed.message() << '\n', 4;

    lab::printers paper(*scenario, o.out, renderer(form_book));
    virtual_clock time(scenario->from);
    options with;
    with.data = data;
    with.workflows = o.workflows;
    with.office = scenario->office;
    with.forms = app::forms_for_engine(form_book);
    lab::simulated_office office(std::move(with), time, paper);
    open_error error;
    if (!office.open(error)) {
        for (const auto& line : error.lines) err << line << '\n';
        if (made) fs::remove(o.out, failed);  // only when nothing was put into it
        return error.bad_input ? 2 : 4;
    }
    const auto scenario_result = lab::run_scenario(*scenario, office);
    for (const auto& line : scenario_result.stuck) err << line << '\n';
    if (!scenario_result.stuck.empty()) return 4;
    if (!paper.trouble()) return err << "motcua: " << paper.trouble().error().message << '\n', 4;
    const auto figures = take_tree(office.inside().of.ask("figures").body);
    office.shut();
    auto found = lab::audit_office(data.string(), paper.trail(), time.now());
    if (!figures || !found)
        return err << "motcua: " << (figures ? found.error().message : figures.error().message) << '\n', 4;
    show(summary(*scenario, scenario_result, paper, *figures, *found), o.json, out);
    for (const auto& odd : scenario_result.unexpected) err << odd.place << ": " << odd.message << '\n';
    for (const auto& line : found->findings) err << line << '\n';
    return scenario_result.unexpected.empty() && found->findings.empty() ? 0 : 1;
}

}  // namespace motcua::counters
