// Executable content: loops, conditions, messages, delays, effects, errors and limits.
#include "tests/engine/interpreter/living.hpp"

#include "engine/value/conversion.hpp"

using namespace motcua;
using namespace motcua::interpreter;
using namespace std::chrono_literals;

TEST(content, foreach_walks_a_copy_with_item_and_index) {
    living l(
        "<datamodel><data id='list'>[3,4,5]</data><data id='sum' expr='0'/><data id='last' "
        "expr='-1'/></datamodel>"
        "<state id='s'><onentry><foreach array='list' item='x' index='i'>"
        "<assign location='sum' expr='sum + x'/><assign location='last' expr='i'/><assign location='list' "
        "expr='[]'/>"
        "</foreach></onentry></state>");
    EXPECT_EQ(l.number("sum"), 12);
    EXPECT_EQ(l.number("last"), 2);
}

TEST(content, foreach_over_no_array_is_an_error_and_ends_the_block) {
    living l(
        "<datamodel><data id='n' expr='1'/></datamodel>"
        "<state id='s'><onentry><foreach array='n' item='x'/><assign location='n' expr='2'/></onentry>"
        "<transition event='error.execution' target='t'/></state><state id='t'/>");
    EXPECT_EQ(l.at(), "t");
    EXPECT_EQ(l.number("n"), 1);
}

TEST(content, if_elseif_else_takes_one_branch) {
    living l(
        "<datamodel><data id='n' expr='2'/><data id='way' expr=\"''\"/></datamodel>"
        "<state id='s'><transition event='e'><if cond='n === 1'><assign location='way' expr=\"way + 'one'\"/>"
        "<elseif cond='n === 2'/><assign location='way' expr=\"way + 'two'\"/><assign location='n' expr='3'/>"
        "<elseif cond='n === 3'/><assign location='way' expr=\"way + 'three'\"/>"
        "<else/><assign location='way' expr=\"way + 'other'\"/><assign location='n' "
        "expr='1'/></if></transition></state>");
    l.give("e");
    EXPECT_EQ(l.text("way"), "two");
    l.give("e");
    EXPECT_EQ(l.text("way"), "twothree");
}

TEST(content, a_delayed_send_fires_at_its_instant_and_carries_the_data_of_the_moment_it_was_sent) {
    living l(
        "<datamodel><data id='n' expr='1'/><data id='got' expr='0'/></datamodel>"
        "<state id='s'><onentry><send event='later' delay='1.5s'><param name='n' expr='n'/></send>"
        "<assign location='n' expr='2'/></onentry>"
        "<transition event='later'><assign location='got' expr='_event.data.n'/></transition></state>");
    EXPECT_EQ(l.last().wake_at, instant{} + 1500ms);
    l.restart();
    l.pass(1499ms);
    EXPECT_EQ(l.number("got"), 0);
    l.pass(1ms);
    EXPECT_EQ(l.number("got"), 1);
    EXPECT_FALSE(l.last().wake_at);
}

TEST(content, a_cancelled_send_never_fires) {
    living l(
        "<datamodel><data id='n' expr='0'/></datamodel>"
        "<state id='s'><onentry><send event='t' id='one' delay='1s'/><send event='t' id='two' "
        "delay='2s'/></onentry>"
        "<transition event='stop'><cancel sendidexpr=\"'o' + 'ne'\"/></transition>"
        "<transition event='t'><assign location='n' expr='n + 1'/></transition></state>");
    l.give("stop");
    l.restart();
    l.pass(5s);
    EXPECT_EQ(l.number("n"), 1);
}

TEST(content, sends_due_at_one_instant_fire_in_the_order_they_were_sent_even_after_a_long_sleep) {
    living l(
        "<datamodel><data id='order' expr=\"''\"/></datamodel>"
        "<state id='s'><onentry><send event='b' delay='2s'/><send event='a' delay='1s'/><send event='c' "
        "delay='2s'/></onentry>"
        "<transition event='*'><assign location='order' expr='order + _event.name'/></transition></state>");
    const auto due = *l.last().wake_at;
    const motcua::interpreter::input late{cause::timer, nullptr, due + 24h, 1, 0};
    no_environment world;
    scratch space;
    step(l.one(), late, "s1", l.with(), world, space);
    EXPECT_EQ(l.text("order"), "abc");
}

TEST(content, send_reaches_the_own_session_by_its_id_and_fails_where_nobody_is) {
    living l(
        "<datamodel><data id='why' expr=\"''\"/></datamodel>"
        "<state id='s'><onentry><send event='me' targetexpr=\"'#_scxml_' + _sessionid\"/></onentry>"
        "<transition event='me' target='t'/></state>"
        "<state id='t'><onentry><send event='x' id='lost' target='#_scxml_nobody'/></onentry>"
        "<transition event='error.communication' target='u'><assign location='why' "
        "expr='_event.sendid'/></transition></state>"
        "<state id='u'/>");
    EXPECT_EQ(l.at(), "u");
    EXPECT_EQ(l.text("why"), "lost");
}

