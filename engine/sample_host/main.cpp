// A small host: another program's counter software that embeds the engine and lets it work on its
// own io_context. It receives one dossier, withdraws a command it thought better of, hears of what was
// committed, and does what the office owes the world. Usage: sample_host DATA_FOLDER WORKFLOWS_FOLDER
#include <engine/engine.hpp>

#include <boost/asio.hpp>
#include <iostream>

namespace asio = boost::asio;

namespace {

// Everything a host sends is a command: who, what, with which fields, under which key.
motcua::command receive(const std::string& key) {
    motcua::command c;
    c.kind = "dossier";
    c.event = "create";
    c.by = {"reception.lan", "CAX", {"reception"}};
    c.key = key;
    c.data = R"({"procedure": "1.004194", "stream": "direct", "override": "no-portal-account", "accept": true,
                 "applicant": {"kind": "woman", "name": "Nguyễn Thị Ví Dụ", "address": "Số 1, xã Phú Sơn"},
                 "identity": {"e_identity": true, "portal_account": false, "guided": true},
                 "documents": [{"type": "CT01", "originals": 1}, {"type": "local:dwelling", "photocopies": 1}]})";
    return c;
}

asio::awaitable<void> work(motcua::engine& engine, int& status) {
    auto changes = engine.subscribe();
    asio::cancellation_signal stop;
    engine.async_submit(receive("form-0002"), asio::bind_cancellation_slot(stop.slot(), [](motcua::answer a) {
                            const bool gone = a.what == motcua::answer::kind::cancelled;
                            std::cout << "form-0002: " << (gone ? "withdrawn" : "too late") << '\n';
                        }));
    stop.emit(asio::cancellation_type::total);  // no batch has taken it yet

    // The same key twice: the same answer, one dossier.
    const auto form = receive("form-0001");
    const auto first = co_await engine.async_submit(form, asio::use_awaitable);
    const auto again = co_await engine.async_submit(form, asio::use_awaitable);
    std::cout << "answer: " << first.body << '\n';

    // What the office owes: here the receipt. A real host prints it; no byte leaves before "sending" is
    // durable.
    const auto owed = engine.unfinished_duties().value_or(std::vector<motcua::duty>{});
    for (const auto& duty : owed) {
        std::cout << "owed: " << duty.kind << ' ' << duty.name << '\n';
        const motcua::progress_report sending{duty.id, "sending", "", "screen", ""},
            done{duty.id, "done", "", "screen", ""};
        if (co_await engine.async_report(sending, asio::use_awaitable))
            co_await engine.async_report(done, asio::use_awaitable);
    }
    while (const auto change = changes.next()) std::cout << "committed: " << change->commit << '\n';
    status = first.what == motcua::answer::kind::done && again.session == first.session ? 0 : 1;
    co_await engine.async_close(asio::use_awaitable);  // lets the context run out
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return std::cerr << "usage: sample_host DATA_FOLDER WORKFLOWS_FOLDER\n", 2;
    asio::io_context io;
    motcua::options office;
    office.data = argv[1];
    office.workflows = argv[2];
    office.on = io.get_executor();
    motcua::open_error error;
    const auto engine = motcua::engine::open(std::move(office), error);
    for (const auto& line : error.lines) std::cerr << line << '\n';
    if (!engine) return error.bad_input ? 2 : 4;
    int status = 1;
    asio::co_spawn(io, work(*engine, status), asio::detached);
    io.run();
    return status;
}
