// States, transitions, history, the order of leaving, acting and entering.
#include "tests/conformance/documents.hpp"

using namespace motcua::conformance;

namespace {

const std::string counted = "<datamodel><data id='n' expr='0'/></datamodel>";
const std::string one_more = "<assign location='n' expr='n + 1'/>";

const std::vector<written> all = {
    {"descriptors_match_whole_words_and_stars",
     "<state id='a'><onentry><raise event='foobar'/><raise event='foo.bar.zap'/></onentry>"
     "<transition event='fo foo.barz foob' target='fail'/><transition event='foo' target='b'/></state>"
     "<state id='b'><onentry><raise event='foo'/></onentry><transition event='foo.*' target='c'/>" +
         otherwise_fail +
         "</state><state id='c'><onentry><raise event='x.y'/></onentry><transition event='y x.y.z' "
         "target='fail'/><transition event='a x.y.' target='pass'/></state>",
     ""},
    {"leaving_acting_entering_come_in_this_order",
     counted +
         "<state id='s'><onentry><raise event='go'/></onentry><onexit><assign location='n' expr='n * 10 + "
         "5'/></onexit>"
         "<state id='c1'><onexit><assign location='n' expr='n * 10 + 2'/></onexit></state>"
         "<transition event='go' target='t'><assign location='n' expr='n * 10 + 6'/></transition></state>"
         "<state id='t'><onentry><assign location='n' expr='n * 10 + 7'/></onentry>"
         "<transition cond='n === 2567' target='pass'/><transition target='fail'/></state>",
     "initial='s'"},
    {"regions_are_left_in_reverse_document_order_and_act_in_document_order",
     "<state id='top'><onentry><raise event='go'/></onentry><transition event='e4' target='fail'/><parallel "
     "id='p'>"
     "<onexit><raise event='e3'/></onexit>"
     "<state id='r1'><onexit><raise event='e2'/></onexit><transition event='go' target='out'><raise "
     "event='e4'/></transition></state>"
     "<state id='r2'><onexit><raise event='e1'/></onexit></state></parallel></state>"
     "<state id='out'><transition event='e1' target='o2'/>" +
         otherwise_fail + "</state><state id='o2'><transition event='e2' target='o3'/>" + otherwise_fail +
         "</state><state id='o3'><transition event='e3' target='o4'/>" + otherwise_fail +
         "</state><state id='o4'><transition event='e4' target='pass'/>" + otherwise_fail + "</state>",
     ""},
    {"transitions_of_regions_act_in_document_order",
     counted +
         "<parallel id='p'><onentry><raise event='go'/></onentry>"
         "<state id='r1' initial='a1'><state id='a1'><transition event='go' target='a2'><assign location='n' "
         "expr='n * 10 + 1'/></transition></state><state id='a2'/></state>"
         "<state id='r2' initial='b1'><state id='b1'><transition event='go' target='b2'><assign location='n' "
         "expr='n * 10 + 2'/></transition></state><state id='b2'/></state>"
         "<transition cond='n === 12' target='pass'/><transition cond='n &gt; 0' target='fail'/></parallel>",
     ""},
    {"a_state_left_is_inactive_in_its_parents_onexit",
     "<state id='s' initial='c'><onentry><raise event='go'/></onentry><onexit><if cond=\"In('c')\"><raise "
     "event='still'/><else/><raise event='gone'/></if></onexit>"
     "<state id='c'><transition event='go' target='t'/></state></state>"
     "<state id='t'><transition event='gone' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"a_state_being_entered_is_active_in_its_onentry_its_child_not_yet",
     "<state id='s'><onentry><if cond=\"In('s') &amp;&amp; !In('c')\"><raise event='right'/></if></onentry>"
     "<state id='c'/><transition event='right' target='pass'/>" +
         otherwise_fail + "<transition target='fail' cond='false'/></state>",
     "initial='s'"},
    {"initial_content_runs_between_parent_and_child",
     "<state id='s'><onentry><raise event='e1'/></onentry><initial><transition target='c'><raise "
     "event='e2'/></transition></initial>"
     "<state id='c'><onentry><raise event='e3'/></onentry><transition event='e1' target='c2'/>" +
         otherwise_fail + "</state><state id='c2'><transition event='e2' target='c3'/>" + otherwise_fail +
         "</state><state id='c3'><transition event='e3' target='pass'/>" + otherwise_fail +
         "</state></state>",
     ""},
    {"initial_may_name_states_deep_in_several_regions",
     "<state id='s' initial='deep1 deep2'><transition event='x' target='fail'/><onentry><send event='late' "
     "delay='1s'/></onentry><transition event='late' target='fail'/>"
     "<state id='elsewhere'/><parallel id='p'><state id='r1' initial='shallow1'><state id='shallow1'/>"
     "<state id='deep1'><onentry><raise event='in1'/></onentry></state></state>"
     "<state id='r2' initial='shallow2'><state id='shallow2'/><state id='deep2'><transition event='in1' "
     "target='pass'/></state></state></parallel></state>",
     ""},
    {"the_documents_initial_may_name_several_states_too",
     "<parallel id='p'><state id='r1'><state id='x1'/><state id='deep1'/></state><state id='r2'><state "
     "id='x2'/><state id='deep2'/></state>"
     "<transition cond=\"In('deep1') &amp;&amp; In('deep2')\" target='pass'/><transition "
     "target='fail'/></parallel>",
     "initial='deep1 deep2'"},
    {"a_transition_without_target_leaves_nothing",
     counted + "<state id='s'><onentry><raise event='e'/><raise event='done'/></onentry><onexit>" + one_more +
         "</onexit><transition event='e'>" + one_more +
         "</transition><transition event='done' target='t'/></state>"
         "<state id='t'><transition cond='n === 2' target='pass'/><transition target='fail'/></state>",
     ""},
    {"an_external_transition_to_itself_leaves_and_enters",
     counted + "<state id='s'><onentry><raise event='e'/></onentry><onexit>" + one_more +
         "</onexit><transition event='e' cond='n === 0' target='s'/><transition event='e' cond='n === 1' "
         "target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"an_inner_transition_goes_before_an_outer_one",
     "<state id='s'><onentry><raise event='e'/></onentry><transition event='e' target='fail'/><state "
     "id='c'><transition event='e' cond='false' target='fail'/><transition event='e' "
     "target='pass'/></state></state>",
     ""},
    {"of_two_regions_that_want_out_the_first_wins",
     "<parallel id='p'><onentry><raise event='e'/></onentry><state id='r1'><transition event='e' "
     "target='pass'/></state><state id='r2'><transition event='e' target='fail'/></state></parallel>",
     ""},
    {"an_inner_region_pre_empts_an_outer_transition",
     "<state id='o'><onentry><raise event='e'/></onentry><parallel id='p'><transition event='e' "
     "target='fail'/>"
     "<state id='r1'><state id='a'><transition event='e' target='b'/></state><state id='b'/></state>"
     "<state id='r2'/><transition cond=\"In('b')\" target='pass'/></parallel></state>",
     ""},
    {"history_never_is_in_the_configuration",
     counted +
         "<state id='p0' initial='sh'><history id='sh' type='shallow'><transition "
         "target='c'/></history><state "
         "id='c'>"
         "<transition cond=\"In('sh')\" target='fail'/><transition cond='n === 0' target='p1'>" +
         one_more +
         "</transition><transition cond='n === 1' target='pass'/></state></state>"
         "<state id='p1'><transition cond=\"In('sh')\" target='fail'/><transition target='sh'/></state>",
     ""},
    {"default_history_content_runs_after_its_parents_onentry",
     "<state id='a'><transition target='h'/></state><state id='s'><onentry><raise event='e1'/></onentry>"
     "<history id='h'><transition target='c'><raise event='e2'/></transition></history>"
     "<state id='c'><onentry><raise event='e3'/></onentry><transition event='e1' target='d'/>" +
         otherwise_fail + "</state><state id='d'><transition event='e2' target='e'/>" + otherwise_fail +
         "</state><state id='e'><transition event='e3' target='pass'/>" + otherwise_fail + "</state></state>",
     "initial='a'"},
    {"a_parallel_is_done_when_every_region_is_and_says_so_last",
     "<parallel id='p'><onentry><raise event='go'/></onentry>"
     "<state id='r1'><state id='a'><transition event='go' target='af'/></state><final id='af'/></state>"
     "<state id='r2'><state id='b'><transition event='done.state.r1' target='bf'/></state><final "
     "id='bf'/></state>"
     "<transition event='done.state.r2' target='w'/><transition event='done.state.p' "
     "target='fail'/></parallel>"
     "<state id='w'><transition event='done.state.p' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"done_data_comes_with_the_event",
     "<state id='s'><state id='a'><transition target='f'/></state><final id='f'><onentry><raise "
     "event='first'/></onentry><donedata><param name='x' expr='1 + 1'/><param name='y' "
     "expr=\"'q'\"/></donedata></final>"
     "<transition event='first'/><transition event='done.state.s' cond=\"_event.data.x === 2 &amp;&amp; "
     "_event.data.y === 'q'\" target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"eventless_transitions_go_before_waiting_events",
     "<state id='s'><onentry><raise event='e'/><send event='x'/></onentry><transition event='*' "
     "target='fail'/><transition "
     "target='t'/></state>"
     "<state id='t'><transition event='e' target='u'/>" +
         otherwise_fail + "</state><state id='u'><transition event='x' target='pass'/></state>",
     ""},
    {"a_top_level_final_ends_all_and_nothing_more_is_heard",
     "<state id='s'><onentry><send event='again'/></onentry><transition target='pass'/></state><state "
     "id='t'><transition event='again' target='fail'/></state>",
     ""},
    {"the_null_data_model_has_in_and_nothing_else",
     "<parallel id='p'><state id='a'><transition cond=\"In('c')\" target='fail'/><transition "
     "cond=\"In('b')\" "
     "target='pass'/></state><state id='b'/></parallel><state id='c'/>",
     "datamodel='null'"},
};

class states : public testing::TestWithParam<written> {};

const bool listed = list(all);

}  // namespace

TEST_P(states, end_in_pass) {
    passes(GetParam());
}

TEST_P(states, are_the_same_when_read_back_at_every_wait) {
    survives_restarts(GetParam());
}

TEST_P(states, are_the_same_when_cut_off_at_every_commit) {
    survives_power_cuts(file_of(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(own, states, testing::ValuesIn(all), name_of);
