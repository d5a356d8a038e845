// The process that is killed: opens the engine on a data folder, repeats what was acknowledged before (the
// answers must be the same), then goes on with the script, printing each answer once it has it, and does the
// office's printing on the way: a sheet is a line in DATA/../printed, and one of which nobody knows is
// printed again with its mark.
// Every now and then a supervisor adopts the other one of DATA/../calendars-0 and -1.
//   crash_driver DATA SEED ACKNOWLEDGED
// ACKNOWLEDGED is a file of the lines it printed in its earlier lives. Exit status 9: an answer changed.
#include <fcntl.h>
#include <unistd.h>
#include <boost/asio/use_future.hpp>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "engine/base/clock.hpp"
#include "engine/base/json.hpp"
#include "engine/engine.hpp"
#include "tests/crash/script.hpp"

namespace {

using namespace motcua;

constexpr std::int64_t repeated = 40;  // of the last steps; creations always, for their session numbers

std::string line_of(std::int64_t n, const answer& a) {
    return std::to_string(n) + '\t' + std::to_string(static_cast<int>(a.what)) + '\t' + a.body.text() + '\n';
}

class office {
public:
    office(const std::string& data, std::uint64_t seed, std::int64_t first)
        : seed_(seed), clock_(crash::moment_of(first)) {
        options with;
        with.data = data;
        with.workflows = "workflows";
        with.time = &clock_;
        open_error error;
        engine_ = engine::open(std::move(with), error);
        for (const auto& line : error.lines) std::fprintf(stderr, "%s\n", line.c_str());
        if (!engine_) std::exit(4);
        calendars_ = data + "/../calendars-";
        paper_ = ::open((data + "/../printed").c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
        for (const auto& d : engine_->unfinished_duties().value_or(std::vector<duty>{}))
            if (d.state == "sending")
                engine_->async_report({d.id, "unknown", "restart", "", ""}, boost::asio::use_future).get();
    }

    // The same one twice changes nothing.
    void adopt(std::int64_t n) {
        const auto folder = calendars_ + std::to_string(crash::calendar_of(n));
        const auto a = engine_
                           ->async_adopt_calendar(folder, {}, {"head.tri", "CAX", {"supervisor"}},
                                                  boost::asio::use_future)
                           .get();
        if (a.what == answer::kind::failed) std::exit(4);
    }

    void print() {
        for (const auto& d : engine_->unfinished_duties().value_or(std::vector<duty>{})) {
            if (d.kind != "print" || d.not_before > clock_.now().time_since_epoch().count()) continue;
            if (d.state == "unknown") {
                decide(d);
            } else if (d.state == "queued" &&
                       engine_->async_report({d.id, "sending", "", "paper", ""}, boost::asio::use_future)
                           .get()) {
                put_on_paper(d);
                engine_->async_report({d.id, "done", "", "", ""}, boost::asio::use_future).get();
            }
        }
    }

    answer take(std::int64_t n) {
        const auto s = crash::step_of(n, seed_);
        command c;
        c.session = s.creates ? 0 : sessions_[s.about];
        c.kind = "dossier";
        c.event = s.event;
        c.data = s.data;
        c.by = {s.by,
                "CAX",
                {s.by == "case.binh"  ? "case_officer"
                 : s.by == "head.tri" ? "head"
                                      : "reception"}};
        c.key = crash::key_of(n);
        const auto a = engine_->async_submit(std::move(c), boost::asio::use_future).get();
        if (s.creates) sessions_[n] = a.session;
        return a;
    }

    // Wake-ups on the way happen at their own moments.
    void go_to(std::int64_t n) {
        const auto to = crash::moment_of(n);
        for (auto next = engine_->next_wake(); next >= 0 && next <= to.time_since_epoch().count();
             next = engine_->next_wake()) {
            clock_.set(
                instant{std::chrono::milliseconds{std::max(next, clock_.now().time_since_epoch().count())}});
            engine_->async_quiet(boost::asio::use_future).get();
        }
        clock_.set(to);
        engine_->async_quiet(boost::asio::use_future).get();
    }

private:
    // A person did not find the sheet in the tray.
    void decide(const duty& d) {
        command c;
        c.session = d.session;
        c.event = "decide";
        c.data = R"({"duty": )" + std::to_string(d.id) + R"(, "outcome": "reprint"})";
        c.by = {"reception.lan", "CAX", {"reception"}};
        c.key = "decide-" + std::to_string(d.id);
        engine_->async_submit(std::move(c), boost::asio::use_future).get();
    }
    void put_on_paper(const duty& d) const {
        const auto args = parse_json(d.args);
        const auto line = std::to_string(d.session) + ' ' + d.name + ' ' +
                          std::to_string(get_integer(*args, "seq")) + ' ' +
                          std::to_string(get_integer(*args, "reprint")) + '\n';
        if (write(paper_, line.data(), line.size()) < 0) std::exit(1);
    }

    std::string calendars_;
    int paper_ = -1;
    std::uint64_t seed_;
    virtual_clock clock_;
    std::unique_ptr<engine> engine_;
    std::map<std::int64_t, std::uint64_t> sessions_;  // by the step that created them
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    std::map<std::int64_t, std::string> known;
    std::ifstream file(argv[3]);
    for (std::string line; std::getline(file, line);) known[std::atoll(line.c_str())] = line + '\n';
    const std::int64_t first = known.empty() ? 0 : known.rbegin()->first + 1;
    office o(argv[1], std::strtoull(argv[2], nullptr, 10), first);
    for (const auto& [n, line] : known) {
        const bool done = line.find("\t0\t") != line.npos;
        if (!done || (n % 4 != 0 && n < first - repeated)) continue;
        if (line_of(n, o.take(n)) == line) continue;
        std::fprintf(stderr, "the answer of step %lld changed\n", static_cast<long long>(n));
        return 9;
    }
    for (std::int64_t n = first;; ++n) {
        o.go_to(n);
        if (n % crash::steps_of_a_calendar == 0) o.adopt(n);
        const auto line = line_of(n, o.take(n));
        o.print();
        if (write(1, line.data(), line.size()) < 0) return 1;
    }
}
