#include <gtest/gtest.h>

#include "engine/native/content.hpp"
#include "tests/engine/ecmascript/ecmascript_room.hpp"

namespace motcua::datamodel {
namespace {

struct ecmascript : testing::Test, ecmascript_room {
    void declare(std::string_view name, value v) { slots[code.declare(name)] = std::move(v); }
    void begin() { ASSERT_TRUE(code.enter(f)); }
};

TEST_F(ecmascript, evaluates_what_documents_write) {
    declare("Var1", value::number(0));
    declare("Var2", value::array({value::number(1), value::number(2)}));
    declare("und", value());
    begin();
    EXPECT_EQ(show("Var1 + 1"), "1");
    EXPECT_EQ(show("++Var1 == 1"), "true");
    EXPECT_EQ(show("[].concat(Var2, [4])"), "[1,2,4]");
    EXPECT_EQ(show("Var2 instanceof Array"), "true");
    EXPECT_EQ(show("und == undefined"), "true");
    EXPECT_EQ(show("typeof never === 'undefined'"), "true");
    EXPECT_EQ(show("'ab'.search(/b/) !== -1 && 4 / 2 / 1 === 2"), "true");
    EXPECT_EQ(show("(function(s, t){ if (t === '') return true; s = String(s);"
                   "return s.slice(0, t.length) === t; })('s0.x', 's0.')"),
              "true");
    EXPECT_EQ(show("_event.data.name.length + _event.name"), "\"6go\"");
    EXPECT_EQ(show("'\\ud83d' + '\\ude00'"), "\"😀\"");
    EXPECT_EQ(show("_sessionid + _name"), "\"s1machineName\"");
    EXPECT_EQ(show("_ioprocessors['scxml'].location"), "\"#_scxml_s1\"");
    EXPECT_EQ(show("In('working') && !In('idle')"), "true");
    EXPECT_EQ(show("({b:1, a:[undefined, null], 2:{}})"), R"({"2":{},"b":1,"a":[null,null]})");
    EXPECT_EQ(run("var sum = 0; for (var i in Var2) sum += Var2[i]; do { sum++ } while (sum < 10); for (;;) "
                  "break;"),
              "");
    EXPECT_EQ(show("sum"), "10");
}

TEST_F(ecmascript, reads_long_numbers_as_the_nearest_there_is) {
    EXPECT_EQ(show("24338462544892130 === 24338462544892128"), "true");
    EXPECT_EQ(show("1.751210140311552e+22 === 17512101403115519000000"), "true");
    EXPECT_EQ(show("({24338462544892130: 1})['24338462544892130']"), "1");
    EXPECT_EQ(show("24338462544892130..toString()"), "\"24338462544892130\"");
    EXPECT_EQ(show("1e222222222 === 1 / 0 && 1e-222222222 === 0 && 1e3 === 1000 && 0x1e5 === 485"), "true");
    EXPECT_EQ(show("0.1000000000000000055 === 0.1 && 9007199254740993.0 === 9007199254740992"), "true");
}

TEST_F(ecmascript, raises_problems_that_say_what) {
    begin();
    EXPECT_NE(show("never").find("'never'"), std::string::npos);
    EXPECT_EQ(show("null.x").substr(0, 8), "problem:");
    EXPECT_EQ(show("return").substr(0, 8), "refused:");
    EXPECT_EQ(show("1); (2").substr(0, 8), "refused:");
    EXPECT_EQ(show("").substr(0, 8), "refused:");
    EXPECT_EQ(run("if (").substr(0, 8), "refused:");
    EXPECT_FALSE(code.evaluate(code.add_expression("return").id, f));
    EXPECT_EQ(assign("undeclared", "1").substr(0, 8), "problem:");
    EXPECT_EQ(assign("foo.bar.baz ", "1").substr(0, 8), "problem:");
    EXPECT_NE(assign("'continue'", "1"), "");
    EXPECT_EQ(assign("\"foo", "1").substr(0, 8), "refused:");
    EXPECT_NE(assign("a, b", "1"), "");
    EXPECT_NE(assign("a = b", "1"), "");
    EXPECT_NE(assign("a) = 5, (b", "1"), "");
}

TEST_F(ecmascript, protects_the_system_variables) {
    declare("Var1", value());
    begin();
    for (const char* name :
         {"_event", "_sessionid", "_name", "_ioprocessors", "_x", "_event.name", "In", "Math"}) {
        EXPECT_EQ(assign(name, "27").substr(0, 8), "problem:") << name;
        const added a = code.add_location(name);
        const bool free = name == std::string("Math");
        EXPECT_EQ(code.bind(a.id, f, value::number(1)).has_value(), free) << name;
    }
    EXPECT_EQ(run("_sessionid = 'x'").substr(0, 8), "problem:");
    EXPECT_EQ(show("_sessionid"), "\"s1\"");
    EXPECT_EQ(assign("Var1", "_event"), "");
    EXPECT_EQ(show("Var1 == _event"), "true");
    EXPECT_EQ(assign("Var1", "_ioprocessors"), "");
    EXPECT_EQ(show("Var1 == _ioprocessors"), "true");
    code.set_event(f, nullptr);
    EXPECT_EQ(show("typeof _event"), "\"undefined\"");
    event_view other{"later", "internal", {}, {}, {}, {}, {}, nullptr};
    code.set_event(f, &other);
    EXPECT_EQ(show("_event.name + typeof _event.data"), "\"laterundefined\"");
}

TEST_F(ecmascript, keeps_variables_between_steps_and_sessions_apart) {
    declare("a", value::number(1));
    begin();
    EXPECT_EQ(run("var made = {x: [1]}; implicit = 'text'; a = 2;"), "");
    code.leave(f);
    ASSERT_EQ(extras.size(), 2u) << extras[0].name;
    EXPECT_EQ(slots[0].as_number(), 2);

    std::vector<value> other_slots(1, value::number(10));
    std::vector<named_value> other_extras;
    frame other = f;
    other.slots = other_slots;
    other.extras = &other_extras;
    ASSERT_TRUE(code.enter(other));
    const added e = code.add_expression("a + typeof made");
    EXPECT_EQ(to_string(*code.evaluate(e.id, other)), "10undefined");
    code.leave(other);

    ASSERT_TRUE(code.enter(f));
    EXPECT_EQ(show("made.x[0] + implicit + a"), "\"1text2\"");
    EXPECT_EQ(run("delete implicit; Object.prototype.leak = 1; Array.prototype.push = null; Math.PI = 3"),
              "");
    EXPECT_EQ(show("typeof implicit + typeof ({}).leak + typeof [].push + (Math.PI > 3)"),
              "\"undefinedundefinedfunctiontrue\"");
    EXPECT_EQ(show("(function(){ var o = {}; o.toString = function(){return 'own'}; return '' + o; })()"),
              "\"own\"");
}

TEST_F(ecmascript, keeps_functions_by_their_number) {
    declare("var1", value());
    declare("api", value());
    begin();
    EXPECT_EQ(assign("var1", "function(invar) {return invar + 1;}"), "");
    EXPECT_EQ(assign("api", "{twice: function(x) { return x * 2; }, name: 'tools'}"), "");
    EXPECT_EQ(run("function helper(n) { return n < 1 ? 0 : n + helper(n - 1); }\nvar other = function() { "
                  "return 5; };"),
              "");
    for (int step = 0; step < 3; ++step) {
        next_step();
        EXPECT_EQ(show("var1(2) == 3"), "true");
        EXPECT_EQ(show("api.twice(4) + helper(3) + other()"), "19");
    }
    code.leave(f);
    for (const value& v : {slots[0], slots[1], extras[0].of, extras[1].of}) {
        auto bytes = encode(v);
        ASSERT_TRUE(bytes) << bytes.error().message;
        EXPECT_TRUE(identical(*decode(*bytes), v));
    }
}

TEST_F(ecmascript, keeps_objects_that_a_function_of_the_script_made) {
    declare("o", value());
    declare("all", value());
    begin();
    EXPECT_EQ(run("function Paper(n) { this.pages = n; } function Folder() { this.papers = []; }"), "");
    EXPECT_EQ(assign("o", "new Paper(3)"), "");
    EXPECT_EQ(assign("o.pages", "4"), "");
    EXPECT_EQ(run("all = new Folder(); all.papers.push(new Paper(1), {inner: new Paper(2)});"), "");
    for (const bool stored : {false, true}) {
        stored ? store_step() : next_step();
        EXPECT_EQ(show("o instanceof Paper && o.constructor === Paper && !(o instanceof Folder)"), "true");
        EXPECT_EQ(show("Object.getPrototypeOf(o) === Paper.prototype && new Paper(7) instanceof Paper"),
                  "true");
        EXPECT_EQ(show("all instanceof Folder && all.papers[1].inner instanceof Paper"), "true");
        EXPECT_EQ(show("JSON.stringify([o, all])"),
                  R"("[{\"pages\":4},{\"papers\":[{\"pages\":1},{\"inner\":{\"pages\":2}}]}]")");
    }
}

TEST_F(ecmascript, functions_that_are_one_stay_one_and_others_stay_apart) {
    declare("g", value());
    begin();
    EXPECT_EQ(run("var h = function() { return 1; }, made = [];"
                  "for (var i = 0; i < 2; ++i) made.push(function() { return 2; });"),
              "");
    EXPECT_EQ(assign("g", "h"), "");
    for (const bool stored : {false, true}) {
        EXPECT_EQ(show("g === h && made[0] !== made[1] && made[0] === made[0]"), "true");
        stored ? store_step() : next_step();
        EXPECT_EQ(show("g === h && made[0] !== made[1] && made[1]() === 2"), "true");
    }
}

TEST_F(ecmascript, an_object_that_inherits_more_than_its_constructor_is_not_stored) {
    declare("o", value());
    for (const char* script : {"function Paper() {} Paper.prototype.kind = 'paper'; o = new Paper();",
                               "function Sheet() {} Sheet.form = 'CT01'; o = new Sheet();",
                               "function Page() {} Page.prototype = {number: 1}; o = new Page();",
                               "var made = []; for (var i = 0; i < 2; ++i) made.push(function() {}); "
                               "o = [new made[0](), new made[1]()];",
                               "o = (function() { function Inner() {} return new Inner(); })();"}) {
        begin();
        EXPECT_EQ(run(script), "");
        code.leave(f);
        EXPECT_FALSE(encode(slots[0])) << script;
    }
}

TEST_F(ecmascript, carries_what_it_cannot_keep_but_does_not_store_it) {
    declare("d", value());
    declare("o", value());
    begin();
    EXPECT_EQ(assign("d", "new Date(0)"), "");
    EXPECT_EQ(run("o = {when: new Date(5)}; var self = {}; self.self = self; var n = 0;"
                  "var count = (function() { var k = 0; return function() { return ++k; }; })(); count();"),
              "");
    next_step();
    EXPECT_EQ(show("d.getTime() + o.when.getTime() + count()"), "7");
    EXPECT_EQ(show("self.self.self === self"), "true");
    code.leave(f);
    EXPECT_TRUE(slots[0].is(value::kind::foreign));
    auto bytes = encode(slots[1]);
    ASSERT_FALSE(bytes);
    EXPECT_NE(bytes.error().message.find(".when"), std::string::npos);
}

TEST_F(ecmascript, an_array_with_names_keeps_them_from_step_to_step_and_is_not_stored) {
    declare("found", value());
    begin();
    EXPECT_EQ(run("found = /b(.)/.exec('abc');"), "");
    next_step();
    EXPECT_EQ(show("found.index + found[1] + found.input"), "\"1cabc\"");
    code.leave(f);
    EXPECT_FALSE(encode(slots[0]));
    begin();
    const auto copied = code.evaluate(code.add_expression("/b(.)/.exec('abc')").id, f);
    EXPECT_TRUE(copied && copied->is(value::kind::array));
}

TEST_F(ecmascript, takes_time_and_chance_from_the_step) {
    begin();
    EXPECT_EQ(show("Date.now() + new Date().getTime()"), "3544372800500");
    EXPECT_EQ(show("new Date() + ''"), "\"2026-02-27 17:00:00.250+07:00\"");
    EXPECT_EQ(show("new Date().getHours() * 100 + new Date(2026, 1, 27, 17).getUTCHours()"), "1710");
    EXPECT_EQ(show("new Date('2026-02-27T10:00:00Z').getDate()"), "27");
    EXPECT_EQ(show("isNaN(new Date('next Tuesday'))"), "true");
    EXPECT_EQ(show("new Date() instanceof Date && typeof Date()"), "\"string\"");
    const std::string first = show("Math.random()");
    EXPECT_NE(show("Math.random()"), first);
    next_step();
    EXPECT_EQ(show("Math.random()"), first);
    EXPECT_EQ(show("typeof Duktape + typeof performance"), "\"undefinedundefined\"");
}

TEST_F(ecmascript, reads_xml_as_documents) {
    declare("books",
            content_value("<books xmlns=\"\"><book title=\"một\"/><book title=\"hai\">text</book></books>"));
    begin();
    EXPECT_EQ(show("books.getElementsByTagName('book')[1].getAttribute('title') == 'hai'"), "true");
    EXPECT_EQ(show("books.documentElement.tagName + books.documentElement.childNodes[1].textContent"),
              "\"bookstext\"");
    EXPECT_EQ(run("books.documentElement.tagName = 'x'"), "");
    next_step();
    EXPECT_EQ(show("books.documentElement.tagName"), "\"books\"");
    EXPECT_TRUE(code.evaluate(code.add_expression("books").id, f)->is(value::kind::xml));
}

TEST_F(ecmascript, foreach_makes_variables_that_were_not_declared) {
    declare("list", value::array({value::number(1), value::number(2)}));
    begin();
    const added item = code.add_location("item");
    auto all = code.elements(code.add_expression("list").id, f);
    ASSERT_TRUE(all);
    ASSERT_TRUE(code.bind(item.id, f, all->elements()[1]));
    EXPECT_EQ(show("item"), "2");
    EXPECT_EQ(code.read(item.id, f)->as_number(), 2);
    EXPECT_FALSE(code.elements(code.add_expression("7").id, f));
    code.leave(f);
    EXPECT_EQ(extras.at(0).name, "item");
}

}  // namespace
}  // namespace motcua::datamodel
