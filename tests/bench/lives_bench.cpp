// Statecharts in memory, with the session and the step that the server uses: lives of dossier.scxml (create →
// 12 events → final), events between two states, bytes per waiting session, rows written and read, and
// loading a 20 kB chart beside libxml2 building its tree. Peers (Qt, XState): the programs of shared/bench,
// run beside this one.
//   MOTCUA_SUITES=DIR  where the suites lie; the chart is ../bench/dossier.scxml from there
#include <benchmark/benchmark.h>
#include <libxml/parser.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>

#include "engine/base/json.hpp"
#include "engine/base/text.hpp"
#include "engine/interpreter/encoding.hpp"
#include "engine/interpreter/step.hpp"
#include "engine/value/encoding.hpp"

using namespace motcua;
using namespace motcua::interpreter;

namespace {

std::filesystem::path bench_folder() {
    const char* set = std::getenv("MOTCUA_SUITES");
    return std::filesystem::path(set ? set : "../shared/suites") / "../bench";
}

struct life {
    chart_pointer chart;
    std::vector<std::pair<std::string, datamodel::value>> events;
    settings with;
    no_environment world;
    scratch space;
    event next;

    void start(session& s) { step(s, {cause::start, nullptr, {}, 1, 0}, "1", with, world, space); }
    void give(session& s, std::size_t i) {
        next.name = events[i].first;
        next.data = events[i].second;
        step(s, {cause::external, &next, {}, 1, 0}, "1", with, world, space);
    }
};

life& dossier() {
    static life l = [] {
        life made;
        const auto c = chart::load_file((bench_folder() / "dossier.scxml").string());
        const auto text = read_file((bench_folder() / "statechart/events.json").string());
        if (!c || !text) {
            std::fprintf(stderr, "no readable dossier.scxml under %s\n", bench_folder().c_str());
            std::exit(2);
        }
        made.chart = *c;
        const auto listed = parse_json(*text);
        for (const auto& e : listed->as_array())
            made.events.emplace_back(std::string(e.as_array()[0].as_string()),
                                     *datamodel::from_json(e.as_array()[1]));
        return made;
    }();
    return l;
}

void lives(benchmark::State& state) {
    auto& l = dossier();
    for (auto _ : state) {
        session s(l.chart);
        l.start(s);
        for (std::size_t i = 0; i < l.events.size(); ++i) l.give(s, i);
        if (!s.is_final()) state.SkipWithError("the dossier did not come to its end");
    }
    state.counters["lives/s"] =
        benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
    state.counters["events/s"] = benchmark::Counter(static_cast<double>(state.iterations() * l.events.size()),
                                                    benchmark::Counter::kIsRate);
}
BENCHMARK(lives);

void steady_events(benchmark::State& state) {
    auto& l = dossier();
    session s(l.chart);
    l.start(s);
    for (std::size_t i = 0; i < 5; ++i) l.give(s, i);
    std::size_t n = 0;
    for (auto _ : state) l.give(s, 5 + (n++ & 1));
    state.counters["events/s"] =
        benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(steady_events);

long resident_bytes() {
    std::ifstream f("/proc/self/statm");
    long all = 0, resident = 0;
    f >> all >> resident;
    return resident * sysconf(_SC_PAGESIZE);
}

// After five events, as the peers are measured.
void live_sessions(benchmark::State& state) {
    auto& l = dossier();
    constexpr std::size_t count = 100'000;
    double each = 0, counted = 0;
    for (auto _ : state) {
        std::vector<session> all;
        all.reserve(count);
        const auto before = resident_bytes();
        for (std::size_t k = 0; k < count; ++k) {
            all.emplace_back(l.chart);
            l.start(all.back());
            for (std::size_t i = 0; i < 5; ++i) l.give(all.back(), i);
        }
        each = static_cast<double>(resident_bytes() - before) / count;
        counted = static_cast<double>(all.back().bytes());
    }
    state.counters["resident_bytes_per_session"] = each;
    state.counters["bytes_per_session"] = counted;
}
BENCHMARK(live_sessions)->Iterations(1)->Unit(benchmark::kMillisecond);

void write_row(benchmark::State& state) {
    auto& l = dossier();
    session s(l.chart);
    l.start(s);
    for (std::size_t i = 0; i < 5; ++i) l.give(s, i);
    std::string row;
    for (auto _ : state)
        if (!encode_to(row, s)) state.SkipWithError("refused");
    state.counters["row_bytes"] = static_cast<double>(row.size());
}
BENCHMARK(write_row);

void read_row(benchmark::State& state) {
    auto& l = dossier();
    session s(l.chart);
    l.start(s);
    for (std::size_t i = 0; i < 5; ++i) l.give(s, i);
    const auto row = *encode(s);
    for (auto _ : state) {
        auto read = decode(l.chart, row);
        benchmark::DoNotOptimize(read);
    }
}
BENCHMARK(read_row);

// The states of dossier.scxml four times over; with variables of their own no expression stands twice, but
// for those that stand twice in the original.
std::string four_times(bool own_variables) {
    const auto s = read_file((bench_folder() / "dossier.scxml").string()).value();
    const auto from = s.find("<state id=\"received\""), to = s.find("</scxml>");
    const std::regex names("(id|target|initial)=\"(\\w+)\"");
    const std::regex variables("(^|[^.\\w])(stream|pieces|missing|fee|days|visas|moves)\\b");
    std::string out = std::regex_replace(s.substr(0, from), std::regex("initial=\"\\w+\""), "");
    const std::string head = out.substr(out.find("<data "), out.find("</datamodel>") - out.find("<data "));
    std::string declared;
    for (int k = 0; k < 4; ++k) {
        const auto number = std::to_string(k);
        auto states = std::regex_replace(s.substr(from, to - from), names, "$1=\"$2_" + number + "\"");
        if (own_variables) {
            declared += std::regex_replace(head, variables, "$1$2_" + number);
            states = std::regex_replace(states, variables, "$1$2_" + number);
        }
        out += states;
    }
    if (own_variables) out.replace(out.find(head), head.size(), declared);
    // In('preparing') keeps its name; give it a state to mean.
    return out + "<state id=\"preparing\"/></scxml>";
}

const std::string& big_chart(bool own_variables = false) {
    static const std::string shared = four_times(false), own = four_times(true);
    return own_variables ? own : shared;
}

void load_chart(benchmark::State& state, bool own_variables) {
    const auto& text = big_chart(own_variables);
    for (auto _ : state) {
        auto made = chart::load(text, "big.scxml");
        if (!made) state.SkipWithError(to_string(made.error().front()).c_str());
    }
    state.counters["document_bytes"] = static_cast<double>(text.size());
}
BENCHMARK_CAPTURE(load_chart, repeated_expressions, false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(load_chart, own_expressions, true)->Unit(benchmark::kMicrosecond);

void libxml2_tree(benchmark::State& state) {
    const auto& text = big_chart(true);
    for (auto _ : state) {
        xmlDocPtr d =
            xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, nullptr, XML_PARSE_NONET);
        benchmark::DoNotOptimize(d);
        xmlFreeDoc(d);
    }
}
BENCHMARK(libxml2_tree)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
