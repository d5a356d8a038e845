// The counter over the wire: the program itself, started as a child on loopback with training off and a data
// folder on the disk, beside the façade called directly on a copy of that folder, and beside bare Beast that
// answers the same requests with the same bytes and does nothing. Clients keep their connections and send the
// next request when they are answered; in the rows at_half, beside_writers and mix_at_half requests come at a
// fixed rate instead. Paper is held back (printers.json), so that no sheet is drawn. All on one machine: the
// clients take their share of it.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <map>
#include <optional>
#include <stdexcept>
#include <thread>

#include "tests/bench/flushes.hpp"
#include "tests/bench/http_load.hpp"
#include "tests/bench/http_office.hpp"
#include "tests/bench/http_servers.hpp"

namespace motcua::bench {
namespace {

namespace fs = std::filesystem;
using steady = std::chrono::steady_clock;

constexpr const char* help =
    R"(http_bench [OPTION…] [options of Google Benchmark]
  --seconds=N         of each row (default: $MOTCUA_BENCH_SECONDS, or 2)
  --dossiers=N        open in the office (default: 10000)
  --clients=N,N…      at once (default: 1,8,64,200)
  --program=FILE      the program (default: build/motcua); run it from the top folder
  --folder=DIR        where the data folders are made and removed again (default: the system's temporary one)
  --rows=REGEX        the same as --benchmark_filter: NAME/DEED/CLIENTS with NAME facade, bare or server and DEED
                      file, read, reread, worklists, list, search, act or receive; at_half/DEED, beside_writers/DEED,
                      mix, mix_at_half
  --benchmark_out=FILE --benchmark_out_format=json, --benchmark_list_tests
)";

struct settings {
    double seconds = 2;
    std::int64_t dossiers = 10'000;
    std::vector<int> clients = {1, 8, 64, 200};
    std::string program = "build/motcua";
    std::string folder = fs::temp_directory_path();
};

constexpr int paced_clients = 64;
constexpr int counters = 200;

double seconds_since(steady::time_point t) {
    return std::chrono::duration<double>(steady::now() - t).count();
}

double own_processor_us() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_nsec) / 1e3;
}

// The office twice: one for the program, one for the façade. Made when the first row asks for it.
class offices {
public:
    explicit offices(const settings& s)
        : with_(s), top_(s.folder + "/motcua-http-bench-XXXXXX"), work(s.dossiers) {
        if (!mkdtemp(top_.data())) give_up("no folder can be made in " + s.folder);
        fill(top_ + "/facade", s.dossiers);
        fs::copy(top_ + "/facade", top_ + "/server", fs::copy_options::recursive);
        std::ofstream(top_ + "/server/printers.json")
            << R"({"printers": [{"name": "none", "uri": "spool:/nowhere?format=pdf"}], "rules": [{"hold": true}]})";
    }
    ~offices() {
        engine_.reset();
        server_.reset();
        fs::remove_all(top_);
    }
    child_server& server() {
        if (!server_)
            server_.emplace(std::vector<std::string>{with_.program, "serve", "--data", top_ + "/server",
                                                     "--listen", "127.0.0.1:0"},
                            top_ + "/server.log", top_ + "/flushes");
        return *server_;
    }
    engine& facade() {
        if (!engine_) engine_ = open_office(top_ + "/facade");
        return *engine_;
    }
    // Bare Beast with the answer that the program gives to such a request.
    std::unique_ptr<child_server> bare(deed d) {
        const auto file = top_ + "/answer";
        std::ofstream(file, std::ios::binary) << one_answer(server().port(), work.request(d));
        return std::make_unique<child_server>(std::vector<std::string>{"/proc/self/exe", "--bare", file},
                                              top_ + "/bare.log");
    }
    next_request requests(deed d) {
        return [this, d] { return work.request(d); };
    }

private:
    const settings with_;
    std::string top_;
    std::optional<child_server> server_;
    std::unique_ptr<engine> engine_;

public:
    counter_work work;
};

settings chosen;

offices& all() {
    static offices o(chosen);
    return o;
}

std::string row;                        // that runs
std::map<std::string, double> reached;  // by row, requests/s

void show(benchmark::State& state, load_result& r, double processor_us, std::int64_t flushed) {
    if (!r.refused.empty()) give_up(r.refused);
    const auto n = static_cast<double>(r.answers);
    state.SetIterationTime(r.seconds);
    state.counters["per_s"] = n / r.seconds;
    state.counters["p50_ms"] = percentile(r.waits_ms, 0.5);
    state.counters["p99_ms"] = percentile(r.waits_ms, 0.99);
    const auto all_answers = std::max(1.0, n + static_cast<double>(r.beside));
    state.counters["cpu_us"] = processor_us / all_answers;
    if (r.bytes > 0) state.counters["answer_bytes"] = r.bytes / n;
    if (flushed >= 0) state.counters["flushes"] = static_cast<double>(flushed) / all_answers;
    reached[row] = n / r.seconds;
}

