// The program: one line per command here, one file per command beside it. Exit status: 0 done · 1 the answer
// is no · 2 bad input, all faults printed as file:line:column · 3 did not finish · 4 the world failed.
#include <spdlog/sinks/stdout_sinks.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "counters/app/serve.hpp"
#include "counters/commands/backup.hpp"
#include "counters/commands/calendar_adopt.hpp"
#include "counters/commands/clock_confirm.hpp"
#include "counters/commands/due.hpp"
#include "counters/commands/printers_command.hpp"
#include "counters/commands/procedures_import.hpp"
#include "counters/commands/procedures_list.hpp"
#include "counters/commands/render.hpp"
#include "counters/commands/replay.hpp"
#include "counters/commands/scxml_http.hpp"
#include "counters/commands/simulate.hpp"
#include "engine/base/clock.hpp"
#include "engine/base/log.hpp"

namespace {

using namespace motcua;

void add_serve(CLI::App& app, int& status) {
    auto o = std::make_shared<app::serve_options>();
    auto* c = app.add_subcommand("serve", "The counter server: page, API, printers");
    c->footer(
        "A clock that shows a time before the last commit, or one much later, is held: nothing is written\n"
        "until it is put right or a head confirms it (on the page, or `motcua clock confirm`). Reading goes "
        "on.");
    c->add_option("--data", o->data, "Data folder, created when absent")->required();
    c->add_option("--listen", o->listen,
                  "ADDRESS:PORT; 0.0.0.0:PORT or [::]:PORT: every address of this machine. Whoever asks for "
                  "another address or name is refused")
        ->capture_default_str();
    c->add_option(
        "--name", o->names,
        "HOST[:PORT]: a name under which it is reached too, such as that of a TLS proxy in front; may "
        "stand several times");
    c->add_option("--workflows", o->workflows, "Charts, procedures, calendars, rules")->capture_default_str();
    c->add_option("--templates", o->templates, "Printed forms")->capture_default_str();
    c->add_option("--office", o->office,
                  "Office file: staff, counters, printers (default: the sample office)");
    c->add_option("--page", o->page, "The compiled page")->capture_default_str();
    c->add_flag("--training", o->training, "A virtual clock, a drawn printer, every sheet marked");
    c->add_option("--scenario", o->scenario, "Training: what an empty data folder is filled with");
    c->add_flag("--office-printers", o->office_printers,
                "Training: print on the printers of the office file and mail through its mail server, not on "
                "the drawn one and into the folder");
    auto* go_on = c->add_option("--continue-after", o->continue_after,
                                "For a data folder that has lost commits, as the refused start said: go on "
                                "after this one, with all numbers above those that are lost");
    auto* by = c->add_option("--by", o->by, "Who decides that; stands in the office's journal");
    go_on->needs(by)->check(CLI::NonNegativeNumber);
    by->needs(go_on);
    c->callback([o, &status] { status = app::serve(*o, std::cout, std::cerr); });
}

void add_simulate(CLI::App& app, int& status) {
    auto o = std::make_shared<counters::simulate_options>();
    auto* c =
        app.add_subcommand("simulate", "A scenario through the real engine on a virtual clock; slips as PDF");
    c->add_option("scenario", o->scenario, "Scenario file")->required();
    c->add_option("--out", o->out, "Folder for the data and the PDFs")->required();
    c->add_option("--workflows", o->workflows, "Charts, procedures, calendars, rules")->capture_default_str();
    c->add_option("--templates", o->templates, "Printed forms")->capture_default_str();
    c->add_option("--seed", o->seed, "Of what the scenario leaves to chance")->capture_default_str();
    c->add_flag("--json", o->json, "One JSON object");
    c->callback([o, &status] { status = counters::simulate(*o, std::cout, std::cerr); });
}

void add_due(CLI::App& app, int& status) {
    auto o = std::make_shared<counters::due_options>();
    auto* c = app.add_subcommand("due", "A due date, with each counted and each skipped day");
    c->footer(counters::due_help);
    c->add_option("--calendar", o->calendar, "Folder with base.xml and vn-YYYY.xml")->required();
    c->add_option("--from", o->from, "Moment of acceptance, such as 2026-02-11T10:00 (Vietnamese time)")
        ->required();
    c->add_option("--working-days", o->working_days, "The term, counted in working days;");
    c->add_option("--working-hours", o->working_hours, "or in working hours;");
    c->add_option("--calendar-days", o->calendar_days, "or in calendar days;");
    c->add_flag("--at-once", o->at_once, "or none: resolved at once");
    c->add_option("--rules", o->rules, "Name of a rule set (default: the one in force on that day)");
    c->add_option("--rules-folder", o->rules_folder,
                  "Folder of the rule sets (default: `rules` beside the calendars)");
    c->add_option("--office", o->office, "Whose own hours and closures count too");
    c->add_flag("--json", o->json, "One JSON object; `due` is ISO 8601 with +07:00");
    c->callback([o, &status] { status = counters::due_command(*o, std::cout, std::cerr); });
}

void add_amendment(CLI::App& c, counters::calendar_preview_options& o) {
    c.add_option("--data", o.data, "Data folder, not in use")->required();
    c.add_option("--calendar", o.calendar, "Folder of the new calendar files")->required();
    c.add_option("--workflows", o.workflows, "The calendar in force stands there, until one is adopted")
        ->capture_default_str();
    c.add_option("--office", o.office, "Whose own hours and closures count too")->capture_default_str();
    c.add_option("--at", o.at, "Moment (default: now; of a training folder: where its clock stands)");
    c.add_flag("--json", o.json, "One JSON object");
}

void add_calendar(CLI::App& app, int& status) {
    auto* calendar = app.add_subcommand("calendar", "Amendments of the legal calendar");
    calendar->require_subcommand(1);
    auto o = std::make_shared<counters::calendar_preview_options>();
    auto* preview = calendar->add_subcommand("preview",
                                             "Every printed date that a new calendar would move. Exit "
                                             "status: 0 none, 1 some");
    add_amendment(*preview, *o);
    preview->callback([o, &status] { status = counters::calendar_preview(*o, std::cout, std::cerr); });
    auto a = std::make_shared<counters::calendar_adopt_options>();
    auto* adopt = calendar->add_subcommand(
        "adopt",
        "Puts a new calendar in force for a data folder and gives every open dossier whose date moves a new "
        "receipt revision, once; repeat it after a crash. Without --yes it only shows what would move. Exit "
        "status: 0 adopted, 1 not confirmed or refused");
    add_amendment(*adopt, a->what);
    adopt->add_option("--templates", a->templates, "Forms, for the new receipts")->capture_default_str();
    adopt->add_flag("--yes", a->yes, "Confirm");
    adopt->add_option("--by", a->by, "Who confirms; stands in the journal of every dossier that moves");
    adopt->add_option("--confirmed", a->confirmed,
                      "The new calendar's hash as the preview showed it; refused where the "
                      "files say something else by now");
    adopt->add_option("--in-force", a->in_force,
                      "The hash of the calendar that the preview showed as in force; refused "
                      "where another one is by now");
    adopt->callback([a, &status] { status = counters::calendar_adopt(*a, std::cout, std::cerr); });
}

void add_procedures(CLI::App& app, int& status) {
    auto* all = app.add_subcommand("procedures", "The catalogue of procedures");
    all->require_subcommand(1);
    auto i = std::make_shared<counters::procedures_import_options>();
    auto* import = all->add_subcommand("import", "Makes procedure files of a published list");
    import->footer(counters::procedures_import_help);
    import->add_option("file", i->file, "The list, FILE.tsv")->required();
    import->add_option("--out", i->out, "Folder of the procedure files, a folder in it for each field")
        ->required();
    import->add_option("--unit", i->units, "LEVEL=CODE:AGENCY: who works on procedures of a level")
        ->capture_default_str();
    import->add_option("--prefix", i->prefix, "Of the numbers of procedures without a national code")
        ->capture_default_str();
    import->add_flag("--replace", i->replace, "Writes files anew that are there already");
    import->callback([i, &status] { status = counters::procedures_import(*i, std::cout, std::cerr);
});
auto l = std::make_shared<counters::procedures_list_options>();
auto* list = all->add_subcommand("list", "The procedures that are offered on a day");
list->add_option("--workflows", l->workflows, "Charts, procedures, calendars, rules")->capture_default_str();
list->add_option("--day", l->day, "Default: today");
list->add_flag("--unconfirmed", l->unconfirmed,
               "Only those of which level, term, fee or documents are not confirmed");
list->add_flag("--json", l->json, "One JSON object");
list->callback([l, &status] { status = counters::procedures_list(*l, std::cout, std::cerr); });
}  // namespace

void add_clock(CLI::App& app, int& status) {
    auto* clock = app.add_subcommand("clock", "The clock of the office's PC");
    clock->require_subcommand(1);
    auto o = std::make_shared<counters::clock_confirm_options>();
    auto* c = clock->add_subcommand(
        "confirm",
        "Says that a clock is right which is held because it shows a time before the last commit, or one "
        "much later; the server may be running or not. Journalled with who and both times. Exit status: 0 "
        "confirmed, or nothing was held; 1 refused; 3 the running server did not answer");
    c->add_option("--data", o->data, "Data folder")->required();
    c->add_option("--by", o->by, "Id of the head in the office file")->required();
    c->add_option("--office", o->office, "Office file (default: the sample office)")->capture_default_str();
    c->callback([o, &status] { status = counters::clock_confirm(*o, system_clock(), std::cout, std::cerr); });
}

void add_render(CLI::App& app, int& status) {
    auto o = std::make_shared<counters::render_options>();
    auto* c = app.add_subcommand("render", "A form with values as PDF, PNG or ESC/POS");
    c->add_option("form", o->form, "Form name or template file")->required();
    c->add_option("--values", o->values, "JSON file")->required();
    c->add_option("--out", o->out, "FILE.pdf, .png or .escpos")->required();
    c->add_option("--templates", o->templates, "Printed forms")->capture_default_str();
    c->add_option("--medium", o->medium, "a4, a4-landscape, a5, 80mm, 58mm");
    c->add_option("--set", o->set, "Which set of forms: 2018, 2025, residence, …");
    c->add_option("--day", o->day, "Day of acceptance: the form in force then");
    c->add_option("--reprint", o->reprint, "Marks the sheet as the N-th reprint");
    c->add_flag("--training", o->training, "Marks the sheet as training");
    c->callback([o, &status] { status = counters::render(*o, std::cout, std::cerr); });
}

void add_replay(CLI::App& app, int& status) {
    auto o = std::make_shared<counters::replay_options>();
    auto* c = app.add_subcommand("replay", "Lives every session again from the journal; verifies the chain");
    c->add_option("--data", o->data, "Data folder; its server must be stopped")->required();
    c->add_option("--workflows", o->workflows,
                  "Instead of those that the data folder has kept; calendars that were adopted stay");
    c->add_option("--office", o->office, "Of --workflows")->capture_default_str();
    c->callback([o, &status] { status = counters::replay_command(*o, std::cout, std::cerr); });
}

void add_backup(CLI::App& app, int& status) {
    auto o = std::make_shared<counters::backup_options>();
    auto* c = app.add_subcommand(
        "backup", "A safe copy of a data folder, also while its server runs; its chain is verified");
    c->footer(counters::backup_help);
    c->add_option("--data", o->data, "Data folder")->required();
    c->add_option("--to", o->to, "New folder for the copy")->required();
    c->callback([o, &status] { status = counters::backup(*o, std::cout, std::cerr); });
}

void add_scxml(CLI::App& app, int& status) {
    auto o = std::make_shared<lab::scxml_run_options>();
    auto events = std::make_shared<std::string>();
    auto targets = std::make_shared<std::vector<std::string>>();
    auto* scxml = app.add_subcommand("scxml", "SCXML documents");
    scxml->require_subcommand(1);
    auto* c = scxml->add_subcommand("run",
                                    "Runs any SCXML document. Exit status: 0 ends in `pass`, 1 in `fail`, 2 "
                                    "a bad document, 3 elsewhere or stuck, 4 the folder cannot be written");
    c->add_option("file", o->file, "SCXML document")->required();
    c->add_option(
        "--events", *events,
        "Lines {\"event\":{\"name\":…,\"data\":…},\"after\":ms} from a file, or - for the standard "
        "input; after each the configuration is printed. A bad line is named and ends the run with 2");
    c->add_flag("--trace", o->trace, "Events, exits and entries to the standard error output");
    c->add_flag("--real-time", o->real_time, "Delays take as long as they say");
    c->add_option(
        "--data", o->data,
        "Folder in which the run is kept at each wait: started again, it goes on from there. Its HTTP "
        "messages reach its own address only");
    c->add_option("--http-target", *targets, "Addresses the document may send to besides its own");
    c->callback([o, events, targets, &status] {
        o->events = !events->empty();
        if (!o->events || *events == "-") {
            status = counters::scxml_command(*o, *targets, std::cin, std::cout, std::cerr);
            return;
        }
        std::ifstream in(*events);
        if (!in)
            std::cerr << "motcua: cannot read " << *events << '\n', status = 2;
        else
            status = counters::scxml_command(*o, *targets, in, std::cout, std::cerr);
    });
}

void add_printers(CLI::App& app, int& status) {
    auto* all = app.add_subcommand("printers", "The office's printers");
    all->footer(counters::printers_help);
    all->require_subcommand(1);
    auto o = std::make_shared<counters::printers_add_options>();
    auto* add = all->add_subcommand("add", "Asks a printer how it is, then adds it to DIR/printers.json");
    add->add_option("uri", o->uri, "Address of the printer")->required();
    add->add_option("--name", o->name, "What people call it")->required();
    add->add_option("--data", o->data, "Data folder")->required();
    add->add_flag("--replace", o->replace, "Gives the printer of that name this address");
    add->add_flag("--even-if-silent", o->even_if_silent, "Also when it does not answer now");
    add->callback([o, &status] { status = counters::printers_add(*o, std::cout, std::cerr); });
    auto* list = all->add_subcommand("list", "Each printer of DIR/printers.json with its state");
    list->add_option("--data", o->data, "Data folder")->required();
    list->callback([o, &status] { status = counters::printers_list({o->data}, std::cout, std::cerr); });
    auto* probe = all->add_subcommand("probe", "Asks a printer how it is; prints nothing");
    probe->add_option("uri", o->uri, "Address of the printer")->required();
    probe->callback([o, &status] { status = counters::printers_probe(o->uri, std::cout, std::cerr); });
    auto* test = all->add_subcommand("test", "Prints a test page");
    test->add_option("uri", o->uri, "Address of the printer")->required();
    test->callback([o, &status] { status = counters::printers_test(o->uri, std::cout, std::cerr); });
}

}  // namespace

int main(int argc, char** argv) {
    auto logger =
        std::make_shared<spdlog::logger>("motcua", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
    logger->set_level(spdlog::level::info);
    set_log(logger);

    CLI::App app{"motcua: the workflow engine of a one-stop-shop counter"};
    app.name("motcua");
    app.require_subcommand(1);
    app.footer(
        "`motcua COMMAND --help` explains each. Exit status: 0 done; 1 the answer is no; 2 bad input, every\n"
        "fault as file:line:column: message; 3 did not finish; 4 the world failed (disk, network).");
    int status = 0;
    add_serve(app, status);
    add_simulate(app, status);
    add_due(app, status);
    add_calendar(app, status);
    add_clock(app, status);
    add_procedures(app, status);
    add_render(app, status);
    add_replay(app, status);
    add_backup(app, status);
    add_scxml(app, status);
    add_printers(app, status);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : 2;
    }
    return status;
}
