#include <gtest/gtest.h>

#include "tests/engine/native/native_room.hpp"

namespace motcua::datamodel {
namespace {

struct assignment : testing::Test, native_room {
    // "" when done, else the problem.
    std::string assign(std::string_view location, value v) {
        const added a = code.add_location(location);
        if (!a.accepted) return "refused: " + a.message;
        auto done = code.assign(a.id, f, std::move(v));
        return done ? "" : done.error().message;
    }
    std::string assign(std::string_view location, std::string_view source) {
        const added a = code.add_expression(source);
        return assign(location, *code.evaluate(a.id, f));
    }
};

TEST_F(assignment, reaches_into_objects_and_arrays) {
    set("form", value());
    set("i", value::number(1));
    EXPECT_EQ(assign("form", "{name: 'An', pieces: [1, {kind: 'copy'}]}"), "");
    EXPECT_EQ(assign("form.pieces[i].kind", "'original'"), "");
    EXPECT_EQ(assign("form.pieces[2]", "3"), "");
    EXPECT_EQ(assign("form['new' + i]", "true"), "");
    EXPECT_EQ(show("form"), R"({"name":"An","pieces":[1,{"kind":"original"},3],"new1":true})");
}

TEST_F(assignment, copies_deeply_so_that_identity_means_place) {
    set("a", value());
    set("b", value());
    EXPECT_EQ(assign("a", "_event.data"), "");
    EXPECT_EQ(assign("b", "a"), "");
    EXPECT_EQ(show("a === b"), "false");
    EXPECT_EQ(show("a.list === b.list"), "false");
    EXPECT_EQ(show("a.list === a.list"), "true");
    EXPECT_EQ(show("a === _event.data"), "false");
    EXPECT_EQ(assign("b.list[0]", "9"), "");
    EXPECT_EQ(show("[a.list[0], b.list[0], _event.data.list[0]]"), "[1,9,1]");
}

TEST_F(assignment, refuses_places_that_are_not_there) {
    set("n", value::number(1));
    set("o", value::object({}));
    slots[5] = value::absent();
    EXPECT_NE(assign("n.x", value()), "");
    EXPECT_NE(assign("o.x.y", value()), "");
    EXPECT_NE(assign("o.__proto__", value()), "");
    const added other = code.add_location("later");
    slots[*code.slot_of("later")] = value::absent();
    EXPECT_FALSE(code.assign(other.id, f, value::number(1)));
    EXPECT_TRUE(code.bind(other.id, f, value::number(1)));
    EXPECT_EQ(code.read(other.id, f)->as_number(), 1);
    for (const char* system : {"_event", "_name", "_sessionid", "_ioprocessors", "_x", "In", "Math",
                               "undefined", "'continue'", "1", "a+b"})
        EXPECT_FALSE(code.add_location(system).accepted) << system;
}

TEST_F(assignment, stops_at_two_hundred_levels) {
    set("a", value());
    const added wrap = code.add_expression("[a]");
    const added place = code.add_location("a");
    int done = 0;
    for (; done < 1000; ++done) {
        auto v = code.evaluate(wrap.id, f);
        if (!v) break;
        ASSERT_TRUE(code.assign(place.id, f, std::move(*v)));
    }
    EXPECT_EQ(done, 200);
}

TEST_F(assignment, foreach_sees_the_array_as_it_was) {
    set("a", value::array({value::number(1), value::number(2)}));
    auto all = code.elements(code.add_expression("a").id, f);
    ASSERT_TRUE(all);
    EXPECT_EQ(assign("a[0]", "5"), "");
    EXPECT_EQ(all->elements()[0].as_number(), 1);
    EXPECT_FALSE(code.elements(code.add_expression("7").id, f));
}

}  // namespace
}  // namespace motcua::datamodel
