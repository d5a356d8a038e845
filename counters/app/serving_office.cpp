#include "counters/app/serving_office.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_future.hpp>
#include <csignal>

#include "counters/app/kept_slip.hpp"
#include "counters/app/mailing.hpp"
#include "counters/http/local_addresses.hpp"
#include "engine/json_values.hpp"

namespace motcua::app {

namespace asio = boost::asio;

namespace {

int complain_of(const failure& f, std::ostream& err) {
    return complain(err, {"motcua: " + f.message}, f.what == failure::kind::bad_input ? 2 : 4);
}

// Nothing can be received before somebody has seen to it.
void warn_of_clock(const engine& e, std::ostream& err) {
    const auto office = tree_of(e.ask("office").body).value_or(json{});
    const json* clock = find(office, "clock");
    if (clock && get_bool(*clock, "held"))
        err << "motcua: " << get_string(*clock, "message") << ' ' << get_string(*clock, "next") << std::endl;
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

}  // namespace

int complain(std::ostream& err, const std::vector<std::string>& lines, int status) {
    for (const auto& line : lines) err << line << '\n';
    return status;
}

serving_office::serving_office(executors& on, const serve_options& o, inputs given, std::ostream& out,
                               std::ostream& err)
    : on_(on),
      options_(o),
      given_(std::move(given)),
      out_(out),
      err_(err),
      sheets_(std::move(given_.forms), o.training),
      data_(std::filesystem::absolute(o.data)),
      ending_(on.root, SIGINT, SIGTERM),
      day_(on.root, asio::steady_timer::time_point::max()),
      told_(on.root.get_executor()) {
    ending_.async_wait([this](const boost::system::error_code& cancelled, int) {
        if (!cancelled) stop_day();
    });
}

// What a day that ended as it should has closed already.
serving_office::~serving_office() {
    attempt(&serving_office::close_printers);
    attempt(&serving_office::close_notices);
    attempt(&serving_office::finish_rendering);
}

int serving_office::attempt(step what) {
    try {
        return (this->*what)();
    } catch (const std::exception& e) {
        return complain(err_, {std::string("motcua: ") + e.what()}, 4);
    }
}

asio::awaitable<int> serving_office::attempt_later(step what) {
    co_return attempt(what);
}

asio::awaitable<int> serving_office::open_engine() {
    int status = co_await on_.off_root(attempt_later(&serving_office::open_folder));
    if (status == 0) status = attempt(&serving_office::follow_engine);
    co_return status;
}

int serving_office::open_folder() {
    if (options_.training) {
        auto started = training::start(on_.root.get_executor(), given_.day->from);
        if (!started) return complain_of(started.error(), err_);
        training_ = std::move(*started);
    }
    motcua::options with;
    with.data = options_.data;
    with.workflows = options_.workflows;
    with.office = given_.office.code;
    with.training = options_.training;
    with.time = training_ ? &training_->clock() : nullptr;
    with.judging.most_ahead = std::chrono::days(given_.office.clock_days_ahead);
    with.forms = forms_for_engine(sheets_);
    if (options_.continue_after) with.continue_after = {*options_.continue_after, options_.by};
    open_error error;
    engine_ = engine::open(std::move(with), error);
    return engine_ ? 0 : complain(err_, error.lines, error.bad_input ? 2 : 4);
}

int serving_office::follow_engine() {
    told_.follow(*engine_);
    engine_->async_run(asio::bind_executor(on_.root, [this](const std::optional<std::string>& why) {
        if (!why) return;
        err_ << "motcua: the store stopped: " << *why
             << "\nmotcua: nothing further is accepted; mend the disk and start again\n";
        store_failed_ = true;
        stop_day();
    }));
    warn_of_clock(*engine_, err_);
    return 0;
}

asio::awaitable<int> serving_office::open_duties() {
    int status = co_await on_.off_root(attempt_later(&serving_office::prepare_training));
    if (status == 0) status = co_await on_.off_root(attempt_later(&serving_office::open_printers));
    if (status == 0) status = co_await on_.off_root(attempt_later(&serving_office::open_notices));
    co_return status;
}

int serving_office::prepare_training() {
    if (!training_) return 0;
    if (const auto resumed = training_->resume(*engine_); !resumed) return complain_of(resumed.error(), err_);
    training_->populate(*engine_, *given_.day);
    return 0;
}

int serving_office::open_printers() {
    const bool drawn = training_ && !options_.office_printers;
    auto agent = print_agent::start(
        {on_.root.get_executor(), on_.blocking.get_executor(), *engine_, sheets_, engine_->time()},
        drawn ? office_printers::drawn(training_->printer_uri(), (data_ / "paper").string())
              : std::move(given_.printers),
        [this](const printers::printer_status& s) {
            told_.announce("printer", json_object{{"id", s.printer}, {"reasons", names_of(s.reasons)}});
        });
    if (!agent) return complain_of(agent.error(), err_);
    printers_ = std::move(*agent);
    return 0;
}

int serving_office::open_notices() {
    auto letters = dispatcher_options_of(given_, *engine_, sheets_, options_);
    if (!letters) return complain_of(letters.error(), err_);
    notices_ = std::make_unique<notices::dispatcher>(
        on_.blocking.get_executor(), std::move(*letters),
        [this](progress_report r) { return engine_->async_report(std::move(r), asio::use_future).get(); },
        engine_->time());
    return 0;
}

int serving_office::start() {
    const int status = attempt(&serving_office::take_up_duties);
    return status != 0 ? status : attempt(&serving_office::start_server);
}

int serving_office::take_up_duties() {
    services_.emplace(on_.rendering.get_executor(), *engine_, sheets_, *printers_, engine_->time(),
                      training_.get(), options_.workflows + "/calendars");
    door_.emplace(api::door_to(*engine_), *services_, given_.office);
    const auto heard = told_.subscribe({[this](const std::vector<duty>& unfinished) {
                                            printers_->resume(unfinished);
                                            for (const auto& d : unfinished) notices_->take(d);
                                        },
                                        [this](const change& c) {
                                            for (const auto& d : c.duties) {
                                                printers_->take(d);
                                                notices_->take(d);
                                            }
                                            door_->committed(c);
                                        },
                                        [this](std::string_view event, const json& what) {
                                            if (event == "clock") {
                                                printers_->wake();
                                                notices_->wake();
                                            }
                                            door_->announce(event, what);
                                        }});
    if (!heard) return complain_of(heard.error(), err_);
    confirmations_.emplace(on_, *engine_, given_.office, options_.data);
    if (training_)
        training_->announce_with(
            [this](std::string_view event, const json& what) { told_.announce(event, what); });
    return 0;
}

int serving_office::start_server() {
    auto server = http::server::start(
        on_.root.get_executor(), given_.listen,
        [this](http::request r, http::responder to) { answer(std::move(r), std::move(to)); });
    if (!server) return complain_of(server.error(), err_);
    server_ = std::move(*server);
    warn_of_the_network(given_.listen, err_);
    say_where(given_.listen, server_->port(), out_);
    warnings_.emplace(on_.root.get_executor(), *engine_, engine_->time());
    warnings_->print(err_);
    return 0;
}

void serving_office::answer(http::request r, http::responder to) {
    if (api::api::owns(r))
        door_->handle(std::move(r), std::move(to));
    else if (auto file = given_.page.find(r))
        to(std::move(*file));
    else
        to({404, "text/plain; charset=utf-8", "Không có trang này.\n", {}, nullptr});
}

asio::awaitable<int> serving_office::until_shutdown() {
    boost::system::error_code over;
    auto waited = asio::redirect_error(asio::use_awaitable, over);
    co_await day_.async_wait(waited);
    co_return store_failed_ ? 4 : 0;
}

asio::awaitable<void> serving_office::drain_server() {
    if (warnings_) warnings_->stop();
    if (confirmations_) confirmations_->stop();
    if (server_) co_await server_->drain();
}

// Nothing further is told, the clock stands, no more paper, no more notices.
asio::awaitable<void> serving_office::close_duties() {
    if (training_) co_await training_->settle();
    told_.end();
    co_await on_.off_root(attempt_later(&serving_office::close_printers));
    co_await on_.off_root(attempt_later(&serving_office::close_notices));
    co_await on_.off_root(attempt_later(&serving_office::finish_rendering));
    if (training_) training_->announce_with(nullptr);
}

int serving_office::close_printers() {
    if (printers_) printers_->close();
    return 0;
}

int serving_office::close_notices() {
    if (notices_) notices_->close();
    return 0;
}

int serving_office::finish_rendering() {
    on_.rendering.join();
    return 0;
}

asio::awaitable<void> serving_office::close_engine() {
    ending_.cancel();
    if (engine_) co_await engine_->async_close(asio::use_awaitable);
}

}  // namespace motcua::app
