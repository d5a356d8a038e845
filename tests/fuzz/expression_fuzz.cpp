// Any bytes as an expression, a location, a literal and stored value: compiled or refused, evaluated or a
// problem, never a crash; and where both evaluators take the expression they agree.
#include <cstdint>
#include <cstdlib>

#include "engine/ecmascript/ecmascript.hpp"
#include "engine/native/content.hpp"
#include "engine/native/native.hpp"
#include "engine/value/conversion.hpp"
#include "engine/value/encoding.hpp"

using namespace motcua::datamodel;

namespace {

std::optional<std::uint32_t> state(std::string_view id) {
    return id == "s" ? std::optional(1u) : std::nullopt;
}

value some_data() {
    return *parse_literal("{a: [1, 'hai', {b: null}], n: 2.5, t: 'Đơn 😀'}");
}

// A message and an abort, so that the finding says what differed.
void demand(bool good, std::string_view source) {
    if (good) return;
    std::fprintf(stderr, "the evaluators differ on: %.*s\n", static_cast<int>(source.size()), source.data());
    std::abort();
}

// +"22\0" is NaN in ECMAScript (9.3.1), and here; Duktape reads a number up to U+0000.
bool holds_zero(std::string_view source) {
    for (const std::string_view zero : {std::string_view("\0", 1), std::string_view("\\0"),
                                        std::string_view("\\x00"), std::string_view("\\u0000")})
        if (source.find(zero) != source.npos) return true;
    return false;
}

void compare(std::string_view source) {
    const value data = some_data();
    const event_view event{"e.x", "external", {}, "", {}, {}, {}, &data};
    native_expressions native(state);
    const added n = native.add_expression(source);
    if (!n.accepted) return;
    static ecmascript_heap heap;
    ecmascript_expressions script(heap, state);
    const added s = script.add_expression(source);
    if (s.message.find("'_$'") != std::string::npos) return;  // names the ECMAScript prelude keeps for itself
    std::vector<value> slots(native.variable_count()), none;
    const auto a = native.slot_of("a");
    if (a) native.declare("a"), script.declare("a");
    native.reset(slots);
    if (a) slots[*a] = detach(data);  // as <assign> does: a variable shares nothing with the event
    std::vector<value> copies(a ? 1 : 0, data);
    frame ours, theirs;
    ours.slots = slots;
    theirs.slots = copies;
    ours.event = theirs.event = &event;
    (void)script.enter(theirs);
    const auto x = native.evaluate(n.id, ours);
    const auto y = script.evaluate(s.id, theirs);
    script.leave(theirs);
    const bool limited =
        (!x && x.error().what == problem::kind::limit) || (!y && y.error().what == problem::kind::limit);
    // The function behind "text".slice is a value in Duktape only: here reading it is a problem, on purpose.
    const bool inherited = !x && x.error().message.find("inherited") != std::string::npos;
    // +"1e222222222" is Infinity in ECMAScript (9.3.1), and here; Duktape throws a RangeError.
    const bool beyond = x && !y && y.error().message.find("exponent too large") != std::string::npos;
    if (limited || inherited || beyond) return;
    demand(x.has_value() == y.has_value(), source);
    if (holds_zero(source)) return;
    demand(!x || identical(*x, *y), source);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view source(reinterpret_cast<const char*>(bytes), size);
    if (auto v = decode(source)) demand(identical(*decode(*encode(*v)), *v), source);
    (void)content_value(source);
    native_expressions places(state);
    if (const added l = places.add_location(source); l.accepted) {
        std::vector<value> slots(places.variable_count(), some_data());
        frame f;
        f.slots = slots;
        (void)places.assign(l.id, f, some_data());
    }
    compare(source);
    return 0;
}
