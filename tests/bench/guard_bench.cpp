// What it costs to set an event and ask one guard, natively and in Duktape, on the same session and data.
// Google Benchmark; see README.md there for how it is read.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdlib>
#include <vector>

#include "engine/ecmascript/ecmascript.hpp"
#include "engine/native/content.hpp"
#include "engine/native/native.hpp"

namespace {

using namespace motcua::datamodel;

constexpr const char* guards[] = {"_event.data.days > 3 && stream === 'online'",
                                  "missing - _event.data.n <= 0", "_event.data.level >= 2",
                                  "fee >= 1000 || In('preparing')"};

std::optional<std::uint32_t> state(std::string_view) {
    return 5;
}

struct session {
    std::vector<value> slots;
    value first = *parse_literal("{days: 5, n: 1, level: 2}"),
          second = *parse_literal("{days: 1, n: 2, level: 1}");
    std::array<event_view, 2> events{event_view{"clock.day", "external", {}, {}, {}, {}, {}, &first},
                                     event_view{"clock.day", "external", {}, {}, {}, {}, {}, &second}};
    std::array<std::uint64_t, 1> active{32};
    frame f;

    session() {
        for (const char* initial : {"'online'", "1", "500"}) slots.push_back(*parse_literal(initial));
        f.slots = slots;
        f.configuration = active;
    }
};

// One round is: another event is set, one guard is asked.
template <class Expressions>
void ask(benchmark::State& run, Expressions& code) {
    for (const char* name : {"stream", "missing", "fee"}) code.declare(name);
    const added guard = code.add_expression(guards[run.range(0)]);
    session s;
    if (!guard.accepted || !code.enter(s.f)) std::abort();
    std::size_t n = 0;
    for (auto _ : run) {
        code.set_event(s.f, &s.events[n++ & 1]);
        auto yes = code.test(guard.id, s.f);
        benchmark::DoNotOptimize(yes);
    }
    code.leave(s.f);
    run.SetLabel(guards[run.range(0)]);
}

void native(benchmark::State& run) {
    native_expressions code(state);
    ask(run, code);
}

void duktape(benchmark::State& run) {
    ecmascript_heap heap;
    ecmascript_expressions code(heap, state);
    ask(run, code);
}

}  // namespace

BENCHMARK(native)->DenseRange(0, 3);
BENCHMARK(duktape)->DenseRange(0, 3);
BENCHMARK_MAIN();
