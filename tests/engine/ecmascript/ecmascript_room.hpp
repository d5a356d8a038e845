// One chart with one session on a Duktape heap of its own.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "engine/ecmascript/ecmascript.hpp"
#include "engine/value/conversion.hpp"
#include "engine/value/encoding.hpp"

namespace motcua::datamodel {

struct ecmascript_room {
    explicit ecmascript_room(ecmascript_limits limits = {.memory = 64u << 20,
                                                         .steps = 100'000,
                                                         .text = 1u << 20})
        : heap(limits) {
        f.slots = slots;
        f.extras = &extras;
        f.event = &event;
        f.configuration = active;
        f.session_id = "s1";
        f.name = "machineName";
        f.io_processors = &processors;
        f.now = instant{std::chrono::milliseconds{1772186400250}};  // 2026-02-27T17:00:00.250+07:00
        f.seed = 7;
    }
    ecmascript_heap heap;
    ecmascript_expressions code{heap, [](std::string_view id) -> std::optional<std::uint32_t> {
                                    return id == "working" ? std::optional(70u) : std::nullopt;
                                }};
    std::vector<value> slots = std::vector<value>(32);
    std::vector<named_value> extras;
    std::array<std::uint64_t, 2> active{0, 1u << 6};
    value data = *from_json(*parse_json(R"({"days":5,"name":"Đơn 😀","list":[1,"hai"]})"));
    value processors = *from_json(*parse_json(R"({"scxml":{"location":"#_scxml_s1"}})"));
    event_view event{"go", "external", {}, {}, {}, {}, {}, &data};
    frame f;

    // JSON text, "undefined", the kind of what JSON lacks, "problem: …" or "refused: …".
    std::string show(std::string_view source) {
        const added a = code.add_expression(source);
        if (!a.accepted) return "refused: " + a.message;
        auto v = code.evaluate(a.id, f);
        if (!v) return "problem: " + v.error().message;
        switch (v->what()) {
            case value::kind::number:
                return number_to_string(v->as_number());
            case value::kind::undefined:
                return "undefined";
            case value::kind::function:
                return "function " + std::to_string(v->as_function());
            case value::kind::foreign:
                return "foreign";
            default:
                return to_text(to_json(*v));
        }
    }
    std::string run(std::string_view source) {
        const added a = code.add_script(source);
        if (!a.accepted) return "refused: " + a.message;
        auto done = code.run(a.id, f);
        return done ? "" : "problem: " + done.error().message;
    }
    std::string assign(std::string_view location, std::string_view source) {
        const added place = code.add_location(location), what = code.add_expression(source);
        if (!place.accepted) return "refused: " + place.message;
        auto v = code.evaluate(what.id, f);
        if (!v) return "problem: " + v.error().message;
        auto done = code.assign(place.id, f, std::move(*v));
        return done ? "" : "problem: " + done.error().message;
    }
    void next_step() {
        code.leave(f);
        ASSERT_TRUE_(code.enter(f));
    }
    // As next_step(), but through the bytes of a row.
    void store_step() {
        code.leave(f);
        for (value& v : slots) v = decode(encode(v).value()).value();
        for (named_value& e : extras) e.of = decode(encode(e.of).value()).value();
        ASSERT_TRUE_(code.enter(f));
    }
    template <class T>
    static void ASSERT_TRUE_(const T& t) {
        if (!t) throw std::runtime_error("enter failed");
    }
};

}  // namespace motcua::datamodel