TEST(content, effects_come_out_in_order_with_their_evaluated_arguments) {
    living l(
        "<datamodel><data id='days' expr='3'/></datamodel>"
        "<state id='s'><transition event='late'><mc:slip form='apology' daysexpr='days + 1'/>"
        "<mc:notify><mc:param name='to' expr='_event.data.to'/></mc:notify></transition></state>");
    const auto& o = l.give(
        "late",
        datamodel::value::object({{datamodel::value::string("to"), datamodel::value::string("citizen")}}));
    ASSERT_EQ(o.effects.size(), 2u);
    EXPECT_EQ(o.effects[0].name, "slip");
    const auto args = o.arguments_of(o.effects[0]);
    ASSERT_EQ(args.size(), 2u);
    EXPECT_EQ(args[0].of.as_string(), "apology");
    EXPECT_EQ(args[1].name, "days");
    EXPECT_EQ(args[1].of.as_number(), 4);
    EXPECT_EQ(o.arguments_of(o.effects[1])[0].of.as_string(), "citizen");
}

TEST(content, in_production_an_unhandled_error_is_an_incident_with_its_place) {
    living l(
        "<datamodel><data id='n' expr='1'/></datamodel>"
        "<state id='s'><transition event='e'>\n<assign location='n' "
        "expr='_event.data.missing.deeper'/></transition></state>",
        "", true);
    const auto row = *encode(l.one());
    const auto& o = l.give("e");
    EXPECT_EQ(o.trouble, incident::unhandled_error);
    EXPECT_NE(o.why.find("test.scxml:2:1: "), std::string::npos) << o.why;
    auto before = decode(l.what(), row);  // the row undoes the step
    ASSERT_TRUE(before);
    EXPECT_EQ(*encode(*before), row);
}

TEST(content, in_production_a_handled_error_is_no_incident) {
    living l(
        "<datamodel><data id='n' expr='1'/></datamodel>"
        "<state id='s'><transition event='e'><assign location='n' "
        "expr='_event.data.missing.deeper'/></transition>"
        "<transition event='error' target='t'/></state><state id='t'/>",
        "", true);
    EXPECT_EQ(l.give("e").trouble, incident::none);
    EXPECT_EQ(l.at(), "t");
}

TEST(content, an_event_that_enables_nothing_leaves_a_production_session_as_it_was) {
    living l(
        "<state id='s'><transition event='e' cond='_event.data === 1' target='t'/></state><state id='t'/>",
        "", true);
    const auto row = *encode(l.one());
    EXPECT_FALSE(l.give("e", datamodel::value::number(2)).taken);
    EXPECT_FALSE(l.give("unheard-of").taken);
    EXPECT_EQ(*encode(l.one()), row);
    EXPECT_TRUE(l.give("e", datamodel::value::number(1)).taken);
}

TEST(content, a_runaway_macrostep_is_stopped_and_named) {
    living l(
        "<state id='a'><transition event='e' target='b'/></state><state id='b'><transition "
        "target='c'/></state>"
        "<state id='c'><transition target='b'/></state>");
    const auto& o = l.give("e");
    EXPECT_EQ(o.trouble, incident::runaway);
    EXPECT_NE(o.why.find("microsteps"), std::string::npos);
}

TEST(content, a_condition_that_fails_on_its_own_error_is_stopped) {
    living l("<state id='a'><transition event='.*' cond='n.x.y' target='a'/></state>");
    const auto& o = l.give("e");
    EXPECT_EQ(o.trouble, incident::runaway);
    EXPECT_NE(o.why.find("error.execution"), std::string::npos) << o.why;
    EXPECT_NE(o.why.find("the last error: "), std::string::npos) << o.why;
}

// Every macrostep comes to rest, but one calls for the next.
TEST(content, macrosteps_that_follow_each_other_are_stopped_together) {
    living l(
        "<datamodel><data id='n' expr='0'/></datamodel><state id='a'>"
        "<transition event='e' target='b'><assign location='n' expr='0'/><send "
        "event='e'/></transition></state>"
        "<state id='b'><transition cond='n &lt; 900' target='b'><assign location='n' expr='n + "
        "1'/></transition>"
        "<transition cond='n === 900' target='a'/></state>");
    l.with().trace = false;
    l.with().bounds.turns = 1'000'000;
    const auto& o = l.give("e");
    EXPECT_EQ(o.trouble, incident::runaway);
    EXPECT_NE(o.why.find("100000 microsteps in one step"), std::string::npos) << o.why;
}

TEST(content, a_queue_that_feeds_itself_is_stopped) {
    living l("<state id='a'><transition event='e'><raise event='e'/><raise event='e'/></transition></state>");
    EXPECT_EQ(l.give("e").trouble, incident::runaway);
}

TEST(content, offered_actions_are_those_of_active_states_whose_when_holds) {
    living l(
        "<datamodel><data id='paid' expr='false'/></datamodel>"
        "<state id='desk'><transition event='refuse' target='end'><mc:action label='Từ chối' "
        "role='head'/></transition>"
        "<state id='check'><transition event='accept' target='end'><mc:action label='Nhận' "
        "when='paid'/></transition>"
        "<transition event='pay'><mc:action label='Thu phí' when=\"!paid &amp;&amp; In('check')\"/>"
        "<assign location='paid' expr='true'/></transition></state></state>"
        "<state id='end'/>");
    const auto events = [&] {
        std::string out;
        for (const auto* a : offered_actions(l.one())) out += a->event + " ";
        return out;
    };
    EXPECT_EQ(events(), "pay refuse ");
    l.give("pay");
    EXPECT_EQ(events(), "accept refuse ");
    l.give("accept");
    EXPECT_EQ(events(), "");
}
