// A session of one to try native expressions on: some variables, an event, some active states.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "engine/native/native.hpp"
#include "engine/value/conversion.hpp"
#include "engine/value/encoding.hpp"

namespace motcua::datamodel {

struct native_room {
    native_expressions code{[](std::string_view id) -> std::optional<std::uint32_t> {
        if (id == "waiting") return 1;
        if (id == "working") return 70;
        return std::nullopt;
    }};
    std::vector<value> slots = std::vector<value>(64);
    std::array<std::uint64_t, 2> active{0, 1u << 6};
    value data =
        *from_json(*parse_json(R"({"days":5,"name":"Đơn 😀","list":[1,"hai",{"ba":3}],"empty":null})"));
    event_view event{"dossier.accept", "external", {}, "#_scxml_1", {}, {}, {}, &data};
    frame f;

    native_room() {
        f.slots = slots;
        f.event = &event;
        f.configuration = active;
        f.session_id = "s1";
        f.name = "chart";
    }
    void set(std::string_view name, value v) { slots[code.declare(name)] = std::move(v); }
    // JSON text, "undefined", or "problem: …", or "refused: …".
    std::string show(std::string_view source) {
        const added a = code.add_expression(source);
        if (!a.accepted) return "refused: " + a.message;
        for (std::size_t s = 0; s < code.variable_count(); ++s)
            if (!code.is_declared(static_cast<slot_number>(s))) slots[s] = value::absent();
        auto v = code.evaluate(a.id, f);
        if (!v) return "problem: " + v.error().message;
        if (v->is(value::kind::number)) return number_to_string(v->as_number());
        return v->is(value::kind::undefined) ? "undefined" : to_text(to_json(*v));
    }
};

}  // namespace motcua::datamodel
