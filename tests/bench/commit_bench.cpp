// Durable commands through the database door beside a bare sqlite3 loop that executes the same statements on
// the same schema, alternating in one run: each iteration is one slice of both. Counters: commands/s of both,
// their ratio, and flushes per commit, counted where the C library is called. A command loads a session,
// updates it and appends to the journal; every second one changes what a list shows, every fourth the
// wake-up.
//   MOTCUA_BENCH_SESSIONS=1000000  how many open dossiers the stores hold (default 10000)
//   MOTCUA_BENCH_FOLDER=DIR        where they are built, and found again by the next run (default: a
//   temporary folder)
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <random>

#include "engine/base/hash.hpp"
#include "engine/store/door.hpp"
#include "tests/bench/flushes.hpp"
#include "tests/bench/raw_commits.hpp"

namespace motcua::bench {
namespace {

using store::door;
using store::session_id;
using store::session_row;

std::int64_t sessions() {
    const char* text = std::getenv("MOTCUA_BENCH_SESSIONS");
    return text ? std::atoll(text) : 10'000;
}

[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "commit_bench: %s\n", why.c_str());
    std::exit(4);
}

std::unique_ptr<door> open(const std::string& folder) {
    auto opened = store::open(folder);
    if (!opened) give_up(opened.error().message);
    return std::move(*opened);
}

void commit(door& d, store::batch& b) {
    const auto done = d.commit(b);
    if (!done) give_up(done.error().message);
}

session_row dossier(session_id id) {
    session_row row;
    row.id = id;
    row.kind = "dossier";
    row.chart = sha256("chart");
    row.state = std::string(300, 's');
    row.record = sample_record(id, 0);
    row.wake_at = instant{std::chrono::seconds{1'800'000'000 + id}};
    row.listed.code = "H50.01-260318-" + std::to_string(id);
    row.listed.procedure = "1.004222";
    row.listed.unit = units[static_cast<std::size_t>(id) % units.size()];
    row.listed.stream = "online";
    row.listed.channel = "portal";
    row.listed.phase = phases[static_cast<std::size_t>(id) % phases.size()];
    row.listed.holder_role = "case_officer";
    row.listed.applicant = "Nguyễn Thế Phượng " + std::to_string(id);
    row.listed.applicant_folded = "nguyen the phuong " + std::to_string(id);
    row.listed.national_status = 4;
    row.listed.received_at = instant{std::chrono::seconds{1'770'000'000 + id}};
    row.listed.due_at = instant{std::chrono::seconds{1'790'000'000 + id * 7919 % 1'000'000}};
    return row;
}

store::journal_row said(session_id id) {
    store::journal_row row;
    row.session = id;
    row.at = instant{std::chrono::seconds{1'780'000'000}};
    row.actor = "officer-7";
    row.key = "0b6f0f4e-5b9c-4d53";
    row.event = "documents_checked";
    row.payload = sample_payload;
    return row;
}

void fill(const std::string& folder) {
    auto d = open(folder);
    for (session_id next = d->recover()->next_session; next <= sessions();) {
        store::batch b;
        for (int i = 0; i < 5000 && next <= sessions(); ++i, ++next) {
            b.sessions.push_back({nullptr, dossier(next)});
            b.journal.push_back(said(next));
            b.journal.back().why = store::cause::start;
            b.journal.back().key.clear();
        }
        commit(*d, b);
    }
    d->checkpoint();
}

// Two stores with the same content, one for each side.
struct stores {
    stores() {
        const char* given = std::getenv("MOTCUA_BENCH_FOLDER");
        top = given ? given : (std::filesystem::temp_directory_path() / "motcua-bench-XXXXXX").string();
        if (!given && !mkdtemp(top.data())) give_up("no temporary folder");
        owned = !given;
        fill(top + "/door");
        std::filesystem::create_directories(top + "/raw");
        std::filesystem::copy_file(top + "/door/motcua.db", top + "/raw/motcua.db",
                                   std::filesystem::copy_options::overwrite_existing);
    }
    ~stores() {
        if (owned) std::filesystem::remove_all(top);
    }
    std::string top;
    bool owned = true;
};

stores& both() {
    static stores s;
    return s;
}

// One batch of commands on different sessions, as the runtime would hand it over with nothing cached.
void command_group(door& d, std::mt19937_64& draw, std::int64_t n, int group) {
    std::vector<session_id> ids;
    while (static_cast<int>(ids.size()) < group) {
        const auto id = static_cast<session_id>(1 + draw() % static_cast<std::uint64_t>(sessions()));
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    }
    auto rows = d.load(ids);
    if (!rows) give_up(rows.error().message);
    store::batch b;
    b.at = instant{std::chrono::seconds{1'780'000'000}};
    b.sessions.reserve(rows->size());
    for (session_row& row : *rows) {
        session_row after = row;
        after.record = sample_record(row.id, n);
        if (n % 2 == 0) after.listed.phase = phases[static_cast<std::size_t>(n / 2) % phases.size()];
        if (n % 4 == 0) *after.wake_at += std::chrono::seconds{1};
        b.sessions.push_back({&row, std::move(after)});
        b.journal.push_back(said(row.id));
        ++n;
    }
    commit(d, b);
}

// What one side has spent: wall time, processor time of all its threads, flushes.
class meter {
public:
    void start() {
        wall_ -= wall();
        cpu_ -= cpu();
        flushes_ -= flushes;
    }
    void stop() {
        wall_ += wall();
        cpu_ += cpu();
        flushes_ += flushes;
    }
    double seconds() const { return wall_; }
    void report(benchmark::State& state, const std::string& side, double commands, double commits) const {
        state.counters[side + "_per_s"] = commands / wall_;
        state.counters[side + "_cpu_us"] = cpu_ / commands * 1e6;
        state.counters[side + "_flushes"] = static_cast<double>(flushes_) / commits;
    }
    double ratio_to(const meter& other) const { return other.wall_ / wall_; }
    double cpu_ratio_to(const meter& other) const { return other.cpu_ / cpu_; }

private:
    static double seconds_of(clockid_t which) {
        timespec t;
        clock_gettime(which, &t);
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
    }
    static double wall() { return seconds_of(CLOCK_MONOTONIC); }
    static double cpu() { return seconds_of(CLOCK_PROCESS_CPUTIME_ID); }

    double wall_ = 0;
    double cpu_ = 0;
    std::int64_t flushes_ = 0;
};

void durable_commands(benchmark::State& state) {
    const int group = static_cast<int>(state.range(0));
    constexpr int commits = 16;  // short slices, so that a busy neighbour disturbs both sides alike
    auto d = open(both().top + "/door");
    raw_commits raw(both().top + "/raw/motcua.db", sessions());
    std::mt19937_64 draw(42);
    meter of_door;
    meter of_raw;
    std::int64_t done = 0;
    for (auto _ : state) {
        of_raw.start();
        for (int i = 0; i < commits; ++i) raw.group(group);
        of_raw.stop();
        const double before = of_door.seconds();
        of_door.start();
        for (int i = 0; i < commits; ++i) command_group(*d, draw, done + i * group, group);
        of_door.stop();
        state.SetIterationTime(of_door.seconds() - before);
        done += commits * group;
    }
    of_door.report(state, "door", static_cast<double>(done), static_cast<double>(done) / group);
    of_raw.report(state, "raw", static_cast<double>(done), static_cast<double>(done) / group);
    state.counters["ratio"] = of_door.ratio_to(of_raw);
    state.counters["cpu_ratio"] = of_door.cpu_ratio_to(of_raw);
}
BENCHMARK(durable_commands)
    ->Arg(1)
    ->Arg(8)
    ->Arg(64)
    ->UseManualTime()
    ->MinTime(3)
    ->Unit(benchmark::kMillisecond);

double resident_mib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::atof(line.c_str() + 6) / 1024;
    return 0;
}

// From nothing open to the first command's commit, and what the process holds in memory after some thousands.
void cold_start(benchmark::State& state) {
    both();
    std::mt19937_64 draw(7);
    double memory = 0;
    for (auto _ : state) {
        auto d = open(both().top + "/door");
        if (!d->recover()) give_up("cannot recover");
        command_group(*d, draw, 1, 1);
        state.PauseTiming();
        for (int i = 0; i < 100; ++i) command_group(*d, draw, i, 64);
        memory = std::max(memory, resident_mib());
        d.reset();
        state.ResumeTiming();
    }
    state.counters["resident_mib"] = memory;
}
BENCHMARK(cold_start)->Iterations(5)->Unit(benchmark::kMillisecond);

void list_of_work(benchmark::State& state) {
    auto d = open(both().top + "/door");
    store::list_query query;
    query.kind = "dossier";
    if (state.range(0) == 1) query.phases = {phases[0]};
    if (state.range(0) == 2) query.text = "phuong 4711";
    if (state.range(0) == 3) query.text = "H50.01-260318-4711";
    for (auto _ : state) {
        auto reader = d->snapshot();
        auto found = (*reader)->list(query);
        if (!found || found->rows.empty()) give_up("the list is empty");
    }
    constexpr const char* names[] = {"all open, by promise", "one phase", "words of a name",
                                     "start of a code"};
    state.SetLabel(names[state.range(0)]);
}
BENCHMARK(list_of_work)->DenseRange(0, 3)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace motcua::bench

BENCHMARK_MAIN();
