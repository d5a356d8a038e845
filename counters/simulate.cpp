#include "counters/simulate.hpp"

#include <filesystem>
#include <mutex>

#include "counters/app/paper.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/text.hpp"
#include "engine/lab/play.hpp"

namespace motcua::counters {
namespace {

namespace fs = std::filesystem;

int complain(std::ostream& err, const faults& all) {
    for (const auto& f : all) err << to_string(f) << '\n';
    return 2;
}

// The printers of a simulated office: every sheet a file, every duty reported as a real printer's would be.
class paper_folder {
public:
    paper_folder(const app::paper& forms, fs::path folder) : forms_(forms), folder_(std::move(folder)) {}

    void owe(const change& c) {
        const std::lock_guard lock(mutex_);
        duties_.insert(duties_.end(), c.duties.begin(), c.duties.end());
    }

    // Prints what is owed; on the caller's thread, never the engine's.
    result<void> print(engine& e) {
        for (;;) {
            std::vector<duty> now;
            {
                const std::lock_guard lock(mutex_);
                now.swap(duties_);
            }
            if (now.empty()) return {};
            for (const auto& d : now)
                if (auto ok = d.kind == "print" ? sheet(e, d) : told(e, d); !ok) return ok;
        }
    }

    std::size_t sheets = 0;

private:
    static void report(engine& e, const duty& d, std::string state, std::string sha = {}) {
        e.report({d.id, std::move(state), {}, "folder", std::move(sha)}).wait();
    }
    static result<void> told(engine& e, const duty& d) {
        report(e, d, "sending");
        report(e, d, "done");
        return {};
    }

    result<void> sheet(engine& e, const duty& d) {
        const auto kept = e.ask("slip", to_text(json_object{{"duty", d.id}}));
        const auto said = parse_json(kept.body);
        const auto slip =
            said && kept.found ? app::slip_from(*said) : fail(failure::kind::not_found, "no such slip");
        const auto pdf = slip ? forms_.pdf(*slip) : tl::make_unexpected(slip.error());
        if (!pdf)
            return fail(pdf.error().what,
                        d.name + " of session " + std::to_string(d.session) + ": " + pdf.error().message);
        report(e, d, "sending", sha256(*pdf));
        const auto name = d.name + "-" + std::to_string(d.session) + "-" +
                          std::to_string(get_integer(*said, "seq")) + ".pdf";
        if (auto written = write_file((folder_ / name).string(), *pdf); !written) return written;
        report(e, d, "done");
        ++sheets;
        return {};
    }

    const app::paper& forms_;
    fs::path folder_;
    std::mutex mutex_;
    std::vector<duty> duties_;
};

void show(const json_object& figures, bool as_json, std::ostream& out) {
    if (as_json) return void(out << to_text(figures) << '\n');
    for (const auto& [name, v] : figures) out << name << ": " << to_text(v) << '\n';
}

}  // namespace

int simulate(const simulate_options& o, std::ostream& out, std::ostream& err) {
    auto scenario = lab::read_scenario(o.scenario);
    if (!scenario) return complain(err, scenario.error());
    auto forms = templates::library::load(o.templates);
    if (!forms) return complain(err, forms.error());
    const app::paper sheets(std::move(*forms), false);
    std::error_code failed;
    if (fs::exists(fs::path(o.out) / "data", failed))
        return err << "motcua: " << o.out << " already holds a simulation; name an empty folder with --out\n",
               2;
    fs::create_directories(o.out, failed);
    if (failed) return err << "motcua: cannot create " << o.out << ": " << failed.message() << '\n', 4;

    paper_folder paper(sheets, o.out);
    virtual_clock time(scenario->from);
    options with;
    with.data = fs::path(o.out) / "data";
    with.workflows = o.workflows;
    with.office = scenario->office;
    with.time = &time;
    with.on_commit = [&](const change& c) { paper.owe(c); };
    open_error error;
    auto e = engine::open(std::move(with), error);
    if (!e) {
        for (const auto& line : error.lines) err << line << '\n';
        return error.bad_input ? 2 : 4;
    }
    result<void> printed;
    const auto played = lab::play(*scenario, *e, time, [&](instant) {
        if (printed) printed = paper.print(*e);
    });
    if (printed) printed = paper.print(*e);
    if (!printed) return err << "motcua: " << printed.error().message << '\n', 4;
    for (const auto& odd : played.surprises) err << odd.place << ": " << odd.message << '\n';
    const auto figures = parse_json(e->ask("figures").body);
    if (!figures) return err << "motcua: " << figures.error().message << '\n', 4;
    json_object all{{"scenario", scenario->name},
                    {"from", to_iso(scenario->from)},
                    {"to", to_iso(time.now())},
                    {"commands", played.commands},
                    {"sheets", paper.sheets}};
    for (const auto& [name, v] : figures->get_object()) all[name] = v;
    show(all, o.json, out);
    return played.surprises.empty() ? 0 : 1;
}

}  // namespace motcua::counters
