// The process that is killed: opens the engine on a data folder, repeats what was acknowledged before (the
// answers must be the same), then goes on with the script, printing each answer once it has it:
//   crash_driver DATA SEED ACKNOWLEDGED
// ACKNOWLEDGED is a file of the lines it printed in its earlier lives. Exit status 9: an answer changed.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "engine/base/clock.hpp"
#include "engine/engine.hpp"
#include "tests/crash/script.hpp"

namespace {

using namespace motcua;

constexpr std::int64_t repeated = 40;  // of the last steps; creations always, for their session numbers

std::string line_of(std::int64_t n, const answer& a) {
    return std::to_string(n) + '\t' + std::to_string(static_cast<int>(a.what)) + '\t' + a.body + '\n';
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
        const auto a = engine_->submit(std::move(c)).get();
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
            engine_->clock_moved().get();
        }
        clock_.set(to);
        engine_->clock_moved().get();
    }

private:
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
        const auto line = line_of(n, o.take(n));
        if (write(1, line.data(), line.size()) < 0) return 1;
    }
}
