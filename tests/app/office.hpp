// A counter server in training mode over an empty day (Monday 2 March 2026, 08:00), and the people who use it
// through the API. Waits on its event stream, never on time.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/base/json.hpp"
#include "tests/app/program.hpp"
#include "tests/counters/http/client.hpp"

namespace motcua::app::testing {

inline constexpr struct in_service_t {
} in_service;

class office {
public:
    // Its printers are the drawn ones, or those of an office file whose one counter has these addresses.
    office();
    // `rules`: the content of printers.json.
    office(const std::string& roll_uri, const std::string& sheet_uri, const std::string& rules = {});
    // The drawn printers, and more words for the program.
    explicit office(std::vector<std::string> more);
    // The same in real service, on the clock on the wall.
    office(in_service_t, const std::string& roll_uri, const std::string& sheet_uri);

    const folder& files() const { return files_; }
    program& server() { return *program_; }
    // SIGKILL; returns when the server is back.
    void cut_power();
    // Waits for a server whose power somebody else has cut.
    void comes_back() { find_port(); }
    // SIGTERM; returns the exit status.
    int close();
    void open_again();
    // After `close`: a server by these words, which is the one that is asked from then on.
    void serve_instead(std::vector<std::string> words);

    json get(const std::string& path);
    std::string bytes(const std::string& path);
    http::testing::reply ask_raw(const std::string& path) { return ask(path, "reception.lan"); }
    int get_status(const std::string& path) { return ask_raw(path).status; }
    // A command with a key of its own; the status is checked.
    json post(const std::string& path, const json_object& body, const std::string& actor = "reception.lan",
              int status = 200);

    // Accepted in direct stream, seven working days.
    std::uint64_t receive(const std::string& name, const std::string& email = {});
    void advance(int days, int hours = 0);
    void set_paper(bool present);
    std::size_t sheets() { return static_cast<std::size_t>(get_integer(get("/training/state"), "sheets")); }
    json_array jobs();
    json_array slips(std::uint64_t dossier, const std::string& form);

    // Looks again after every event; false when it does not come true within 20 s.
    bool until(const std::function<bool()>& holds);
    bool waits_for_sheets(std::size_t n) {
        return until([&] { return sheets() >= n; });
    }
    bool waits_for_no_jobs() {
        return until([&] { return jobs().empty(); });
    }
    // A job in this state whose reason is these words.
    bool waits_for_job(const std::string& state, const std::string& reason);

    // Where the people sit who send commands; empty: not said.
    std::string counter;

private:
    void start(std::vector<std::string> more);
    std::string office_file(const std::string& roll_uri, const std::string& sheet_uri) const;
    void find_port();
    http::testing::reply ask(const std::string& path, const std::string& actor);

    folder files_;
    std::unique_ptr<program> program_;
    std::vector<std::string> words_;
    std::size_t starts_ = 0;
    std::uint16_t port_ = 0;
    int keys_ = 0;
};

// What a PDF says.
std::string text_of(const std::string& pdf, const folder& in);

}  // namespace motcua::app::testing
