// The data model: binding, assignment, conditions, system variables, content, and what happens to each block
// when an expression fails.
#include "tests/conformance/documents.hpp"

using namespace motcua::conformance;

namespace {

const std::string failed = "<transition event='error.execution' target='pass'/>" + otherwise_fail;
const std::string n = "<datamodel><data id='n' expr='0'/></datamodel>";

// Onentry runs `content`, which must end its block: then error.execution comes first, and no `after`.
std::string breaks(const std::string& content, const std::string& data = n) {
    return data + "<state id='s'><onentry>" + content + "<raise event='after'/></onentry>" + failed +
           "</state>";
}

// What `cond` says once the document has started.
std::string holds(const std::string& cond, const std::string& data) {
    return data + "<state id='s'><transition cond=\"" + cond +
           "\" target='pass'/><transition target='fail'/></state>";
}

const std::vector<written> all = {
    {"an_object_of_the_scripts_own_constructor_is_changed_by_location_and_kept",
     "<datamodel><data id='p'/></datamodel><script>function Paper(n) { this.pages = n; }</script><state "
     "id='s'>"
     "<onentry><assign location='p' expr='new Paper(1)'/><assign location='p.pages' expr='p.pages + 1'/>"
     "<send event='later' delay='10ms'/></onentry><transition event='later' "
     "cond='p instanceof Paper &amp;&amp; p.pages === 2 &amp;&amp; p.constructor === Paper' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"if_takes_the_first_branch_that_holds",
     n +
         "<state id='s'><onentry><if cond='false'><raise event='a'/><elseif cond='true'/><raise "
         "event='b'/><elseif "
         "cond='true'/><raise event='c'/><else/><raise event='d'/></if></onentry>"
         "<transition event='b' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"if_without_a_branch_that_holds_does_nothing",
     "<state id='s'><onentry><if cond='false'><raise event='a'/><elseif cond='false'/><raise "
     "event='b'/></if><raise "
     "event='x'/></onentry><transition event='x' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"foreach_declares_its_item_and_index",
     "<datamodel><data id='list' expr='[4,5]'/></datamodel><state id='s'><onentry><foreach array='list' "
     "item='it' "
     "index='at'/></onentry><transition cond='it === 5 &amp;&amp; at === 1' target='pass'/><transition "
     "target='fail'/></state>",
     ""},
    {"foreach_goes_in_order_over_a_copy",
     "<datamodel><data id='list' expr='[1,2,3]'/><data id='seen' expr=\"''\"/></datamodel><state "
     "id='s'><onentry><foreach array='list' item='it'>"
     "<assign location='seen' expr='seen + it'/><assign location='list' expr='[].concat(list, "
     "[4])'/></foreach></onentry><transition cond=\"seen === '123'\" target='pass'/><transition "
     "target='fail'/></state>",
     ""},
    {"foreach_over_what_is_no_array_fails", breaks("<foreach array='7' item='it'/>"), ""},
    {"foreach_into_what_is_no_variable_fails",
     breaks("<foreach array='[1]' item=\"'continue'\"><raise event='in'/></foreach>"), ""},
    {"an_error_inside_foreach_ends_it_and_its_block",
     breaks("<foreach array='[1,2]' item='it'><assign location='n' expr='n + 1'/><assign location='n' "
            "expr='nobody.knows'/></foreach>"),
     ""},
    {"an_error_inside_if_ends_the_whole_block",
     breaks("<if cond='true'><assign location='nowhere' expr='1'/><raise event='inside'/></if>"), ""},
    {"assigning_to_what_was_never_declared_fails", breaks("<assign location='nowhere' expr='1'/>"), ""},
    {"assigning_a_bad_expression_fails_and_changes_nothing",
     n +
         "<state id='s'><onentry><assign location='n' expr='nobody.knows'/></onentry><transition "
         "event='error.execution' cond='n === 0' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"assigning_to_an_expression_fails", breaks("<assign location='n + 1' expr='1'/>"), ""},
    {"sessionid_cannot_be_assigned", breaks("<assign location='_sessionid' expr=\"'x'\"/>"), ""},
    {"event_cannot_be_assigned", breaks("<assign location='_event' expr=\"'x'\"/>"), ""},
    {"name_cannot_be_assigned", breaks("<assign location='_name' expr=\"'x'\"/>"), ""},
    {"ioprocessors_cannot_be_assigned", breaks("<assign location='_ioprocessors' expr=\"'x'\"/>"), ""},
    {"a_failed_assignment_leaves_the_system_variable",
     "<datamodel><data id='was' expr='_sessionid'/></datamodel><state id='s'><onentry><assign "
     "location='_sessionid' expr='1'/></onentry><transition event='error.execution' cond='_sessionid === "
     "was' "
     "target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"a_condition_that_fails_is_false_and_an_error",
     "<state id='s'><transition cond='nobody.knows' target='fail'/><transition event='error.execution' "
     "target='pass'/><transition event='*' target='fail'/></state>",
     ""},
    {"what_is_no_boolean_counts_as_one", holds("'text' &amp;&amp; [] &amp;&amp; 1", ""), ""},
    {"data_of_an_inner_state_is_there_from_the_start_when_bound_early",
     "<state id='s'><transition cond='late === 7' target='pass'/><transition target='fail'/></state><state "
     "id='t'><datamodel><data id='late' expr='7'/></datamodel></state>",
     ""},
    {"bound_late_it_exists_without_a_value_until_its_state_is_entered",
     "<state id='s'><transition cond=\"typeof late === 'undefined'\" target='t'/><transition "
     "target='fail'/></state><state id='t'><datamodel><data id='late' expr='7'/></datamodel><transition "
     "cond='late "
     "=== 7' target='pass'/><transition target='fail'/></state>",
     "binding='late'"},
    {"bound_late_it_is_set_before_onentry_and_only_once",
     "<state id='s'><datamodel><data id='v' expr='1'/></datamodel><onentry><assign location='v' expr='v + "
     "1'/></onentry><transition cond='v === 2' target='t'/><transition cond='v === 3' "
     "target='pass'/><transition "
     "target='fail'/></state><state id='t'><transition target='s'/></state>",
     "binding='late'"},
    {"data_with_a_bad_expression_is_declared_and_an_error",
     "<datamodel><data id='v' expr='nobody.knows'/></datamodel><state id='s'><onentry><assign location='v' "
     "expr='1'/></onentry><transition event='error.execution' cond='v === 1' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"data_without_a_value_can_be_assigned",
     "<datamodel><data id='v'/></datamodel><state id='s'><onentry><assign location='v' "
     "expr='5'/></onentry><transition cond='v === 5' target='pass'/><transition target='fail'/></state>",
     ""},
    {"data_holds_arrays_and_objects_as_written",
     holds("v[1].a === 'x'", "<datamodel><data id='v'>[1, {\"a\": \"x\"}]</data></datamodel>"), ""},
    {"text_inside_data_is_one_line",
     holds("v === 'this is a string'",
           "<datamodel><data id='v'>\n  this  is \n a string </data></datamodel>"),
     ""},
    {"elements_inside_data_are_a_document",
     holds("v.getElementsByTagName('book')[1].getAttribute('title') === 'two'",
           "<datamodel><data id='v'><books xmlns=''><book title='one'/><book "
           "title='two'/></books></data></datamodel>"),
     ""},
    {"xml_is_looked_into_by_plain_member_access_too",
     holds("v.documentElement.childNodes[0].textContent === 'hi' &amp;&amp; typeof v === 'object'",
           "<datamodel><data id='v'><a xmlns=''><b>hi</b></a></data></datamodel>"),
     ""},
    {"text_inside_data_that_is_no_json_is_text",
     holds("v === 'function of (time)' &amp;&amp; f === 'function (x) { return x + 1; }' &amp;&amp; o === "
           "'{a:1}'",
           "<datamodel><data id='v'>function of (time)</data><data id='f'>function (x) { return\n x + 1; "
           "}</data>"
           "<data id='o'>{a:1}</data></datamodel>"),
     ""},
    {"event_is_unbound_before_the_first_event",
     "<state id='s'><transition cond=\"typeof _event === 'undefined'\" target='pass'/><transition "
     "target='fail'/></state>",
     ""},
    {"event_stays_bound_until_the_next_event",
     "<state id='s'><onentry><raise event='e'/></onentry><transition event='e' target='t'/></state><state "
     "id='t'><transition cond=\"_event.name === 'e'\" target='pass'/><transition target='fail'/></state>",
     ""},
    {"sessionid_and_name_and_ioprocessors_are_bound_from_the_start",
     holds("sid.length &gt; 0 &amp;&amp; who === 'machine' &amp;&amp; typeof io === 'object'",
           "<datamodel><data id='sid' expr='_sessionid'/><data id='who' expr='_name'/><data id='io' "
           "expr='_ioprocessors'/></datamodel>"),
     "name='machine'"},
    {"a_raised_event_has_no_sendid_origin_or_invokeid",
     "<state id='s'><onentry><raise event='e'/></onentry><transition event='e' cond=\"_event.type === "
     "'internal' "
     "&amp;&amp; !_event.sendid &amp;&amp; !_event.origin &amp;&amp; !_event.origintype &amp;&amp; "
     "!_event.invokeid\" target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"errors_are_platform_events",
     "<state id='s'><onentry><assign location='nowhere' expr='1'/></onentry><transition "
     "event='error.execution' "
     "cond=\"_event.type === 'platform'\" target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"done_data_with_a_bad_param_is_an_error_and_comes_without_it",
     "<state id='s'><state id='a'><transition target='f'/></state><final id='f'><donedata><param name='x' "
     "location='nowhere'/></donedata></final><transition event='error.execution' target='t'/>" +
         otherwise_fail +
         "</state><state id='t'><transition event='done.state.s' cond='!_event.data' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"done_data_with_a_bad_content_is_an_error_and_empty",
     "<state id='s'><state id='a'><transition target='f'/></state><final id='f'><donedata><content "
     "expr='nobody.knows'/></donedata></final><transition event='error.execution' target='t'/>" +
         otherwise_fail +
         "</state><state id='t'><transition event='done.state.s' cond='!_event.data' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"each_handler_is_a_block_of_its_own",
     "<state id='s'><onentry><assign location='nowhere' expr='1'/></onentry><onentry><raise "
     "event='second'/></onentry><transition event='error.execution' target='t'/>" +
         otherwise_fail + "</state><state id='t'><transition event='second' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"chance_is_another_one_in_the_next_turn_and_in_the_next_step",
     "<datamodel><data id='a' expr='Math.random()'/><data id='b'/></datamodel><state id='s'><onentry><send "
     "event='e'/></onentry><transition event='e' target='t'><assign location='b' "
     "expr='Math.random()'/></transition></state><state id='t'><onentry><send event='f' "
     "delay='1ms'/></onentry><transition event='f' cond='a !== b &amp;&amp; b !== Math.random() &amp;&amp; a "
     "!== "
     "Math.random()' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"a_global_script_runs_before_the_first_state",
     "<script>var twice = function (x) { return 2 * x; }; var v = twice(4);</script><state "
     "id='s'><transition "
     "cond='v === 8 &amp;&amp; twice(1) === 2' target='pass'/><transition target='fail'/></state>",
     ""},
    {"a_script_in_content_changes_data",
     n + "<state id='s'><onentry><script>n = n + 3;</script></onentry><transition cond='n === 3' "
         "target='pass'/><transition "
         "target='fail'/></state>",
     ""},
    {"a_script_that_throws_is_an_error", breaks("<script>throw 'x';</script>"), ""},
    {"a_bad_log_expression_is_an_error", breaks("<log expr='nobody.knows'/>"), ""},
};

class data : public testing::TestWithParam<written> {};

const bool listed = list(all);

}  // namespace

TEST_P(data, end_in_pass) {
    passes(GetParam());
}

TEST_P(data, are_the_same_when_read_back_at_every_wait) {
    survives_restarts(GetParam());
}

TEST_P(data, are_the_same_when_cut_off_at_every_commit) {
    survives_power_cuts(file_of(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(own, data, testing::ValuesIn(all), name_of);
