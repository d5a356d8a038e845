// Documents that want too much, in both data models: each is stopped with a sentence that says what of, and
// the same engine goes on with the next session. Every limit is small here, so that nothing takes long.
#include <gtest/gtest.h>

#include "tests/engine/interpreter/living.hpp"

namespace motcua::interpreter {
namespace {

using datamodel::ecmascript_heap;

struct hostile {
    const char* name;
    std::string inside;
    const char* said;  // part of the reason
};

std::string repeated(int n, const std::string& before, const std::string& middle, const std::string& after) {
    std::string out = middle;
    for (int i = 0; i < n; ++i) out = before + out + after;
    return out;
}

// Ten times itself for each level.
std::string loops(int levels, const std::string& body) {
    std::string out = body;
    for (int i = 0; i < levels; ++i)
        out = "<foreach array='ten' item='i" + std::to_string(i) + "'>" + out + "</foreach>";
    return out;
}

// `b` is a text of 2^n bytes.
std::string doubled(int n) {
    return repeated(n, "", "", "<assign location='b' expr='b + b'/>");
}

std::string on_go(const std::string& content) {
    return "<datamodel><data id='ten' expr='[0,1,2,3,4,5,6,7,8,9]'/><data id='b' expr=\"'x'\"/><data id='a' "
           "expr='[]'/><data id='n' expr='0'/></datamodel><state id='s'><transition event='go'>" +
           content + "</transition><transition event='calm' target='t'/></state><state id='t'/>";
}

std::string many_variables() {
    std::string out = doubled(16);
    for (int i = 0; i < 400; ++i)
        out += "<assign location='a[" + std::to_string(i) + "]' expr=\"b + '" + std::to_string(i) + "'\"/>";
    return out;
}

const std::vector<hostile> all = {
    {"endless_eventless_transitions",
     "<state id='s'><transition event='go' target='a'/></state><state id='a'><transition target='b'/></state>"
     "<state id='b'><transition target='a'/></state>",
     "microsteps"},
    {"loops_inside_loops", on_go(loops(9, "<assign location='n' expr='n + 1'/>")), "instructions"},
    {"empty_loops_inside_loops", on_go(loops(9, "")), "instructions"},
    {"a_text_that_doubles",
     "<datamodel><data id='b' expr=\"'x'\"/></datamodel><state id='s'><transition event='go' "
     "target='a'/></state><state id='a'><transition target='a'><assign location='b' expr='b + "
     "b'/></transition></state>",
     ""},
    {"a_value_that_holds_itself_twice",
     "<datamodel><data id='a' expr='[]'/></datamodel><state id='s'><transition event='go' "
     "target='t'/></state><state id='t'><transition target='t'><assign location='a' expr='[a, "
     "a]'/></transition></state>",
     ""},
    {"a_list_that_grows_in_loops", on_go(loops(5, "<assign location='a' expr='a.concat([1, 2, 3])'/>")), ""},
    {"endless_raising",
     "<state id='s'><transition event='go'><raise event='go'/><raise event='go'/></transition></state>",
     "microsteps"},
    {"raising_in_loops", on_go(loops(5, "<raise event='q'/>")), "queue"},
    {"sending_to_itself_for_ever",
     "<state id='s'><transition event='go'><send event='go'/></transition></state>",
     "sessions that keep each other busy"},
    {"sending_in_loops", on_go(loops(5, "<send event='q'/>")), "queue"},
    {"delaying_in_loops", on_go(loops(5, "<send event='q' delay='1s'/>")), "delayed"},
    {"large_messages", on_go(doubled(16) + loops(3, "<send event='q'><content expr='b + i0'/></send>")),
     "MiB"},
    {"large_messages_later",
     on_go(doubled(16) + loops(3, "<send event='q' delay='1s'><content expr='b + i0'/></send>")), "MiB"},
    {"large_messages_to_itself",
     on_go(doubled(16) + loops(3, "<send event='q' target='#_internal'><content expr='b + i0'/></send>")),
     "MiB"},
    {"large_names", on_go(doubled(16) + loops(3, "<send eventexpr='b + i0'/>")), "MiB"},
    {"large_log_lines", on_go(doubled(16) + loops(3, "<log expr='b'/>")), "MiB"},
    {"log_lines_in_loops", on_go(loops(6, "<log expr='0'/>")), ""},
    {"large_effects", on_go(doubled(16) + loops(3, "<mc:notify textexpr='b'/>")), "MiB"},
    {"a_search_through_a_large_text_again_and_again",
     on_go(doubled(18) + loops(6, "<assign location='n' expr=\"b.indexOf('y')\"/>")), ""},
    {"many_large_values", on_go(many_variables()), ""},
};

class limits_of : public testing::TestWithParam<std::tuple<hostile, bool>> {
protected:
    static chart_pointer compile(const std::string& inside, bool ecmascript) {
        chart::load_options how;
        how.heap = &heap();
        how.lenient = true;
        const std::string script = ecmascript ? "<script>var wanted = function() {};</script>" : "";
        auto made = chart::load(around(script + inside), "hostile.scxml", how);
        if (!made) return ADD_FAILURE() << to_string(made.error().front()), nullptr;
        EXPECT_EQ((*made)->native.has_value(), !ecmascript);
        return *made;
    }
    static ecmascript_heap& heap() {
        static ecmascript_heap one({.memory = 16u << 20, .steps = 20'000, .text = 2u << 20});
        return one;
    }
    static settings small() {
        settings with;
        with.production = false;
        with.heap = &heap();
        with.bounds.microsteps = 500;
        with.bounds.work = 2'000;
        with.bounds.steps = 50'000;
        with.bounds.memory = 2u << 20;
        with.bounds.queue = 1'000;
        with.bounds.delayed = 1'000;
        return with;
    }
    const outcome& give(session& s, const char* name) {
        event e;
        e.name = name;
        return step(s, {cause::external, &e, {}, 1, 0}, "s", small(), world_, space_);
    }
    const outcome& start(session& s) {
        return step(s, {cause::start, nullptr, {}, 1, 0}, "s", small(), world_, space_);
    }

    no_environment world_;
    scratch space_;
};

}  // namespace

TEST_P(limits_of, hostile_documents_stop_them_and_nothing_else) {
    const auto& [document, ecmascript] = GetParam();
    const auto c = compile(document.inside, ecmascript);
    ASSERT_TRUE(c);
    session bad(c);
    ASSERT_EQ(start(bad).trouble, incident::none) << space_.result.why;
    EXPECT_EQ(give(bad, "go").trouble, incident::runaway);
    EXPECT_FALSE(space_.result.why.empty());
    EXPECT_NE(space_.result.why.find(document.said), std::string::npos) << space_.result.why;

    session good(compile(on_go("<assign location='n' expr='n + 1'/>"), ecmascript));
    EXPECT_EQ(start(good).trouble, incident::none);
    EXPECT_EQ(give(good, "go").trouble, incident::none) << space_.result.why;
    EXPECT_EQ(good.variable("n")->as_number(), 1);
}

TEST(limits, a_session_larger_than_a_row_is_refused_and_the_row_before_stays_good) {
    std::string variables, content = doubled(20);
    for (int i = 0; i < 20; ++i) {
        const auto name = "v" + std::to_string(i);
        variables += "<data id='" + name + "'/>";
        content += "<assign location='" + name + "' expr='b'/>";
    }
    living l("<datamodel><data id='b' expr=\"'x'\"/>" + variables + "</datamodel><state id='s'><transition " +
             "event='go'>" + content + "</transition></state>");
    ASSERT_TRUE(encode(l.one()));
    EXPECT_EQ(l.give("go").trouble, incident::none);
    const auto row = encode(l.one());
    ASSERT_FALSE(row);
    EXPECT_EQ(row.error().what, failure::kind::limit);
}

const std::vector<bool> evaluators =
    ecmascript_heap::available() ? std::vector{false, true} : std::vector{false};

INSTANTIATE_TEST_SUITE_P(everything, limits_of,
                         testing::Combine(testing::ValuesIn(all), testing::ValuesIn(evaluators)),
                         [](const testing::TestParamInfo<limits_of::ParamType>& i) {
                             return std::string(std::get<0>(i.param).name) +
                                    (std::get<1>(i.param) ? "_ecmascript" : "_native");
                         });

}  // namespace motcua::interpreter
