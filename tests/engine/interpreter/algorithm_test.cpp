// Where engines go wrong: conflicts between regions, histories, default entry, the order of done events.
#include "tests/engine/interpreter/living.hpp"

using namespace motcua::interpreter;
using kind = trace_entry::kind;

namespace {

const std::string two_regions =
    "<parallel id='p'>"
    "<state id='r1' initial='a'><transition event='outer' target='b'/>"
    "<transition type='internal' event='inner' target='b'/>"
    "<history id='h1'><transition target='a'/></history><state id='a'/><state id='b'/></state>"
    "<state id='r2' initial='c'><transition event='outer' target='d'/>"
    "<transition type='internal' event='inner' target='d'/><state id='c'/><state id='d'/></state>"
    "</parallel>";

}  // namespace

TEST(algorithm, an_external_transition_from_a_region_leaves_the_parallel_and_preempts_the_other) {
    living l(two_regions);
    l.give("outer");
    EXPECT_EQ(l.at(), "b c");  // the second region starts anew
    EXPECT_EQ(l.trace(kind::exit), "c r2 a r1 p");
}

TEST(algorithm, a_parallel_without_regions_is_active_and_can_be_left) {
    living l(
        "<parallel id='p'><transition event='e' target='t'/></parallel>"
        "<state id='t'><state id='u'><transition event='e' target='q'/></state><parallel id='q'/></state>");
    EXPECT_EQ(l.at(), "p");
    l.give("e");
    EXPECT_EQ(l.at(), "u");
    l.give("e");
    EXPECT_EQ(l.at(), "q");
    EXPECT_EQ(l.trace(kind::exit), "u");
}

TEST(algorithm, an_internal_transition_stays_inside_its_region) {
    living l(two_regions);
    l.give("inner");
    EXPECT_EQ(l.at(), "b d");
    EXPECT_EQ(l.trace(kind::exit), "c a");
}

TEST(algorithm, a_shallow_history_is_recorded_only_when_its_parent_is_left) {
    living l(
        "<state id='out'><transition event='back' target='h'/></state>"
        "<state id='s' initial='a'><history id='h'><transition target='c'/></history>"
        "<transition event='next' type='internal' target='b'/><transition event='leave' target='out'/>"
        "<transition event='again' type='internal' target='h'/>"
        "<state id='a'/><state id='b'/><state id='c'/></state>",
        "initial='s'");
    l.give("next");
    EXPECT_EQ(l.at(), "b");
    l.give("again");  // nothing recorded yet: the default
    EXPECT_EQ(l.at(), "c");
    l.give("next");
    l.give("leave");
    l.give("back");
    EXPECT_EQ(l.at(), "b");
}

TEST(algorithm, deep_and_shallow_history_restore_what_they_say) {
    living l(
        "<state id='s' initial='x'><history id='deep' type='deep'><transition target='x'/></history>"
        "<history id='flat'><transition target='x'/></history>"
        "<transition event='leave' target='out'/>"
        "<state id='x' initial='x1'><state id='x1'><transition event='go' target='x2'/></state><state "
        "id='x2'/></state></state>"
        "<state id='out'><transition event='deep' target='deep'/><transition event='flat' "
        "target='flat'/></state>");
    l.give("go");
    l.give("leave");
    l.give("deep");
    EXPECT_EQ(l.at(), "x2");
    l.give("leave");
    l.restart();
    l.give("flat");
    EXPECT_EQ(l.at(), "x1");
}

TEST(algorithm, the_default_history_content_runs_once_after_onentry_of_the_parent) {
    living l(
        "<datamodel><data id='log' expr=\"''\"/></datamodel>"
        "<state id='out'><transition event='in' target='h'/></state>"
        "<state id='s'><onentry><assign location='log' expr=\"log + 'entry '\"/></onentry>"
        "<history id='h'><transition target='b'><assign location='log' expr=\"log + 'default "
        "'\"/></transition></history>"
        "<state id='a'/><state id='b'><onentry><assign location='log' expr=\"log + 'b '\"/></onentry>"
        "<transition event='leave' target='out'/></state></state>");
    l.give("in");
    EXPECT_EQ(l.at(), "b");
    EXPECT_EQ(l.text("log"), "entry default b ");
    l.give("leave");
    l.give("in");
    EXPECT_EQ(l.text("log"), "entry default b entry b ");
}

TEST(algorithm, below_a_parallel_every_region_gets_its_default) {
    living l(
        "<state id='s'><transition event='go' target='deep'/></state>"
        "<parallel id='p'>"
        "<state id='r1'><state id='r1a'/></state>"
        "<state id='r2' initial='r2b'><state id='r2a'/><state id='r2b'><state id='r2b1'/><state "
        "id='deep'/></state></state>"
        "<parallel id='r3'><state id='r3a'/><state id='r3b' initial='r3y'><state id='r3x'/><state "
        "id='r3y'/></state></parallel>"
        "</parallel>");
    l.give("go");
    EXPECT_EQ(l.at(), "deep r1a r3a r3y");
    EXPECT_EQ(l.trace(kind::enter), "p r1 r1a r2 r2b deep r3 r3a r3b r3y");
}

