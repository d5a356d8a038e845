// Invoked sessions: one tree, round-robin, forwarded events, finalize, cancelling, and all of it through a
// restart.
#include "tests/engine/interpreter/living.hpp"

using namespace motcua;
using namespace motcua::interpreter;
using namespace std::chrono_literals;

namespace {

std::string child(const std::string& inside, const std::string& attributes = "") {
    return "<content><scxml version='1.0' " + attributes + ">" + inside + "</scxml></content>";
}

}  // namespace

TEST(invoke, a_child_gets_its_parameters_answers_and_is_done_with_data) {
    living l(
        "<datamodel><data id='n' expr='20'/><data id='got' expr='0'/></datamodel>"
        "<state id='s'><invoke id='kid'><param name='x' expr='n + 1'/>" +
        child("<datamodel><data id='x' expr='0'/></datamodel><state id='w'><transition event='go' "
              "target='f'/></state>"
              "<final id='f'><donedata><param name='twice' expr='x * 2'/></donedata></final>") +
        "</invoke><transition event='start'><send event='go' target='#_kid'/></transition>"
        "<transition event='done.invoke.kid' target='t'><assign location='got' "
        "expr='_event.data.twice'/></transition></state><state id='t'/>");
    EXPECT_EQ(l.one().children().size(), 1u);
    l.restart();
    l.give("start");
    EXPECT_EQ(l.at(), "t");
    EXPECT_EQ(l.number("got"), 42);
    EXPECT_TRUE(l.one().children().empty());
}

TEST(invoke, finalize_runs_before_the_transition_and_only_for_its_own_child) {
    living l(
        "<datamodel><data id='order' expr=\"''\"/></datamodel>"
        "<state id='s'><invoke id='a'>" +
        child("<state id='w'><onentry><send event='hello' target='#_parent'/></onentry></state>") +
        "<finalize><assign location='order' expr=\"order + 'finalize-a '\"/></finalize></invoke>"
        "<invoke id='b'>" +
        child("<state id='w'/>") +
        "<finalize><assign location='order' expr=\"order + 'finalize-b '\"/></finalize></invoke>"
        "<transition event='hello'><assign location='order' expr=\"order + "
        "_event.invokeid\"/></transition></state>");
    EXPECT_EQ(l.text("order"), "finalize-a a");
}

TEST(invoke, events_are_forwarded_only_where_it_is_asked_for) {
    living l(
        "<datamodel><data id='heard' expr=\"''\"/></datamodel><state id='s'>"
        "<invoke id='deaf'>" +
        child("<state id='w'><transition event='e'><send event='heard' "
              "target='#_parent'/></transition></state>") +
        "</invoke>"
        "<invoke id='ears' autoforward='true'>" +
        child("<state id='w'><transition event='e'><send event='heard' "
              "target='#_parent'/></transition></state>") +
        "</invoke>"
        "<transition event='heard'><assign location='heard' expr='heard + "
        "_event.invokeid'/></transition></state>");
    l.give("e");
    EXPECT_EQ(l.text("heard"), "ears");
}

TEST(invoke, leaving_the_state_cancels_the_child_and_refuses_what_it_still_says) {
    living l(
        "<datamodel><data id='n' expr='0'/></datamodel>"
        "<state id='s'><invoke>" +
        child("<state id='w'><onentry><send event='tick' target='#_parent' delay='1s'/></onentry>"
              "<onexit><send event='bye' target='#_parent'/></onexit></state>") +
        "</invoke><transition event='leave' target='t'/></state>"
        "<state id='t'><transition event='*'><assign location='n' expr='n + 1'/></transition></state>");
    EXPECT_TRUE(l.last().wake_at);
    l.give("leave");
    EXPECT_TRUE(l.one().children().empty());
    l.pass(5s);
    EXPECT_EQ(l.number("n"), 0);
}

TEST(invoke, a_state_left_in_the_same_macrostep_is_never_invoked) {
    living l(
        "<state id='s'><invoke>" +
        child("<state id='w'><onentry><send event='no' target='#_parent'/></onentry></state>") +
        "</invoke><transition target='t'/></state><state id='t'><transition event='no' target='s'/></state>");
    EXPECT_EQ(l.at(), "t");
    EXPECT_EQ(l.one().created, 0u);
}

TEST(invoke, siblings_take_turns_in_the_order_they_were_made) {
    const std::string talker =
        "<state id='w'><onentry><send event='self'/><send event='a' target='#_parent'/></onentry>"
        "<transition event='self'><send event='b' target='#_parent'/></transition></state>";
    living l(
        "<datamodel><data id='order' expr=\"''\"/></datamodel><state id='s'>"
        "<invoke id='1'>" +
        child(talker) + "</invoke><invoke id='2'>" + child(talker) +
        "</invoke>"
        "<transition event='*'><assign location='order' expr=\"order + _event.name + _event.invokeid + ' "
        "'\"/></transition></state>");
    EXPECT_EQ(l.text("order"), "a1 a2 b1 b2 ");
}

TEST(invoke, a_grandchild_survives_a_restart_with_its_timer) {
    living l("<state id='s'><invoke id='c'>" +
             child("<state id='cs'><invoke id='g'><content><scxml version='1.0'><state "
                   "id='gs'><onentry><send event='t' delay='1s'/></onentry>"
                   "<transition event='t' target='gf'/></state><final id='gf'/></scxml></content></invoke>"
                   "<transition event='done.invoke.g' target='cf'/></state><final id='cf'/>") +
             "</invoke><transition event='done.invoke.c' target='t'/></state><state id='t'/>");
    EXPECT_EQ(l.one().children().size(), 2u);
    l.restart();
    EXPECT_EQ(l.one().children().size(), 2u);
    l.pass(1s);
    EXPECT_EQ(l.at(), "t");
}

TEST(invoke, sessions_that_invoke_themselves_without_end_are_stopped) {
    const std::string inside =
        "<state id='s'><invoke src='self'/><transition event='error' target='t'/></state><state id='t'/>";
    const auto c = living::compile(inside, "");
    struct mirror final : environment {
        chart_pointer self;
        bool session_exists(std::string_view) override { return false; }
        chart_pointer chart_at(std::string_view, const std::string&) override { return self; }
    } world;
    world.self = c;
    session s(c);
    scratch space;
    settings with;
    with.production = false;
    const auto& o = step(s, {cause::start, nullptr, {}, 1, 0}, "s1", with, world, space);
    EXPECT_EQ(o.trouble, incident::none);
    EXPECT_LE(s.children().size(), with.bounds.nesting);
}
