// Due dates a second on one core, with and without derivation, beside a walk that asks each day in turn (what
// the tables save); and the preview of a calendar amendment. Run from the top folder of the sources.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>

#include "engine/calendar/read.hpp"
#include "engine/procedure/rule_set.hpp"
#include "engine/promise/life.hpp"
#include "engine/promise/calendar_move.hpp"

namespace motcua {
namespace {

using calendar::term;

template <class T>
T must(read_result<T> read) {
    if (read) return std::move(*read);
    for (const auto& f : read.error()) std::fprintf(stderr, "%s\n", to_string(f).c_str());
    std::exit(2);
}

const calendar::calendar_source& source() {
    static const auto read = must(calendar::read_source(std::string("workflows/calendars")));
    return read;
}
const calendar::working_calendar& days() {
    static const auto made = calendar::make_calendar(source());
    return made;
}
const procedure::rule_set& rules() {
    static const auto sets = must(procedure::read_rule_sets("workflows/rules"));
    return *sets.by_id("2025");
}

// Acceptances spread over 2023 to 2027.
std::vector<instant> starts() {
    std::vector<instant> out;
    const instant first = *parse_instant("2023-01-03T08:00");
    for (int i = 0; i < 4096; ++i) out.push_back(first + std::chrono::minutes{617 * i});
    return out;
}

void due(benchmark::State& state, const term& length) {
    const auto from = starts();
    std::size_t i = 0;
    for (auto _ : state) {
        auto d = days().due(from[i++ & 4095], length, rules().counting);
        benchmark::DoNotOptimize(d);
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(due, working_days_7, calendar::working_days(7));
BENCHMARK_CAPTURE(due, working_hours_20, calendar::working_hours(20));
BENCHMARK_CAPTURE(due, calendar_days_10, calendar::calendar_days(10));
BENCHMARK_CAPTURE(due, at_once, calendar::at_once());

void due_walking_the_days(benchmark::State& state) {
    const auto from = starts();
    std::size_t i = 0;
    for (auto _ : state) {
        local_day d = day_of(from[i++ & 4095]);
        for (int left = 7; left > 0;) {
            d += std::chrono::days{1};
            if (*days().is_working_day(d)) --left;
        }
        benchmark::DoNotOptimize(d);
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(due_walking_the_days);

void explain_working_days_7(benchmark::State& state) {
    const auto from = starts();
    std::size_t i = 0;
    for (auto _ : state) {
        auto d = days().explain(from[i++ & 4095], calendar::working_days(7), rules().counting);
        benchmark::DoNotOptimize(d);
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(explain_working_days_7);

void next_trigger(benchmark::State& state) {
    promise::ledger l;
    promise::acceptance a;
    a.at = *parse_instant("2026-03-02T10:00");
    a.legal = calendar::working_days(7);
    if (!promise::start(l, a, {rules(), days()})) return state.SkipWithError("no start");
    for (auto _ : state) {
        auto w = promise::next(l, rules(), days(), a.at);
        benchmark::DoNotOptimize(w);
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(next_trigger);

// One more day off in the middle of 100,000 open dossiers.
void preview_of_an_amendment(benchmark::State& state) {
    auto changed_source = source();
    calendar::day_entry e;
    e.day = *parse_day("2026-03-06");
    e.name = "ngày nghỉ thêm";
    for (auto& y : changed_source.years)
        if (y.year == 2026) y.entries.push_back(e);
    const auto changed = calendar::make_calendar(changed_source);
    const instant now = *parse_instant("2026-03-02T07:00");
    std::vector<promise::ledger> open(100'000);
    for (std::size_t i = 0; i < open.size(); ++i) {
        promise::acceptance a;
        a.at = now + std::chrono::seconds{3 * i};
        a.legal = calendar::working_days(static_cast<int>(1 + i % 15));
        if (!promise::start(open[i], a, {rules(), days()})) return state.SkipWithError("no start");
    }
    std::int64_t moved = 0;
    for (auto _ : state) {
        const auto change = promise::compare(days(), changed);
        for (const auto& l : open) {
            const auto m = promise::reproject(l, rules(), change, changed, now);
            moved += m && *m;
        }
    }
    state.counters["moved"] = static_cast<double>(moved) / static_cast<double>(state.iterations());
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(open.size()));
}
BENCHMARK(preview_of_an_amendment)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace motcua

BENCHMARK_MAIN();
