// A host in sixty lines: another program's counter software that embeds the engine. It opens an office,
// receives one dossier, asks when it is due and what it owes the world, and does that. Usage: sample_host
// DATA_FOLDER WORKFLOWS_FOLDER
#include <engine/engine.hpp>

#include <iostream>

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

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return std::cerr << "usage: sample_host DATA_FOLDER WORKFLOWS_FOLDER\n", 2;
    motcua::options office;
    office.data = argv[1];
    office.workflows = argv[2];
    office.on_fatal = [](const std::string& why) { std::cerr << "the store stopped: " << why << '\n'; };

    motcua::open_error error;
    const auto engine = motcua::engine::open(std::move(office), error);
    if (!engine) {
        for (const auto& line : error.lines) std::cerr << line << '\n';
        return error.bad_input ? 2 : 4;
    }

    // The same key twice: the same answer, one dossier.
    const auto first = engine->submit(receive("form-0001")).get();
    const auto again = engine->submit(receive("form-0001")).get();
    std::cout << "answer: " << first.body << '\n';
    if (first.what != motcua::answer::kind::done || again.session != first.session) return 1;

    const auto view = engine->ask("dossiers", R"({"list": "open"})");
    std::cout << "open: " << view.body << '\n';

    // What the office owes: here the receipt. A real host prints it; no byte leaves before "sending" is
    // durable.
    const auto outbox_request = engine->unfinished_duties();
    if (!outbox_request) return 1;
    for (const auto& duty : *outbox_request) {
        std::cout << "owed: " << duty.kind << ' ' << duty.name << '\n';
        if (engine->report({duty.id, "sending", "", "screen", ""}).get())
            engine->report({duty.id, "done", "", "screen", ""}).wait();
    }
    const auto left = engine->unfinished_duties();
    return left && left->empty() ? 0 : 1;
}
