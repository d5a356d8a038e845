// Durable commands through the façade, one caller and 64 in flight, beside a bare sqlite3 loop that executes
// the same statements with rows of the same size, alternating in one run; and the storm: all dossiers reach
// their T1 in one second while a clerk goes on working. A command is a case officer taking a dossier on: JSON
// in, rights, chart step, effects, record, one commit, JSON out. Flushes are counted where the C library is
// called.
// With many dossiers resident memory means something only in a process of its own, on a folder built before:
// --benchmark_filter=at_half_load. Also on a disk whose every flush takes 2 ms longer, and the time from
// opening the folder to the first command.
//   MOTCUA_BENCH_DOSSIERS=10000   how many open dossiers the office has
//   MOTCUA_BENCH_FOLDER=DIR       where it is built, and found again by the next run
//   MOTCUA_BENCH_STORM=20000      how many fall due at once (1000000: minutes, and 4 GB of disk)
#include <benchmark/benchmark.h>
#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <latch>
#include <random>
#include <thread>
#include <unordered_map>

#include "engine/base/clock.hpp"
#include "engine/base/json.hpp"
#include "engine/engine.hpp"
#include "engine/store/door.hpp"
#include "tests/bench/flushes.hpp"
#include "tests/bench/raw_commits.hpp"

namespace motcua::bench {
namespace {

using steady = std::chrono::steady_clock;

[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "engine_bench: %s\n", why.c_str());
    std::exit(4);
}

std::int64_t setting(const char* name, std::int64_t otherwise) {
    const char* text = std::getenv(name);
    return text ? std::atoll(text) : otherwise;
}

double seconds_since(steady::time_point t) {
    return std::chrono::duration<double>(steady::now() - t).count();
}

constexpr const char* a_dossier =
    R"({"procedure":"1.004222","case":"lawful-dwelling","applicant":{"kind":"woman","name":"Lâm Hải Yến",
    "id_number":"080199000018","address":"Số 31, ấp Hòa Thuận","phone":"0900000018"},"identity":{"e_identity":true,
    "portal_account":false,"guided":true},"stream":"direct","override":"no-portal-account","documents":[
    {"type":"CT01","originals":1},{"type":"local:dwelling","certified":1}],"accept":true})";

command opening() {
    command c;
    c.kind = "dossier";
    c.event = "create";
    c.data = a_dossier;
    c.by = {"reception.lan", "CAX", {"reception"}};
    return c;
}

command taking_on(std::uint64_t session) {
    command c;
    c.session = session;
    c.event = "take_on";
    c.data = R"({"officer":"case.binh"})";
    c.by = {"case.binh", "CAX", {"case_officer"}};
    return c;
}

// Keeps so many commands in flight until `all` are answered; each answer sends its caller's next.
template <class Next>
void pump(engine& e, std::int64_t all, int in_flight, Next next) {
    std::atomic<std::int64_t> sent = 0;
    std::latch done(all);
    std::function<void()> one = [&] {
        if (sent.fetch_add(1) >= all) return;
        e.async_submit(next(), [&](const answer& a) {
            if (a.what != answer::kind::done) give_up(a.body);
            one();
            done.count_down();
        });
    };
    for (int i = 0; i < in_flight; ++i) one();
    done.wait();
}

// A folder with an engine and so many accepted dossiers in it; `kept`: where one is found again, if anywhere.
struct office {
    explicit office(std::int64_t dossiers, const char* kept = nullptr)
        : top(kept ? kept : (std::filesystem::temp_directory_path() / "motcua-engine-bench-XXXXXX").string()),
          clock(*parse_instant("2026-03-02T08:00")),
          count(dossiers),
          owned(!kept) {
        if (owned && !mkdtemp(top.data())) give_up("no temporary folder");
        const bool built = std::filesystem::exists(database());
        open();
        if (built) return;
        auto changes = in->subscribe(std::numeric_limits<std::size_t>::max());
        print_all(changes);
        pump(*in, count, 256, opening);
        // Those of the last batch may have been reported, or come behind this.
        while (!in->unfinished_duties().value_or(std::vector<duty>{}).empty())
            in->async_quiet(boost::asio::use_future).wait();
        in.reset();
        open();
    }
    ~office() {
        in.reset();
        if (owned) std::filesystem::remove_all(top);
    }
    void open() {
        options with;
        with.data = top + "/data";
        with.workflows = "workflows";
        with.time = &clock;
        open_error error;
        in = engine::open(std::move(with), error);
        if (!in) give_up(error.lines.empty() ? "cannot open" : error.lines.front());
    }
    // Receipts are printed as they come: an office does not owe thousands of sheets.
    void print_all(subscription& from) {
        from.async_next([this, &from](const change& c) {
            for (const auto& d : c.duties)
                in->async_report({d.id, "done", {}, {}, {}}, boost::asio::use_future);
            if (c.what == change::kind::commit) print_all(from);
        });
    }
    std::string database() const { return top + "/data/motcua.db"; }