TEST(algorithm, an_inner_transition_wins_over_an_outer_one) {
    living l(
        "<state id='s' initial='a'><transition event='e' target='t'/>"
        "<state id='a'><transition event='e' cond='false' target='t'/><transition event='e' "
        "target='b'/></state>"
        "<state id='b'/></state><state id='t'/>");
    l.give("e");
    EXPECT_EQ(l.at(), "b");
    l.give("e");
    EXPECT_EQ(l.at(), "t");
}

TEST(algorithm, a_transition_of_a_descendant_preempts_one_selected_before) {
    // Selected in document order: r1's leaf has none, so p's own transition; then r2's leaf, which is deeper.
    living l(
        "<state id='top'><parallel id='p'><transition event='e' target='out'/>"
        "<state id='r1'/><state id='r2' initial='c'><state id='c'><transition event='e' "
        "target='d'/></state><state id='d'/></state>"
        "</parallel></state><state id='out'/>");
    l.give("e");
    EXPECT_EQ(l.at(), "d r1");
}

TEST(algorithm, done_events_come_inner_first_and_the_parallel_last) {
    living l(
        "<datamodel><data id='seen' expr=\"''\"/></datamodel>"
        "<parallel id='p'>"
        "<state id='r1'><state id='a'><transition event='e' target='f1'/></state><final "
        "id='f1'><donedata><param name='n' expr='1'/></donedata></final></state>"
        "<state id='r2'><state id='b'><transition event='e' target='f2'/></state><final id='f2'/></state>"
        "<transition event='done.state' ><assign location='seen' expr=\"seen + _event.name + ' "
        "'\"/></transition>"
        "<transition event='done.state.p' target='end'/>"
        "</parallel><state id='end'/>");
    l.give("e");
    EXPECT_EQ(l.text("seen"), "done.state.r1 done.state.r2 done.state.p ");
    EXPECT_EQ(l.trace(kind::event), "e done.state.r1 done.state.r2 done.state.p");
}

TEST(algorithm, eventless_transitions_come_before_internal_events_and_those_before_external_ones) {
    living l(
        "<datamodel><data id='n' expr='0'/></datamodel>"
        "<state id='a'><onentry><raise event='in'/></onentry><transition event='in' target='wrong'/>"
        "<transition target='b'/></state>"
        "<state id='b'><transition event='in' target='c'/></state><state id='c'/><state id='wrong'/>");
    EXPECT_EQ(l.at(), "c");
}

TEST(algorithm, entering_again_by_a_self_transition_leaves_and_enters) {
    living l(
        "<datamodel><data id='n' expr='0'/></datamodel>"
        "<state id='s'><onentry><assign location='n' expr='n + 1'/></onentry>"
        "<transition event='self' target='s'/><transition event='stay'/>"
        "<state id='x'/></state>");
    l.give("stay");
    EXPECT_EQ(l.number("n"), 1);
    l.give("self");
    EXPECT_EQ(l.number("n"), 2);
}

TEST(algorithm, a_session_ends_in_its_final_state_with_its_data) {
    living l(
        "<state id='s'><transition event='e' target='f'/></state>"
        "<final id='f'><donedata><content expr=\"'all ' + 'done'\"/></donedata></final>");
    const auto& o = l.give("e");
    EXPECT_TRUE(o.final);
    EXPECT_EQ(o.done_data.as_string(), "all done");
    EXPECT_EQ(l.at(), "f");
    EXPECT_FALSE(l.give("e").taken);
}

TEST(algorithm, cancelling_leaves_every_state_and_runs_its_exits) {
    living l(
        "<datamodel><data id='n' expr='0'/></datamodel>"
        "<state id='s'><onexit><assign location='n' expr='n + 1'/></onexit><state id='t'>"
        "<onexit><assign location='n' expr='n + 10'/></onexit></state></state>");
    EXPECT_TRUE(l.run(cause::cancel).final);
    EXPECT_EQ(l.number("n"), 11);
    EXPECT_EQ(l.at(), "");
}

TEST(algorithm, late_binding_gives_a_variable_its_value_at_the_first_entry_only) {
    living l(
        "<state id='a'><transition event='go' target='b'/></state>"
        "<state id='b'><datamodel><data id='n' expr='5'/></datamodel>"
        "<transition event='up' target='a'><assign location='n' expr='n + 1'/></transition></state>",
        "binding='late'");
    EXPECT_TRUE(l.one().variable("n")->is(motcua::datamodel::value::kind::undefined));
    l.give("go");
    EXPECT_EQ(l.number("n"), 5);
    l.give("up");
    l.restart();
    l.give("go");
    EXPECT_EQ(l.number("n"), 6);
}
