#include "counters/app/serve.hpp"

#include <pthread.h>

#include <algorithm>
#include <csignal>
#include <exception>

#include "counters/app/process_supervisor.hpp"
#include "counters/app/serving_office.hpp"
#include "engine/base/log.hpp"

namespace motcua::app {
namespace {

namespace asio = boost::asio;

// They come to the root thread alone, once the office is open: threads take over the mask of those who start
// them, and no system call of theirs is interrupted.
void mask_ending_signals(int how) {
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    pthread_sigmask(how, &ending, nullptr);
}

// From opening to shutdown. What was opened is closed whichever step failed.
asio::awaitable<int> day(serving_office& office) {
    int status = co_await office.open_engine();
    if (status == 0) status = co_await office.open_duties();
    if (status == 0) status = office.start();
    if (status == 0) {
        mask_ending_signals(SIG_UNBLOCK);
        status = co_await office.until_shutdown();
    }
    co_await office.drain_server();
    co_await office.close_duties();
    co_await office.close_engine();
    co_return status;
}

// A fault of one handler costs that handler; the office goes on.
void run_root(asio::io_context& root) {
    for (;;) try {
            root.run();
            return;
        } catch (const std::exception& e) {
            log().error("root=threw why=\"{}\"", e.what());
        }
}

int run(const serve_options& o, std::ostream& out, std::ostream& err) {
    constexpr std::size_t drawn_printers = 2;
    mask_ending_signals(SIG_BLOCK);
    std::signal(SIGPIPE, SIG_IGN);
    auto given = read_inputs(o);
    if (!given) return complain(err, given.error(), 2);
    executors on(std::max(given->printers.all().size(), drawn_printers));
    serving_office office(on, o, std::move(*given), out, err);
    int status = 4;
    asio::co_spawn(on.root, day(office), [&](const std::exception_ptr& broken, int ended_with) {
        status = ended_with;
        if (!broken) return;
        status = 4;
        on.root.stop();
        std::rethrow_exception(broken);
    });
    run_root(on.root);
    return status;
}

}  // namespace

int serve(const serve_options& options, std::ostream& out, std::ostream& err) {
    if (!options.training) return run(options, out, err);
    return keep_alive([&] { return run(options, out, err); });
}

}  // namespace motcua::app
