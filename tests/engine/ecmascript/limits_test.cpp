// Scripts that would never end, and sources that try to hide their loops.
#include <gtest/gtest.h>

#include "tests/engine/ecmascript/ecmascript_room.hpp"

namespace motcua::datamodel {
namespace {

struct runaway : testing::Test, ecmascript_room {
    runaway() : ecmascript_room({.memory = 16u << 20, .steps = 20'000, .text = 1u << 20}) {}
};

TEST_F(runaway, ends_with_a_problem_and_the_engine_goes_on) {
    const char* const endless[] = {
        "while (true) {}",
        "while (1);",
        "for (;;) ;",
        "for (var i = 0; ; i++) {}",
        "for (var i = 0; i >= 0; i++) i = 1;",
        "do { } while (true)",
        "do ; while (1)",
        "l: while (1) { continue l; }",
        "try { while (1); } catch (e) { } while (1) try { while (1); } catch (e) { }",
        "function f() { f(); f(); } f();",
        "function f(n) { return n ? f(n - 1) + f(n - 1) : 0; } f(100);",
        "var o = { get x() { return this.x; } }; for (;;) try { o.x; } catch (e) { }",
        "var o = { go() { try { o.go(); } catch (e) { } o.go(); } }; o.go();",
        "eval('while (1);')",
        "(function(){}).constructor('for (;;);')()",
        "new Function('a', 'while (a);')(1)",
        "var a = []; while (1) a.push('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' + a.length);",
        "var s = 'x'; while (1) s += s;",
        "Array.prototype.indexOf.call({length: 4294967295}, 1)",
        "var o = {}; for (var i = 0; i < 5000; i++) o[i] = i; for (var a in o) for (var b in o) for (var c "
        "in o) ;",
        "[1,2,3].forEach(function g() { [1,2,3].forEach(g); })",
        "for (var x = 1; x; x = 1) { var re = /[/'\"]/.test('a'); }",
        "while (1) { 'use strict'; }",
        "1 // \u2028 while (1);",
    };
    for (const char* source : endless) {
        ASSERT_TRUE(code.enter(f));
        const std::string said = run(source);
        EXPECT_EQ(said.substr(0, 8), "problem:") << source;
        EXPECT_EQ(show("1 + 1"), "2") << source;
        code.leave(f);
        extras.clear();
    }
    EXPECT_LT(heap.bytes_in_use(), 16u << 20);
}

TEST_F(runaway, cannot_hide_behind_spelling) {
    const char* const hidden[] = {
        "x = a ? {} : {} / while (1) {} / 1",
        "++/'/.x; while (1) {} ; '/",
        "\\u0077hile (1);",
        "do 0while (1)",
        "a <!-- b",
        "1\n--> /*\n while (1); /* */",
        "1 \u2028--> /*\n while (1); /* */",
        "1 \u2029--> /*\n while (1); /* */",
        "_$step_ = 1",
        "var _$value_ = 1",
    };
    for (const char* source : hidden) EXPECT_FALSE(code.add_script(source).accepted) << source;
}

TEST_F(runaway, leaves_ordinary_scripts_alone) {
    ASSERT_TRUE(code.enter(f));
    EXPECT_EQ(run("var r = /[/]'\"/.test(\"/'\\\"\") ? 6 / 2 / 3 : 0; // it's fine\n"
                  "var t = 0; for (var k in {a: 1, b: 2}) t += 1; for (k in [1]) if (k) t++; else t--;\n"
                  "switch (t) { case 3: t = 30; default: t++; }\n"
                  "function strict() { 'use strict'; return this === undefined; }\n"
                  "if (t) for (var i = 0, n = 3; i < n; i++) t--; else t = 0;\n"
                  "while (t --> 10) ;\n"
                  "var o = { function: 1, in: 2, for: function() { return this.in; } };\n"
                  "var fn = new function() { this.v = 4; };\n"
                  "label: { break label; }"),
              "");
    EXPECT_EQ(show("[r, t, strict(), o.for(), o.function, fn.v]"), "[1,9,true,2,1,4]");
}

TEST_F(runaway, gives_no_value_over_its_limit) {
    ASSERT_TRUE(code.enter(f));
    auto v = code.evaluate(code.add_expression("new Array(200001).join('abcdef')").id, f);
    ASSERT_FALSE(v);
    EXPECT_EQ(v.error().what, problem::kind::limit);
}

}  // namespace
}  // namespace motcua::datamodel
