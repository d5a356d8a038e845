#include "counters/app/serve.hpp"

#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <mutex>

#include "counters/api/api.hpp"
#include "counters/app/desk.hpp"
#include "counters/app/supervisor.hpp"
#include "counters/http/server.hpp"
#include "counters/http/static_files.hpp"
#include "counters/notices/notice_folder.hpp"
#include "engine/base/log.hpp"

namespace motcua::app {
namespace {

// The training day begins here unless the data folder knows better.
constexpr std::string_view training_begin = "2026-02-09T07:00";
constexpr const char* sample_office = "counters/config/sample-office.xml";
constexpr const char* sample_scenario = "workflows/scenarios/training-day.xml";

int complain(std::ostream& err, const std::vector<fault>& all) {
    for (const auto& f : all) err << to_string(f) << '\n';
    return 2;
}

int complain(std::ostream& err, const failure& f) {
    err << "motcua: " << f.message << '\n';
    return f.what == failure::kind::bad_input ? 2 : 4;
}

std::optional<http::options> listen_on(const std::string& text) {
    const auto colon = text.rfind(':');
    http::options out;
    if (colon == text.npos) return std::nullopt;
    out.address = text.substr(0, colon);
    const auto* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data() + colon + 1, end, out.port);
    if (error != std::errc() || at != end || out.address.empty()) return std::nullopt;
    return out;
}

std::vector<attached> printers_of(const counters::office_file& office, const std::string& data,
                                  const training* lesson) {
    std::vector<attached> out;
    for (const auto& c : office.counters)
        for (const auto& p : c.printers) out.push_back({c.id + "/" + p.paper, p.paper, p.uri});
    if (!lesson) return out;
    // The training room has one counter: the drawn receipt printer, and sheets that land in a folder.
    const auto folder = std::filesystem::absolute(data) / "paper";
    std::filesystem::create_directories(folder);
    return {{"quay-1/80mm", "80mm", lesson->printer_uri()}, {"quay-1/a4", "a4", "spool:" + folder.string()}};
}

sigset_t block_ending_signals() {
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ending, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return ending;
}

int run(const serve_options& o, std::ostream& out, std::ostream& err) {
    const auto ending = block_ending_signals();
    auto listen = listen_on(o.listen);
    if (!listen) return err << "motcua: --listen wants ADDRESS:PORT, such as 127.0.0.1:8080\n", 2;
    auto office = counters::read_office_file(o.office.empty() ? sample_office : o.office);
    if (!office) return complain(err, office.error());
    auto forms = templates::library::load(o.templates);
    if (!forms) return complain(err, forms.error());
    const paper sheets(std::move(*forms), o.training);

    std::unique_ptr<training> lesson;
    if (o.training) {
        auto started = training::start(*parse_instant(training_begin));
        if (!started) return complain(err, started.error());
        lesson = std::move(*started);
    }
    const system_clock wall;
    const clock& time = lesson ? static_cast<const clock&>(lesson->clock()) : wall;

    // Told on the engine thread; set once everything stands.
    std::mutex listeners;
    std::function<void(const change&)> on_commit;
    std::atomic<bool> dead = false;
    motcua::options with;
    with.data = o.data;
    with.workflows = o.workflows;
    with.office = office->code;
    with.training = o.training;
    with.time = lesson ? &lesson->clock() : nullptr;
    with.on_commit = [&](const change& c) {
        const std::lock_guard lock(listeners);
        if (on_commit) on_commit(c);
    };
    with.on_fatal = [&](const std::string& why) {
        err << "motcua: the store stopped: " << why
            << "\nmotcua: nothing further is accepted; mend the disk and start again\n";
        dead = true;
        ::kill(::getpid(), SIGTERM);
    };
    open_error error;
    auto e = engine::open(std::move(with), error);
    if (!e) {
        for (const auto& line : error.lines) err << line << '\n';
        return error.bad_input ? 2 : 4;
    }
    if (lesson) {
        lesson->resume_clock(*e);
        auto filled = lesson->populate(*e, o.scenario.empty() ? sample_scenario : o.scenario);
        if (!filled) return complain(err, filled.error());
    }

    std::function<void(std::string_view, const json&)> announce = [](std::string_view, const json&) {};
    std::mutex announcing;
    const auto tell = [&](std::string_view event, const json& data) {
        const std::lock_guard lock(announcing);
        announce(event, data);
    };
    auto agent = print_agent::start(
        *e, sheets, printers_of(*office, o.data, lesson.get()), [&](const printers::printer_status& s) {
            tell("printer", json_object{{"id", s.printer}, {"reasons", names_of(s.reasons)}});
        });
    if (!agent) return complain(err, agent.error());
    const auto notice_path = std::filesystem::absolute(o.data) / "notices";
    std::filesystem::create_directories(notice_path);
    notices::notice_folder notices(*e, time, notice_path.string(), !lesson);
    desk services(*e, sheets, **agent, time, lesson.get());
    api::api door(api::door_to(*e), services, *office);
    http::static_files page;
    if (auto added = page.add(o.page, "/"); !added) return complain(err, added.error());
    {
        const std::lock_guard lock(announcing);
        announce = [&](std::string_view event, const json& data) { door.announce(event, data); };
    }
    if (lesson) lesson->announce_with(tell);
    {
        const std::lock_guard lock(listeners);
        on_commit = [&](const change& c) {
            for (const auto& d : c.duties) {
                (*agent)->take(d);
                notices.take(d);
            }
            notices.wake();
            door.committed(c);
        };
    }
    auto server = http::server::start(*listen, [&](http::request r, http::responder answer) {
        if (api::api::owns(r))
            door.handle(std::move(r), std::move(answer));
        else if (auto file = page.find(r))
            answer(std::move(*file));
        else
            answer({404, "text/plain; charset=utf-8", "Không có trang này.\n", {}, nullptr});
    });
    if (!server) return complain(err, server.error());
    out << "motcua: http://" << listen->address << ':' << (*server)->port() << '\n' << std::flush;

    int signal = 0;
    sigwait(&ending, &signal);

    // Stop accepting, tell the clients, drain; then no more paper; then the engine commits what it has and
    // closes.
    (*server)->shutdown();
    if (lesson) lesson->settle();
    {
        const std::lock_guard lock(listeners);
        on_commit = nullptr;
    }
    if (lesson) lesson->announce_with(nullptr);
    (*agent)->close();
    notices.close();
    return dead ? 4 : 0;
}

}  // namespace

int serve(const serve_options& options, std::ostream& out, std::ostream& err) {
    if (!options.training) return run(options, out, err);
    return keep_alive([&] { return run(options, out, err); });
}

}  // namespace motcua::app