// What `run` costs the server, with what follows it: the notices of what was received.
void measured(benchmark::State& state, child_server& at, const std::function<load_result()>& run) {
    at.comes_to_rest();
    for (auto _ : state) {
        const auto cpu = at.processor_us();
        const auto flushed = at.flushes();
        auto r = run();
        at.comes_to_rest();
        show(state, r, at.processor_us() - cpu, at.flushes() - flushed);
    }
}

// As fast as it goes, after a fifth of the time to warm up.
void load(benchmark::State& state, child_server& at, int clients, const next_request& next,
          int watchers = 0) {
    as_fast_as_answered(at.port(), clients, chosen.seconds / 5, next, watchers);
    measured(state, at,
             [&] { return as_fast_as_answered(at.port(), clients, chosen.seconds, next, watchers); });
}

void compare(benchmark::State& state) {
    const auto rest = row.substr(row.find('/'));
    for (const std::string beside : {"facade", "bare"})
        if (const auto at = reached.find(beside + rest); at != reached.end())
            state.counters["of_" + beside] = reached[row] / at->second;
}

void through_the_server(benchmark::State& state, deed d, int clients) {
    load(state, all().server(), clients, all().requests(d));
    compare(state);
}

void through_bare_beast(benchmark::State& state, deed d, int clients) {
    const auto at = all().bare(d);
    load(state, *at, clients, all().requests(d));
}

load_result submitted(deed d, int callers) {
    auto& e = all().facade();
    load_result r;
    const auto start = steady::now();
    std::promise<void> done;
    int active = callers;
    // The answers come on the engine's thread, one after the other.
    std::function<void()> one = [&] {
        const auto from = steady::now();
        e.async_submit(all().work.submitted(d), [&, from](const answer& a) {
            if (a.what != answer::kind::done) give_up(a.body);
            ++r.answers;
            r.waits_ms.push_back(static_cast<float>(seconds_since(from) * 1e3));
            if (seconds_since(start) < chosen.seconds) return one();
            r.seconds = seconds_since(start);
            if (--active == 0) done.set_value();
        });
    };
    for (int i = 0; i < callers; ++i) one();
    done.get_future().wait();
    return r;
}

load_result asked(deed d, int callers) {
    auto& e = all().facade();
    const auto start = steady::now();
    std::vector<std::future<load_result>> threads;
    for (int i = std::min<int>(callers, static_cast<int>(std::thread::hardware_concurrency())); i > 0; --i)
        threads.push_back(std::async(std::launch::async, [&] {
            load_result r;
            while (seconds_since(start) < chosen.seconds) {
                const auto from = steady::now();
                const auto q = all().work.asked(d);
                const auto reply = e.ask(q.name, q.args);
                if (!reply.found()) give_up(reply.body);
                r.bytes += static_cast<double>(reply.body.size());
                r.waits_ms.push_back(static_cast<float>(seconds_since(from) * 1e3));
            }
            return r;
        }));
    load_result out;
    for (auto& t : threads) {
        const auto r = t.get();
        out.bytes += r.bytes;
        out.answers += r.waits_ms.size();
        out.waits_ms.insert(out.waits_ms.end(), r.waits_ms.begin(), r.waits_ms.end());
    }
    out.seconds = seconds_since(start);
    return out;
}

void through_the_facade(benchmark::State& state, deed d, int callers) {
    all().facade();
    for (auto _ : state) {
        const auto cpu = own_processor_us();
        const auto flushed = flushes.load();
        auto r = writes(d) ? submitted(d, callers) : asked(d, callers);
        show(state, r, own_processor_us() - cpu, flushes - flushed);
    }
}

// What 64 clients reach alone, measured right before it is halved: a machine with other work drifts.
double half_of_alone(int clients, const next_request& next, int watchers = 0) {
    auto& at = all().server();
    at.comes_to_rest();
    const auto r = as_fast_as_answered(at.port(), clients, chosen.seconds, next, watchers);
    if (!r.refused.empty()) give_up(r.refused);
    return std::max(1.0, static_cast<double>(r.answers) / r.seconds / 2);
}

paced half_rate(deed d) {
    return {paced_clients, half_of_alone(paced_clients, all().requests(d)), all().requests(d)};
}

