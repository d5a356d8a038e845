// The chart loader on arbitrary bytes: a chart or faults, never a crash; and what it accepts can be started,
// given an event, written down and read back. Leniently also with scripts, as `motcua scxml run` takes them.
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/ecmascript/ecmascript.hpp"
#include "engine/interpreter/encoding.hpp"
#include "engine/interpreter/step.hpp"

using namespace motcua;
using namespace motcua::interpreter;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    chart::load_options how;
    how.open = [](const std::string& path) -> result<std::string> {
        return fail(failure::kind::not_found, "there is no " + path);
    };
    std::string text(reinterpret_cast<const char*>(data), size);
    for (const bool lenient : {false, true}) {
        static datamodel::ecmascript_heap heap({.memory = 16u << 20, .steps = 20'000, .text = 1u << 18});
        how.lenient = lenient;
        how.heap = lenient ? &heap : nullptr;
        const auto made = chart::load(text, "fuzz.scxml", how);
        if (!made) {
            if (made.error().empty()) __builtin_trap();
            continue;
        }
        settings with;
        with.production = !lenient;
        with.bounds.microsteps = 200;
        with.bounds.turns = 50;
        with.bounds.queue = 100;
        with.bounds.steps = 50'000;
        with.bounds.memory = 1u << 20;
        no_environment world;
        scratch space;
        session s(*made);
        step(s, {cause::start, nullptr, {}, 1, 0}, "1", with, world, space);
        for (const auto* name : {"go", "done", "error.execution"}) {
            if (space.result.trouble != incident::none) break;
            event e;
            e.name = name;
            step(s, {cause::external, &e, {}, 1, 0}, "1", with, world, space);
        }
        if (space.result.trouble != incident::none) continue;
        const auto row = encode(s);
        if (!row) continue;
        const auto again = decode(*made, *row, {}, how.heap);
        if (!again || *encode(*again) != *row) __builtin_trap();
    }
    return 0;
}
