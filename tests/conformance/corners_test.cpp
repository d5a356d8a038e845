// Corners that engines get wrong: history restored and defaulted, completion of nested regions, messages to
// those who are not there, internal transitions that act as external ones, what other namespaces may add.
#include "tests/conformance/documents.hpp"

using namespace motcua::conformance;

namespace {

const std::string n = "<datamodel><data id='n' expr='0'/></datamodel>";
const std::string one_more = "<assign location='n' expr='n + 1'/>";

const std::vector<written> all = {
    {"deep_history_restores_the_leaf_and_shallow_history_only_the_child",
     "<datamodel><data id='times' expr='0'/></datamodel>"
     "<state id='w' initial='g2'><history id='sh'><transition target='c1'/></history><history id='dh' "
     "type='deep'><transition target='c1'/></history><state id='c1'><transition target='fail'/></state>"
     "<state id='c2' initial='g1'><state id='g1'><transition cond='times === 2' target='pass'/><transition "
     "target='fail'/></state>"
     "<state id='g2'><transition cond='times &lt; 2' target='hop'/><transition "
     "target='fail'/></state></state></state>"
     "<state id='hop'><onentry><assign location='times' expr='times + 1'/></onentry><transition cond='times "
     "=== 1' "
     "target='dh'/><transition target='sh'/></state>",
     ""},
    {"a_history_may_be_the_initial_state",
     "<state id='s' initial='h'><history id='h'><transition target='b'/></history><state id='a'><transition "
     "target='fail'/></state><state id='b'><transition target='pass'/></state></state>",
     ""},
    {"the_document_may_start_in_a_history",
     "<state id='s'><history id='h'><transition target='b'/></history><state id='a'><transition "
     "target='fail'/></state><state id='b'><transition target='pass'/></state></state>",
     "initial='h'"},
    {"a_history_of_a_parallel_restores_all_regions",
     "<datamodel><data id='times' expr='0'/></datamodel><parallel id='p'><history id='h' "
     "type='deep'><transition "
     "target='a1 b1'/></history><state id='ra'><state id='a1'><transition event='go' "
     "target='a2'/></state><state "
     "id='a2'/></state>"
     "<state id='rb'><state id='b1'><transition event='go' target='b2'/></state><state id='b2'/></state>"
     "<transition cond=\"times === 0 &amp;&amp; In('a1') &amp;&amp; In('b1')\"><assign location='times' "
     "expr='1'/><raise event='go'/></transition>"
     "<transition cond=\"times === 1 &amp;&amp; In('a2') &amp;&amp; In('b2')\" target='out'/>"
     "<transition cond=\"times === 2 &amp;&amp; In('a2') &amp;&amp; In('b2')\" target='pass'/>"
     "<transition cond='times === 2' target='fail'/></parallel>"
     "<state id='out'><transition target='h'><assign location='times' expr='2'/></transition></state>",
     ""},
    {"a_parallel_inside_a_state_is_done_when_its_regions_are",
     "<state id='s'><parallel id='p'><state id='ra'><final id='fa'/></state><state id='rb'><final "
     "id='fb'/></state></parallel><transition event='done.state.s' target='fail'/><transition "
     "event='done.state.p' "
     "target='pass'/></state>",
     ""},
    // By appendix D the last final state must lie in a region of the outer parallel itself.
    {"a_parallel_counts_a_finished_parallel_among_its_regions",
     "<parallel id='p'><state id='ra'><state id='w'><transition event='done.state.q' "
     "target='fa'/></state><final "
     "id='fa'/></state><parallel id='q'><state id='rb'><final id='fb'/></state><state id='rc'><final "
     "id='fc'/></state></parallel><transition event='done.state.p' cond=\"In('fa')\" "
     "target='pass'/></parallel>",
     ""},
    {"a_parallel_left_for_its_own_history_is_entered_again",
     n + "<state id='s'><parallel id='p'><onentry>" + one_more +
         "</onentry><state id='a' initial='a1'><state id='a1'><onentry><raise "
         "event='e'/></onentry><transition "
         "event='e' "
         "cond='n === 1' target='h'/><transition event='e' cond=\"n === 2 &amp;&amp; In('p') &amp;&amp; "
         "In('b')\" target='pass'/><transition event='e' target='fail'/></state></state><state "
         "id='b'/><history "
         "id='h' type='deep'><transition target='a'/></history></parallel></state>",
     ""},
    {"a_history_that_lies_above_the_domain_leaves_the_other_regions_alone",
     "<state id='s'><onentry><raise event='e'/></onentry><history id='h' type='deep'><transition "
     "target='a1'/></history><parallel id='p'><state id='a' initial='a2'><state id='a1'/><state "
     "id='a2'><transition event='f' target='h'/></state></state><state id='b'><state id='b1'><transition "
     "event='e' target='b2'><raise event='f'/></transition></state><state "
     "id='b2'/></state></parallel><transition "
     "cond=\"In('a1') &amp;&amp; In('b2') &amp;&amp; !In('a2') &amp;&amp; !In('b1')\" target='pass'/>"
     "<transition event='f' target='fail'/><transition cond=\"In('a1')\" target='fail'/></state>",
     ""},
    {"an_internal_transition_of_a_parallel_acts_as_external",
     n + "<parallel id='p'><onentry><raise event='e'/></onentry><onexit>" + one_more +
         "</onexit><state id='r1'/><state id='r2'/><transition event='e' cond='n === 0' type='internal' "
         "target='r1'/><transition event='e' cond='n === 1' target='pass'/><transition event='e' "
         "target='fail'/></parallel>",
     ""},
    {"an_internal_transition_to_elsewhere_acts_as_external",
     n + "<state id='s'><onentry><raise event='e'/></onentry><onexit>" + one_more +
         "</onexit><transition event='e' type='internal' target='t'/></state><state id='t'><transition "
         "cond='n === 1' "
         "target='pass'/><transition target='fail'/></state>",
     ""},
    {"an_internal_transition_to_a_child_does_not_leave_its_state",
     n + "<state id='s' initial='a'><onentry><raise event='e'/></onentry><onexit>" + one_more +
         "</onexit><state id='a'/><state id='b'><transition cond='n === 0' target='pass'/><transition "
         "target='fail'/></state><transition event='e' type='internal' target='b'/></state>",
     ""},
    {"a_region_that_targets_itself_restarts_the_whole_parallel",
     n + "<parallel id='p'><onexit>" + one_more +
         "</onexit><state id='r1'><transition event='go' target='r1'/></state><state id='r2'><onexit>" +
         one_more +
         "</onexit></state><onentry><if cond='n === 0'><raise event='go'/></if></onentry><transition cond='n "
         "=== 2' "
         "target='pass'/><transition cond='n === 1' target='fail'/></parallel>",
     ""},
    {"parent_of_nobody_is_error_communication",
     "<state id='s'><onentry><send event='e' target='#_parent'/></onentry><transition "
     "event='error.communication' "
     "target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"an_invoke_that_is_not_there_is_error_communication",
     "<state id='s'><onentry><send event='e' target='#_nobody'/></onentry><transition "
     "event='error.communication' "
     "target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"the_short_names_of_processors_work",
     n + "<state id='s'><onentry><send event='e' type='scxml'/></onentry><transition event='e' target='t'/>" +
         otherwise_fail +
         "</state><state id='t'><onentry><send event='f' targetexpr='_ioprocessors.basichttp.location' "
         "type='basichttp'/></onentry><transition event='f' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"an_unknown_type_of_invoke_is_error_execution",
     "<state id='s'><invoke type='urn:nobody' src='x'/><transition event='error.execution' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"an_invoked_document_that_is_not_there_is_an_error_and_not_done",
     "<state id='s'><invoke src='not-there.scxml'/><transition event='error' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"a_delay_that_is_none_is_error_execution",
     n +
         "<state id='s'><onentry><send event='e' delayexpr=\"'soon'\"/></onentry><transition "
         "event='error.execution' "
         "target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"forwarded_events_keep_their_fields",
     "<state id='s'><onentry><send event='e' id='mine' delay='1s'><param name='v' "
     "expr='4'/></send></onentry><invoke "
     "autoforward='true'>" +
         child("<state id='w'><transition event='e' cond=\"_event.data.v === 4 &amp;&amp; _event.sendid === "
               "'mine'\" "
               "target='f'/><transition event='e' target='g'/></state><final id='f'><onentry><send "
               "event='same' "
               "target='#_parent'/></onentry></final><final id='g'/>") +
         "</invoke><transition event='same' target='pass'/><transition event='done.invoke' "
         "target='fail'/></state>",
     ""},
    {"done_data_of_a_child_comes_with_done_invoke",
     "<state id='s'><invoke>" +
         child("<final id='f'><donedata><content expr=\"({a: [1, 2]})\"/></donedata></final>") +
         "</invoke><transition event='done.invoke.*' cond='_event.data.a[1] === 2 &amp;&amp; "
         "_event.invokeid' "
         "target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"a_child_without_a_final_state_ends_with_its_parent",
     "<state id='s'><onentry><send event='end' delay='1s'/></onentry><invoke>" +
         child("<state id='w'><onentry><send event='tick' delay='2s'/></onentry><transition event='tick' "
               "target='w'/></state>") +
         "</invoke><transition event='end' target='pass'/></state>",
     ""},
    {"elements_of_other_namespaces_do_nothing",
     "<x:meta xmlns:x='urn:x'><state id='no'/></x:meta><state id='s' x:y='z' "
     "xmlns:x='urn:x'><x:any/><onentry><x:do/><raise "
     "event='e'/></onentry><transition event='e' target='pass'><x:act/></transition></state>",
     ""},
    {"a_global_script_that_fails_does_not_stop_the_document",
     "<script>nobody.knows();</script><state id='s'><transition event='error.execution' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"in_of_an_unknown_state_is_false",
     "<state id='s'><transition cond=\"In('nowhere')\" target='fail'/><transition target='pass'/></state>",
     ""},
    {"an_event_in_the_queue_waits_for_the_state_that_wants_it",
     "<state id='s'><onentry><send event='a'/><send event='b'/></onentry><transition event='b' "
     "target='t'/></state><state "
     "id='t'><onentry><send event='end'/></onentry><transition event='a' target='fail'/><transition "
     "event='end' "
     "target='pass'/></state>",
     ""},
    {"names_of_events_are_case_sensitive",
     "<state id='s'><onentry><raise event='E'/><raise event='e'/></onentry><transition event='e' "
     "cond=\"_event.name === "
     "'e'\" target='pass'/></state>",
     ""},
    {"errors_may_be_raised_and_caught_like_any_event",
     "<state id='s'><onentry><raise event='error.mine'/></onentry><transition event='error.mine' "
     "cond=\"_event.type === "
     "'internal'\" target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
};

class corners : public testing::TestWithParam<written> {};

const bool listed = list(all);

}  // namespace

TEST_P(corners, end_in_pass) {
    passes(GetParam());
}

TEST_P(corners, are_the_same_when_read_back_at_every_wait) {
    survives_restarts(GetParam());
}

TEST_P(corners, are_the_same_when_cut_off_at_every_commit) {
    survives_power_cuts(file_of(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(own, corners, testing::ValuesIn(all), name_of);