    std::string top;
    virtual_clock clock;
    std::int64_t count;
    bool owned;
    std::unique_ptr<engine> in;
};

// Of all threads, microseconds since the start: less shaken by other work on the machine than time is.
double processor_us() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_nsec) / 1e3;
}

double resident_mib() {
    std::ifstream statm("/proc/self/statm");
    long all = 0, resident = 0;
    statm >> all >> resident;
    return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

double percentile(std::vector<double>& of, double p) {
    if (of.empty()) return 0;
    std::sort(of.begin(), of.end());
    return of[std::min(of.size() - 1, static_cast<std::size_t>(static_cast<double>(of.size()) * p))];
}

office& large_office() {
    static office o(setting("MOTCUA_BENCH_DOSSIERS", 10'000), std::getenv("MOTCUA_BENCH_FOLDER"));
    return o;
}

command any(const office& o) {
    static std::mt19937_64 draw(42);
    return taking_on(1 + draw() % static_cast<std::uint64_t>(o.count));
}

void through_the_engine(benchmark::State& state) {
    office& o = large_office();
    // The same rows for the raw loop: a copy of the store, complete in one file.
    static const std::string copy = [&o] {
        const auto folder = o.top + "/raw";
        std::filesystem::create_directories(folder);
        o.in.reset();
        std::filesystem::copy_file(o.database(), folder + "/motcua.db",
                                   std::filesystem::copy_options::overwrite_existing);
        o.open();
        pump(*o.in, 40'000, 64, [&] { return any(o); });  // as in the course of a day: who is read, stays
        return folder + "/motcua.db";
    }();
    const int callers = static_cast<int>(state.range(0));
    const std::int64_t slice = callers == 1 ? 200 : 20 * callers;
    raw_commits raw(copy, o.count, raw_commits::lists::stay);
    double ours = 0, theirs = 0, our_cpu = 0, their_cpu = 0;
    std::int64_t done = 0, flushed = 0;
    std::vector<double> waits;
    for (auto _ : state) {
        auto t = steady::now();
        auto cpu = processor_us();
        for (std::int64_t i = 0; i < slice / callers; ++i) raw.group(callers);
        theirs += seconds_since(t);
        their_cpu += processor_us() - cpu;
        const auto before = flushes.load();
        cpu = processor_us();
        t = steady::now();
        if (callers == 1) {
            for (std::int64_t i = 0; i < slice; ++i) {
                const auto from = steady::now();
                if (o.in->async_submit(any(o), boost::asio::use_future).get().what != answer::kind::done)
                    give_up("refused");
                waits.push_back(seconds_since(from) * 1e3);
            }
        } else {
            pump(*o.in, slice, callers, [&] { return any(o); });
        }
        const double spent = seconds_since(t);
        state.SetIterationTime(spent);
        ours += spent;
        our_cpu += processor_us() - cpu;
        flushed += flushes - before;
        done += slice;
    }
    const auto n = static_cast<double>(done);
    state.counters["engine_per_s"] = n / ours;
    state.counters["raw_per_s"] = n / theirs;
    state.counters["ratio"] = theirs / ours;
    state.counters["cpu_us"] = our_cpu / n;
    state.counters["raw_cpu_us"] = their_cpu / n;
    state.counters["flushes_per_command"] = static_cast<double>(flushed) / n;
    if (callers > 1) return;
    state.counters["p50_ms"] = percentile(waits, 0.5);
    state.counters["p99_ms"] = percentile(waits, 0.99);
}
BENCHMARK(through_the_engine)->Arg(1)->Arg(64)->UseManualTime()->MinTime(3)->Unit(benchmark::kMillisecond);

// What grouping is worth where a flush is dear: as with 64 callers, and with one.
void on_a_slow_disk(benchmark::State& state) {
    office& o = large_office();
    const int callers = static_cast<int>(state.range(0));
    const std::int64_t slice = 20 * callers;
    double spent = 0;
    std::int64_t done = 0;
    slower_us = 2000;
    for (auto _ : state) {
        const auto t = steady::now();
        pump(*o.in, slice, callers, [&] { return any(o); });
        state.SetIterationTime(seconds_since(t));
        spent += seconds_since(t);
        done += slice;
    }
    slower_us = 0;
    state.counters["engine_per_s"] = static_cast<double>(done) / spent;
}
BENCHMARK(on_a_slow_disk)->Arg(1)->Arg(64)->UseManualTime()->MinTime(3)->Unit(benchmark::kMillisecond);

// Commands arrive evenly at half the rate that 64 callers reach.
void at_half_load(benchmark::State& state) {
    office& o = large_office();
    for (auto _ : state) {
        constexpr std::int64_t probe = 6400;
        auto t = steady::now();
        pump(*o.in, probe, 64, [&] { return any(o); });
        const double rate = static_cast<double>(probe) / seconds_since(t) / 2;
        const auto count = static_cast<std::int64_t>(rate * 3);
        std::vector<double> waits(static_cast<std::size_t>(count));
        std::latch answered(count);
        t = steady::now();
        for (std::int64_t i = 0; i < count; ++i) {
            const auto from = t + std::chrono::duration_cast<steady::duration>(
                                      std::chrono::duration<double>(static_cast<double>(i) / rate));
            std::this_thread::sleep_until(from);
            // From when it should have been sent, so that a stall counts for all who wait through it.
            o.in->async_submit(any(o), [&, i, from](const answer& a) {
                if (a.what != answer::kind::done) give_up(a.body);
                waits[static_cast<std::size_t>(i)] = seconds_since(from) * 1e3;
                answered.count_down();
            });
        }
        answered.wait();
        state.SetIterationTime(seconds_since(t));
        state.counters["commands_per_s"] = rate;
        state.counters["resident_mib"] = resident_mib();
        state.counters["p50_ms"] = percentile(waits, 0.5);
        state.counters["p99_ms"] = percentile(waits, 0.99);
    }
}
BENCHMARK(at_half_load)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);

// From opening the folder to the answer to the first command, and what all this holds in memory.
void to_the_first_command(benchmark::State& state) {
    office& o = large_office();
    for (auto _ : state) {
        o.in.reset();
        const auto t = steady::now();
        o.open();
        if (o.in->async_submit(any(o), boost::asio::use_future).get().what != answer::kind::done)
            give_up("refused");
        state.SetIterationTime(seconds_since(t));
    }
    state.counters["dossiers"] = static_cast<double>(o.count);
    state.counters["resident_mib"] = resident_mib();
}
BENCHMARK(to_the_first_command)->Iterations(5)->UseManualTime()->Unit(benchmark::kMillisecond);

// Counts in the journal itself: how many dossiers never heard of T1, how many heard of it twice.
void count_t1(benchmark::State& state, const std::string& data, std::int64_t dossiers) {
    auto door = store::open(data);
    if (!door) give_up(door.error().message);
    auto from = (*door)->snapshot();
    std::unordered_map<store::session_id, int> heard;
    for (store::journal_seq after = 0;;) {
        const auto rows = (*from)->journal(after, 5000);
        if (!rows || rows->empty()) break;
        after = rows->back().seq;
        for (const auto& row : *rows)
            if (row.event == "promise.t1") ++heard[row.session];
    }
    state.counters["lost"] = static_cast<double>(dossiers - static_cast<std::int64_t>(heard.size()));
    state.counters["twice"] = static_cast<double>(
        std::count_if(heard.begin(), heard.end(), [](const auto& h) { return h.second > 1; }));
}

void storm(benchmark::State& state) {
    const auto dossiers = setting("MOTCUA_BENCH_STORM", 20'000);
    for (auto _ : state) {
        office o(dossiers);
        const instant t1{std::chrono::milliseconds{o.in->next_wake()}};
        std::mt19937_64 draw(7);
        std::vector<double> waits;
        const auto from = steady::now();
        o.clock.set(t1 + std::chrono::seconds{1});
        auto quiet = o.in->async_quiet(boost::asio::use_future);
        while (quiet.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
            const auto t = steady::now();
            const auto id = 1 + draw() % static_cast<std::uint64_t>(dossiers);
            if (o.in->async_submit(taking_on(id), boost::asio::use_future).get().what != answer::kind::done)
                give_up("refused");
            waits.push_back(seconds_since(t) * 1e3);
        }
        const double spent = seconds_since(from);
        state.SetIterationTime(spent);
        state.counters["due_at_once"] = static_cast<double>(dossiers);
        state.counters["drained_per_s"] = static_cast<double>(dossiers) / spent;
        state.counters["foreground"] = static_cast<double>(waits.size());
        state.counters["p50_ms"] = percentile(waits, 0.5);
        state.counters["p99_ms"] = percentile(waits, 0.99);
        o.in.reset();
        count_t1(state, o.top + "/data", dossiers);
    }
}
BENCHMARK(storm)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace motcua::bench

BENCHMARK_MAIN();