void paced_rows(benchmark::State& state, const std::vector<paced>& what, int watchers = 0) {
    auto& at = all().server();
    std::vector<load_result> r;
    measured(state, at, [&] {
        r = at_fixed_rates(at.port(), chosen.seconds, what, watchers);
        if (r.size() > 1) r.front().beside = r.back().answers;
        return r.front();
    });
    state.counters["wanted_per_s"] = what.front().per_second;
    if (r.size() == 1) return;
    if (!r.back().refused.empty()) give_up(r.back().refused);
    state.counters["writes_per_s"] = static_cast<double>(r.back().answers) / r.back().seconds;
    state.counters["writes_p50_ms"] = percentile(r.back().waits_ms, 0.5);
    state.counters["writes_p99_ms"] = percentile(r.back().waits_ms, 0.99);
}

void at_half(benchmark::State& state, deed d) {
    paced_rows(state, {half_rate(d)});
}

void beside_writers(benchmark::State& state, deed d) {
    paced_rows(state, {half_rate(d), half_rate(deed::act)});
}

// Two hundred counters, each of which also watches the events.
const next_request any_request = [] { return all().work.request(all().work.any()); };

void mix(benchmark::State& state) {
    load(state, all().server(), counters, any_request, counters);
}

void mix_at_half(benchmark::State& state) {
    paced_rows(state, {{counters, half_of_alone(counters, any_request, counters), any_request}}, counters);
}

template <class F, class... Args>
void add(const std::string& name, F run, Args... args) {
    benchmark::RegisterBenchmark(name.c_str(),
                                 [=](benchmark::State& s) {
                                     row = name;
                                     run(s, args...);
                                 })
        ->Iterations(1)
        ->UseManualTime()
        ->Unit(benchmark::kMillisecond);
}

void add_rows_of(deed d) {
    for (const int n : chosen.clients) {
        const auto rest = "/" + std::string(name_of(d)) + "/" + std::to_string(n);
        if (d != deed::file) add("facade" + rest, through_the_facade, d, n);
        add("bare" + rest, through_bare_beast, d, n);
        add("server" + rest, through_the_server, d, n);
    }
}

// What is received comes last: it makes the office larger.
void add_rows() {
    for (const auto d : deeds)
        if (d != deed::receive) add_rows_of(d);
    for (const auto d : deeds)
        if (d != deed::receive) add("at_half/" + std::string(name_of(d)), at_half, d);
    for (const auto d : deeds)
        if (!writes(d)) add("beside_writers/" + std::string(name_of(d)), beside_writers, d);
    add("mix", mix);
    add("mix_at_half", mix_at_half);
    add_rows_of(deed::receive);
    add("at_half/receive", at_half, deed::receive);
}

// Takes the options that are this program's own away from those that Google Benchmark reads.
std::vector<std::string> read_settings(int argc, char** argv) {
    if (const char* s = std::getenv("MOTCUA_BENCH_SECONDS")) chosen.seconds = std::atof(s);
    std::vector<std::string> left;
    for (int i = 0; i < argc; ++i) {
        const std::string word = argv[i];
        const auto value = word.substr(std::min(word.find('=') + 1, word.size()));
        if (word.starts_with("--seconds=")) {
            chosen.seconds = std::stod(value);
        } else if (word.starts_with("--dossiers=")) {
            chosen.dossiers = std::stoll(value);
        } else if (word.starts_with("--program=")) {
            chosen.program = value;
        } else if (word.starts_with("--folder=")) {
            chosen.folder = value;
        } else if (word.starts_with("--rows=")) {
            left.push_back("--benchmark_filter=" + value);
        } else if (word.starts_with("--clients=")) {
            chosen.clients.clear();
            for (std::size_t at = 0; at < value.size();
                 at = std::min(value.find(',', at), value.size() - 1) + 1)
                chosen.clients.push_back(std::stoi(value.substr(at)));
        } else {
            left.push_back(word);
        }
    }
    return left;
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) {
    using namespace motcua::bench;
    if (argc == 3 && std::string_view(argv[1]) == "--bare") serve_bare(argv[2]);
    if (argc == 2 && std::string_view(argv[1]) == "--help") return std::fputs(help, stdout) < 0;
    std::vector<std::string> words;
    try {
        words = read_settings(argc, argv);
    } catch (const std::logic_error&) {
        return std::fputs("http_bench: an option wants a number; see --help\n", stderr), 2;
    }
    std::vector<char*> left;
    for (auto& w : words) left.push_back(w.data());
    int count = static_cast<int>(left.size());
    benchmark::Initialize(&count, left.data());
    if (benchmark::ReportUnrecognizedArguments(count, left.data())) return 2;
    add_rows();
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
