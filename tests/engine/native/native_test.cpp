#include <gtest/gtest.h>

#include "tests/engine/native/native_room.hpp"

namespace motcua::datamodel {
namespace {

struct native_expression : testing::Test, native_room {};

TEST_F(native_expression, gives_what_ecmascript_gives) {
    set("n", value::number(4));
    set("s", value::string("một cửa"));
    set("u", value());
    const std::pair<const char*, const char*> all[] = {
        {"n + 1", "5"},
        {"1 + 2 * 3 - 4 / 8 % 3", "6.5"},
        {"'1' + 2 - 1", "11"},
        {"-n % 3", "-1"},
        {"1 / -0", "-Infinity"},
        {"0.1 + 0.2", "0.30000000000000004"},
        {"0x1F", "31"},
        {"s.length", "7"},
        {"s[1]", "\"ộ\""},
        {"s + '!'", "\"một cửa!\""},
        {"n > 3 && s === 'một cửa'", "true"},
        {"n < 3 || u", "undefined"},
        {"n == '4' ? 'yes' : 'no'", "\"yes\""},
        {"!u", "true"},
        {"typeof u", "\"undefined\""},
        {"typeof never", "\"undefined\""},
        {"typeof (n + s)", "\"string\""},
        {"null == undefined", "true"},
        {"null >= 0", "true"},
        {"NaN === NaN", "false"},
        {"[1,[2,3],null] + ''", "\"1,2,3,\""},
        {"{b: 1, 'a': [n], 2: 3}", R"({"2":3,"b":1,"a":[4]})"},
        {"[1,2,].length", "2"},
        {"({a:{b:5}}).a['b']", "5"},
        {"[] === []", "false"},
        {"/* why */ n // because", "4"},
        {"'\\x41\\u00e9\\n'", "\"A\u00e9\\n\""},
        {"'abc' < 'abd'", "true"},
        {"'\\ud83d' + '\\ude00' === '😀'", "true"},
        {"'😀' < '\uffff'", "true"},
        {"_event.data.name.length", "6"},
        {"'a-b-c'.indexOf('-', 2)", "3"},
        {"'Nguyễn'.slice(-2)", "\"ễn\""},
        {"'abc'.substring(2, 0)", "\"ab\""},
        {"' a\u00a0'.trim()", "\"a\""},
        {"[1,2,3].slice(1).concat(4, [5])", "[2,3,4,5]"},
        {"[1,[2]].join('-')", "\"1-2\""},
        {"1e21", "1e+21"},
        {"1e-7", "1e-7"},
        {"123456789012345680000", "123456789012345680000"},
    };
    for (const auto& [source, expected] : all) EXPECT_EQ(show(source), expected) << source;
}

TEST_F(native_expression, sees_event_session_and_states) {
    EXPECT_EQ(show("_event.name"), "\"dossier.accept\"");
    EXPECT_EQ(show("_event.type"), "\"external\"");
    EXPECT_EQ(show("_event.sendid"), "undefined");
    EXPECT_EQ(show("_event.data.days > 3"), "true");
    EXPECT_EQ(show("_event['data'].list[2].ba"), "3");
    EXPECT_EQ(show("_event.data.none"), "undefined");
    EXPECT_EQ(show("_event.other"), "undefined");
    EXPECT_EQ(show("typeof _event"), "\"object\"");
    EXPECT_EQ(show("_sessionid + _name"), "\"s1chart\"");
    EXPECT_EQ(show("In('working')"), "true");
    EXPECT_EQ(show("In('waiting')"), "false");
    EXPECT_EQ(show("In('nowhere')"), "false");
}

TEST_F(native_expression, is_typed_where_ecmascript_would_throw) {
    set("u", value());
    f.event = nullptr;
    EXPECT_EQ(show("never"), "problem: There is no variable 'never'; declare it in <datamodel>.");
    EXPECT_EQ(show("u.x"), "problem: Expected an object with 'x', found undefined.");
    EXPECT_EQ(show("null[1]"), "problem: Expected an object with '1', found null.");
    EXPECT_EQ(show("_event.name"),
              "problem: _event is undefined: no event has come yet; ask 'typeof _event' first.");
    EXPECT_EQ(show("typeof _event"), "\"undefined\"");
    EXPECT_EQ(show("(5).indexOf('5')"),
              "problem: Expected a string or an array to call a method of, found number.");
    EXPECT_EQ(show("({})['to' + 'String']"),
              "problem: Expected a member of the data, found the inherited 'toString'.");
    set("o", *from_json(*parse_json(R"({"toString":1})")));
    for (const auto* reads : {"o + ''", "-o", "o < 1", "[[o]] == 'x'", "[1][o]", "'ab'.charAt(o)",
                              "[o].join()", "[1].indexOf(1, o)"})
        EXPECT_NE(std::string(show(reads)).find("toString is no function"), std::string::npos) << reads;
    for (const auto* fine : {"o == o", "o != null", "o === o", "[o].indexOf(o) === 0",
                             "!o || typeof o === 'object'", "'ab'.charAt(0, o) === 'a'"})
        EXPECT_EQ(show(fine), "true") << fine;
}

TEST_F(native_expression, refuses_what_lies_outside_with_its_place) {
    const std::pair<const char*, std::size_t> all[] = {{"return", 0},       {"a = 1", 2},
                                                       {"a++", 1},          {"1e3.x", 0},
                                                       {"a, b", 1},         {"f(1)", 1},
                                                       {"new Date()", 0},   {"Math.max(1)", 0},
                                                       {"x.toString()", 2}, {"/re/.test(s)", 0},
                                                       {"function(){}", 0}, {"1 +", 3},
                                                       {"(1", 2},           {"'open", 0},
                                                       {"017", 0},          {"[1,,2]", 3},
                                                       {"a in b", 2},       {"_event", 6},
                                                       {"_x.y", 0},         {"{__proto__: 1}", 1},
                                                       {"In(s)", 3},        {"a ** b", 2},
                                                       {"tên", 0},          {"this", 0},
                                                       {"a;", 1},           {"", 0}};
    for (const auto& [source, offset] : all) {
        const added a = code.add_expression(source);
        EXPECT_FALSE(a.accepted) << source;
        EXPECT_EQ(a.offset, offset) << source << ": " << a.message;
        EXPECT_FALSE(code.evaluate(a.id, f));
    }
    EXPECT_FALSE(code.add_expression(std::string(5000, '(') + "1").accepted);
    EXPECT_FALSE(code.add_expression(std::string(5000, '-') + "1").accepted);
    EXPECT_FALSE(code.add_expression("\xff").accepted);
    EXPECT_FALSE(code.add_expression("9007199254740993").accepted);
    EXPECT_FALSE(code.add_expression("2222222222222 * 222222223E222222222").accepted);
    EXPECT_FALSE(code.add_expression("1e-222222222").accepted);
    EXPECT_FALSE(code.add_script("var a = 1").accepted);
    EXPECT_TRUE(code.add_script("  ").accepted);
}

TEST_F(native_expression, numbers_beyond_any_range_are_infinite_or_nothing) {
    EXPECT_EQ(show("1e999999"), "Infinity");
    EXPECT_EQ(show("-1e999999"), "-Infinity");
    EXPECT_EQ(show("1e-999999"), "0");
    EXPECT_EQ(show("0e999999"), "0");
    EXPECT_EQ(show("+'222222223E222222222'"), "Infinity");
    EXPECT_EQ(show("+'1E-9999999999'"), "0");
    EXPECT_EQ(show("typeof +'22\\0' + +'22\\0'"), "\"numberNaN\"");
}

TEST_F(native_expression, never_grows_without_bound) {
    set("s", value::string(std::string(3u << 20, 'x')));
    const added twice = code.add_expression("s + s");
    auto v = code.evaluate(twice.id, f);
    ASSERT_FALSE(v);
    EXPECT_EQ(v.error().what, problem::kind::limit);
    EXPECT_NE(show("[s,s,s,s].join(s)").find("4 MiB"), std::string::npos);
}

TEST_F(native_expression, tells_what_it_reads) {
    const slot_number a = code.declare("a"), b = code.declare("b");
    const added e = code.add_expression("a > 1 && In('working') || typeof b === 'number'");
    EXPECT_EQ(code.reads(e.id), (std::vector<slot_number>{a, b}));
    EXPECT_EQ(code.asks_in(e.id), (std::vector<std::uint32_t>{70}));
    EXPECT_FALSE(code.reads_event(e.id));
    EXPECT_TRUE(code.reads_event(code.add_expression("_event.data.x").id));
}

TEST(null_data_model, knows_only_the_in_predicate) {
    native_expressions code(
        [](std::string_view id) -> std::optional<std::uint32_t> {
            return id == "s1" ? std::optional(3u) : std::nullopt;
        },
        native_expressions::language::in_predicate_only);
    const std::uint64_t active[] = {8};
    frame f;
    f.configuration = active;
    EXPECT_EQ(code.test(code.add_expression("In('s1')").id, f), true);
    EXPECT_EQ(code.test(code.add_expression(" In(s1) ").id, f), true);
    EXPECT_EQ(code.test(code.add_expression("In('s2')").id, f), false);
    EXPECT_FALSE(code.add_expression("true").accepted);
    EXPECT_FALSE(code.add_location("x").accepted);
}

}  // namespace
}  // namespace motcua::datamodel
