#include "counters/app/serve.hpp"

#include <pthread.h>
#include <unistd.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <thread>

#include "counters/api/api.hpp"
#include "counters/app/change_feed.hpp"
#include "counters/app/clock_requests.hpp"
#include "counters/app/inputs.hpp"
#include "counters/app/kept_slip.hpp"
#include "counters/app/mailing.hpp"
#include "counters/app/process_supervisor.hpp"
#include "counters/app/program_services.hpp"
#include "counters/app/warnings.hpp"
#include "counters/http/local_addresses.hpp"
#include "engine/base/log.hpp"
#include "engine/json_values.hpp"

namespace motcua::app {
namespace {

int complain(std::ostream& err, const std::vector<std::string>& lines, int status) {
    for (const auto& line : lines) err << line << '\n';
    return status;
}

int complain(std::ostream& err, const failure& f) {
    return complain(err, {"motcua: " + f.message}, f.what == failure::kind::bad_input ? 2 : 4);
}

// Nothing can be received before somebody has seen to it.
void warn_of_clock(const engine& e, std::ostream& err) {
    const auto office = tree_of(e.ask("office").body).value_or(json{});
    const json* clock = find(office, "clock");
    if (clock && get_bool(*clock, "held"))
        err << "motcua: " << get_string(*clock, "message") << ' ' << get_string(*clock, "next") << std::endl;
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

// Addresses that work from where they can be reached: all of the machine's where it listens on all.
void say_where(const http::options& listen, std::uint16_t port, std::ostream& out) {
    const bool all = http::is_any_address(listen.address);
    const bool six = listen.address.find(':') != listen.address.npos;
    std::vector<std::string> where{http::in_url(listen.address)};
    if (all) {
        where = http::own_addresses();
        if (!six) std::erase_if(where, [](const auto& a) { return a.starts_with('['); });
    }
    for (const auto& a : where) out << "motcua: http://" << a << ':' << port << '\n';
    for (const auto& name : listen.names) out << "motcua: also answers to " << name << '\n';
    out << std::flush;
}

void warn_of_the_network(const http::options& listen, std::ostream& err) {
    if (listen.address == "localhost" || http::is_loopback_address(listen.address)) return;
    err << "motcua: --listen " << http::in_url(listen.address)
        << ": chưa có đăng nhập nên bất kỳ ai trong mạng cũng làm được mọi việc dưới tên bất kỳ cán bộ nào "
           "(no accounts: anyone in the network can act as anyone)\n";
}

// Takes things down in the order of a good evening, whichever way `run` is left: nothing further is told,
// the clock stands, no more paper, no more notices; what is already under way is finished and recorded.
struct shutdown_order {
    change_feed& told;
    training* training_mode;
    print_agent& printers;
    notices::dispatcher& notices;
    ~shutdown_order() {
        if (training_mode) training_mode->settle();
        told.end();
        printers.close();
        notices.close();
        if (training_mode) training_mode->announce_with(nullptr);
    }
};

int run(const serve_options& o, std::ostream& out, std::ostream& err) {
    const auto ending = block_ending_signals();
    auto given = read_inputs(o);
    if (!given) return complain(err, given.error(), 2);
    const paper sheets(std::move(given->forms), o.training);
    const auto data = std::filesystem::absolute(o.data);

    std::unique_ptr<training> training_mode;
    if (o.training) {
        auto started = training::start(given->day->from);
        if (!started) return complain(err, started.error());
        training_mode = std::move(*started);
    }
    boost::asio::io_context root{1};
    change_feed told;
    std::atomic<bool> dead = false;
    motcua::options with;
    with.data = o.data;
    with.workflows = o.workflows;
    with.office = given->office.code;
    with.training = o.training;
    with.time = training_mode ? &training_mode->clock() : nullptr;
    with.judging.most_ahead = std::chrono::days(given->office.clock_days_ahead);
    with.forms = forms_for_engine(sheets);
    if (o.continue_after) with.continue_after = {*o.continue_after, o.by};
    open_error error;
    auto e = engine::open(std::move(with), error);
    if (!e) return complain(err, error.lines, error.bad_input ? 2 : 4);
    told.follow(*e);
    e->async_run([&](const std::optional<std::string>& why) {
        if (!why) return;
        err << "motcua: the store stopped: " << *why
            << "\nmotcua: nothing further is accepted; mend the disk and start again\n";
        dead = true;
        ::kill(::getpid(), SIGTERM);
    });
    const clock& time = e->time();
    warn_of_clock(*e, err);
    if (training_mode) {
        if (const auto resumed = training_mode->resume(*e); !resumed) return complain(err, resumed.error());
        training_mode->populate(*e, *given->day);
    }

    const bool drawn = training_mode && !o.office_printers;
    auto agent = print_agent::start(
        {*e, sheets, time, !training_mode},
        drawn ? office_printers::drawn(training_mode->printer_uri(), (data / "paper").string())
              : std::move(given->printers),
        [&](const printers::printer_status& s) {
            told.announce("printer", json_object{{"id", s.printer}, {"reasons", names_of(s.reasons)}});
        });
    if (!agent) return complain(err, agent.error());
    auto letters = dispatcher_options_of(*given, *e, sheets, o);
    if (!letters) return complain(err, letters.error());
    notices::dispatcher notices(
        std::move(*letters),
        [&](progress_report r) { return e->async_report(std::move(r), boost::asio::use_future).get(); },
        time);
    program_services services(*e, sheets, **agent, time, training_mode.get(), o.workflows + "/calendars");
    api::api door(api::door_to(*e), services, given->office);
    const shutdown_order at_exit{told, training_mode.get(), **agent, notices};
    const auto heard = told.subscribe({[&](const std::vector<duty>& unfinished) {
                                           (*agent)->resume(unfinished);
                                           for (const auto& d : unfinished) notices.take(d);
                                       },
                                       [&](const change& c) {
                                           for (const auto& d : c.duties) {
                                               (*agent)->take(d);
                                               notices.take(d);
                                           }
                                           door.committed(c);
                                       },
                                       [&](std::string_view event, const json& what) {
                                           if (event == "clock") {
                                               (*agent)->wake();
                                               notices.wake();
                                           }
                                           door.announce(event, what);
                                       }});
    if (!heard) return complain(err, heard.error());
    const clock_requests confirmations(*e, given->office, o.data);
    if (training_mode)
        training_mode->announce_with(
            [&told](std::string_view event, const json& what) { told.announce(event, what); });
    auto server =
        http::server::start(root.get_executor(), given->listen, [&](http::request r, http::responder answer) {
            if (api::api::owns(r))
                door.handle(std::move(r), std::move(answer));
            else if (auto file = given->page.find(r))
                answer(std::move(*file));
            else
                answer({404, "text/plain; charset=utf-8", "Không có trang này.\n", {}, nullptr});
        });
    if (!server) return complain(err, server.error());
    std::thread io([&root] { root.run(); });
    warn_of_the_network(given->listen, err);
    say_where(given->listen, (*server)->port(), out);

    daily_warnings warnings(*e, time);
    warnings.print(err);
    const timespec a_minute{60, 0};
    while (sigtimedwait(&ending, nullptr, &a_minute) < 0) warnings.look();
    // Stop accepting, tell the clients, answer what was asked; then the evening begins, and the engine
    // commits what it has, checkpoints and closes.
    boost::asio::co_spawn(root, (*server)->drain(), boost::asio::use_future).get();
    io.join();
    return dead ? 4 : 0;
}

}  // namespace

int serve(const serve_options& options, std::ostream& out, std::ostream& err) {
    if (!options.training) return run(options, out, err);
    return keep_alive([&] { return run(options, out, err); });
}

}  // namespace motcua::app
