// What is within the subset means the same in the native evaluator and in Duktape: the same value in every
// bit, or a problem in both. 10^5 random expressions, 10^7 with MOTCUA_PROVE=1.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "engine/ecmascript/ecmascript.hpp"
#include "engine/native/native.hpp"
#include "engine/value/conversion.hpp"
#include "engine/value/encoding.hpp"
#include "tests/engine/native/expression_maker.hpp"

namespace motcua::datamodel {
namespace {

constexpr int batch = 500;  // expressions on the same data

std::optional<std::uint32_t> state(std::string_view id) {
    if (id == "s0" || id == "s1") return 0;
    return id == "s2" ? std::optional(65u) : std::nullopt;
}

// Whether Duktape has read the text of `right`, which lies half-way between two numbers, as the outer one.
bool rounded_outwards(const value& right, const value& read) {
    if (!right.is(value::kind::number) || !read.is(value::kind::number)) return false;
    const double a = right.as_number(), b = read.as_number();
    if (b != std::nextafter(a, std::copysign(HUGE_VAL, a))) return false;
    const long double middle = a + (static_cast<long double>(b) - a) / 2;
    return std::strtold(to_string(right).c_str(), nullptr) == middle;
}

struct both_evaluators {
    native_expressions native{state};
    ecmascript_heap heap;
    ecmascript_expressions script{heap, state};
    std::vector<value> slots = std::vector<value>(9);  // i comes to have a slot and stays absent
    std::vector<value> copies = std::vector<value>(8);
    value data;
    event_view event{"done.invoke.x", "internal", {}, "#_scxml_1", {}, {}, {}, &data};
    std::array<std::uint64_t, 2> active{1, 0};
    frame ours, theirs;
    int refused = 0, beyond = 0, rounded = 0;

    explicit both_evaluators(expression_maker& make) : data(make.data()) {
        for (std::size_t i = 0; i < 8; ++i) {
            const char name[] = {static_cast<char>('a' + i), '\0'};
            slots[native.declare(name)] = make.data();
            script.declare(name);
            copies[i] = slots[i];
        }
        slots[8] = value::absent();
        native.add_expression("i");
        script.add_expression("i");
        for (frame* f : {&ours, &theirs}) {
            f->event = &event;
            f->configuration = active;
            f->session_id = "a session of some length";
            f->name = "chart";
        }
        ours.slots = slots;
        theirs.slots = copies;
        EXPECT_TRUE(script.enter(theirs));
    }

    bool agree(const std::string& source, std::string& said) {
        const added n = native.add_expression(source);
        const added s = script.add_expression(source);
        if (!n.accepted) return ++refused, true;
        const auto a = native.evaluate(n.id, ours);
        const auto b = script.evaluate(s.id, theirs);
        if (a && b && identical(*a, *b)) return true;
        // These two of texts turned into numbers; native.hpp says so.
        if (a && b && rounded_outwards(*a, *b)) return ++rounded, true;
        if (!a && !b) return true;
        if (a && !b && b.error().message == "RangeError: exponent too large") return ++beyond, true;
        const auto show = [](const outcome<value>& v) {
            return v ? std::string(type_of(*v)) + " " + to_text(to_json(*v)) + " " + to_string(*v)
                     : v.error().message;
        };
        said = source + "\n  native: " + show(a) + "\n  script: " + show(b);
        return a.has_value() == false && a.error().what == problem::kind::limit;
    }
};

TEST(differential, subset_means_the_same_in_both) {
    const char* prove = std::getenv("MOTCUA_PROVE");
    const int batches = (prove && *prove == '1' ? 10'000'000 : 100'000) / batch;
    int differences = 0, refused = 0, beyond = 0, rounded = 0;
    for (int b = 0; b < batches && differences < 10; ++b) {
        expression_maker make(static_cast<std::uint64_t>(b) + 1);
        both_evaluators both(make);
        for (int i = 0; i < batch; ++i) {
            std::string said;
            if (both.agree(make.expression(), said)) continue;
            ++differences;
            ADD_FAILURE() << "seed " << b + 1 << ", expression " << i << ": " << said;
        }
        refused += both.refused;
        beyond += both.beyond;
        rounded += both.rounded;
    }
    EXPECT_EQ(differences, 0);
    RecordProperty("expressions", batches * batch);
    RecordProperty("exponents_too_large", beyond);
    EXPECT_LT(beyond, batches * batch / 10'000);
    EXPECT_LE(rounded, batches * batch / 100'000);
    EXPECT_LT(refused, batches * batch / 100) << "the generator should stay within the subset";
}

}  // namespace
}  // namespace motcua::datamodel
