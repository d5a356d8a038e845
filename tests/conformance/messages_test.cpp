// Sending, cancelling, invoking: what arrives where, when, with which fields, and what never arrives.
#include "tests/conformance/documents.hpp"

using namespace motcua::conformance;

namespace {

const std::string n = "<datamodel><data id='n' expr='0'/></datamodel>";
const std::string http_type = "http://www.w3.org/TR/scxml/#BasicHTTPEventProcessor";
const std::string scxml_type = "http://www.w3.org/TR/scxml/#SCXMLEventProcessor";

// Onentry sends; `cond` must hold of the event that comes.
std::string sent(const std::string& send, const std::string& cond, const std::string& data = n) {
    return data + "<state id='s'><onentry>" + send + "</onentry><transition event='e' cond=\"" + cond +
           "\" target='pass'/>" + otherwise_fail + "</state>";
}
std::string refused(const std::string& send, const std::string& error) {
    return n + "<state id='s'><onentry>" + send + "<raise event='after'/></onentry><transition event='" +
           error + "' target='pass'/>" + otherwise_fail + "</state>";
}

const std::vector<written> all = {
    {"events_are_raised_in_order",
     "<state id='s'><onentry><raise event='a'/><raise event='b'/></onentry><transition event='a' "
     "target='t'/>" +
         otherwise_fail + "</state><state id='t'><transition event='b' target='pass'/>" + otherwise_fail +
         "</state>",
     ""},
    {"raised_events_go_before_sent_ones",
     "<state id='s'><onentry><send event='out'/><send event='in2' target='#_internal'/><raise "
     "event='in'/></onentry>"
     "<transition event='in2' target='t'/>" +
         otherwise_fail + "</state><state id='t'><transition event='in' target='u'/>" + otherwise_fail +
         "</state><state id='u'><transition event='out' target='pass'/>" + otherwise_fail + "</state>",
     ""},
    {"every_attribute_may_be_an_expression",
     sent("<send eventexpr=\"'e'\" targetexpr=\"'#_scxml_' + _sessionid\" typeexpr=\"'" + scxml_type +
              "'\" delayexpr=\"'5' + 'ms'\"/>",
          "_event.type === 'external'"),
     ""},
    {"a_message_to_the_own_http_location_comes_in_its_order",
     n + "<state id='s'><onentry><send event='e' type='" + http_type + "' targetexpr=\"_ioprocessors['" +
         http_type +
         "'].location\"/><send event='f'/><send event='g' type='basichttp' "
         "targetexpr='_ioprocessors.basichttp.location'/><send event='h'/></onentry>"
         "<transition event='e' cond='n === 0'><assign location='n' expr='1'/></transition>"
         "<transition event='f' cond='n === 1'><assign location='n' expr='2'/></transition>"
         "<transition event='g' cond='n === 2'><assign location='n' expr='3'/></transition>"
         "<transition event='h' cond='n === 3' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"idlocation_gets_the_sendid",
     sent("<send event='e' idlocation='n'/>", "n === _event.sendid &amp;&amp; typeof n === 'string'"), ""},
    {"generated_sendids_differ",
     "<datamodel><data id='a'/><data id='b'/></datamodel><state id='s'><onentry><send event='e' "
     "idlocation='a'/><send "
     "event='e' idlocation='b'/></onentry><transition event='e' cond='a !== b' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"a_sendid_written_comes_with_the_event", sent("<send event='e' id='mine'/>", "_event.sendid === 'mine'"),
     ""},
    {"a_delayed_event_comes_after_a_later_one_without_delay",
     "<state id='s'><onentry><send event='late' delay='1s'/><send event='now'/></onentry><transition "
     "event='now' "
     "target='t'/>" +
         otherwise_fail + "</state><state id='t'><transition event='late' target='pass'/>" + otherwise_fail +
         "</state>",
     ""},
    {"equal_delays_keep_their_order",
     "<state id='s'><onentry><send event='a' delay='10ms'/><send event='b' "
     "delay='.01s'/></onentry><transition "
     "event='a' target='t'/>" +
         otherwise_fail + "</state><state id='t'><transition event='b' target='pass'/>" + otherwise_fail +
         "</state>",
     ""},
    {"arguments_are_evaluated_when_sent_not_when_due",
     "<datamodel><data id='v' expr='1'/></datamodel><state id='s'><onentry><send event='e' delay='1s' "
     "namelist='v'><param name='p' expr='v + 1'/></send><assign location='v' expr='9'/></onentry><transition "
     "event='e' "
     "cond='_event.data.v === 1 &amp;&amp; _event.data.p === 2' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"data_is_a_copy",
     "<datamodel><data id='v' expr='({a: 1})'/></datamodel><state id='s'><onentry><send event='e'><param "
     "name='o' "
     "location='v'/></send><assign location='v.a' expr='2'/></onentry><transition event='e' "
     "cond='_event.data.o.a === 1' "
     "target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"content_is_sent_as_it_is",
     sent("<send event='e'><content>  some \n text </content></send>", "_event.data === 'some text'"), ""},
    {"content_may_be_an_expression",
     sent("<send event='e'><content expr=\"[1, 'x']\"/></send>", "_event.data[1] === 'x'"), ""},
    {"content_may_be_xml",
     sent("<send event='e'><content><a xmlns=''><b c='d'/></a></content></send>",
          "_event.data.getElementsByTagName('b')[0].getAttribute('c') === 'd'"),
     ""},
    {"content_that_fails_is_empty_and_an_error",
     "<state id='s'><onentry><send event='e'><content expr='nobody.knows'/></send></onentry><transition "
     "event='error.execution' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"a_namelist_that_fails_sends_nothing",
     "<state id='s'><onentry><send event='e' namelist='nowhere'/></onentry><onentry><send event='late' "
     "delay='1s'/></onentry><transition event='error.execution' target='t'/>" +
         otherwise_fail + "</state><state id='t'><transition event='late' target='pass'/>" + otherwise_fail +
         "</state>",
     ""},
    {"an_unknown_type_is_error_execution", refused("<send event='e' id='x' type='27'/>", "error.execution"),
     ""},
    {"a_target_that_is_none_is_error_execution", refused("<send event='e' target='baz'/>", "error.execution"),
     ""},
    {"a_session_nobody_knows_is_error_communication",
     "<state id='s'><onentry><send event='e' id='x' target='#_scxml_nobody'/></onentry><transition "
     "event='error.communication' cond=\"_event.sendid === 'x'\" target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"http_without_a_target_is_error_communication",
     "<state id='s'><onentry><send event='e' "
     "type='http://www.w3.org/TR/scxml/#BasicHTTPEventProcessor'/></onentry><transition "
     "event='error.communication' "
     "target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"an_http_message_without_a_target_fails_before_what_is_sent_next_arrives",
     "<state id='s'><onentry><send event='e' id='x' "
     "type='http://www.w3.org/TR/scxml/#BasicHTTPEventProcessor'/></onentry><onentry><send "
     "event='next'/></onentry><transition event='error.communication' cond=\"_event.sendid === 'x' "
     "&amp;&amp; _event.type === 'platform'\" target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"http_parameters_come_back_as_data",
     sent("<send event='e' "
          "targetexpr=\"_ioprocessors['http://www.w3.org/TR/scxml/#BasicHTTPEventProcessor'].location\" "
          "type='http://www.w3.org/TR/scxml/#BasicHTTPEventProcessor'><param name='p' expr=\"'đ &amp; "
          "ê'\"/></send>",
          "_event.data.p === 'đ &amp; ê'"),
     ""},
    {"the_address_in_ioprocessors_is_ones_own",
     sent("<send event='e' targetexpr=\"_ioprocessors['" + scxml_type + "'].location\"/>",
          "_event.origin === _ioprocessors['" + scxml_type +
              "'].location &amp;&amp; _event.origintype === '" + scxml_type + "'"),
     ""},
    {"the_origin_can_be_answered",
     n +
         "<state id='s'><onentry><send event='e'/></onentry><transition event='e' target='t'><send event='f' "
         "targetexpr='_event.origin' typeexpr='_event.origintype'/></transition></state><state "
         "id='t'><transition event='f' "
         "target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"a_cancelled_event_never_comes",
     "<state id='s'><onentry><send event='no' id='x' delay='1s'/><send event='end' delay='2s'/><cancel "
     "sendidexpr=\"'x'\"/></onentry><transition event='end' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"cancelling_what_is_not_there_is_no_error",
     "<state id='s'><onentry><cancel sendid='nobody'/><raise event='fine'/></onentry><transition "
     "event='fine' "
     "target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"a_child_cannot_cancel_its_parents_event",
     "<state id='s'><onentry><send event='mine' id='x' delay='1s'/><send event='end' "
     "delay='2s'/></onentry><invoke>" +
         child("<state id='w'><onentry><cancel sendid='x'/></onentry><transition target='f'/></state><final "
               "id='f'/>") +
         "</invoke><transition event='mine' target='pass'/><transition event='end' target='fail'/></state>",
     ""},
    {"a_session_that_ends_takes_its_delayed_events_along",
     "<state id='s'><onentry><send event='end' delay='2s'/></onentry><invoke>" +
         child(
             "<state id='w'><onentry><send event='late' target='#_parent' delay='1s'/></onentry><transition "
             "target='f'/></state><final id='f'/>") +
         "</invoke><transition event='late' target='fail'/><transition event='end' target='pass'/></state>",
     ""},
    {"invokes_without_an_id_get_one_that_names_their_state",
     "<datamodel><data id='a'/><data id='b'/></datamodel><state id='s'><invoke idlocation='a'>" +
         child("<final id='f'/>") + "</invoke><invoke idlocation='b'>" + child("<final id='f'/>") +
         "</invoke><transition event='done.invoke' cond=\"a !== b &amp;&amp; a.indexOf('s.') === 0 "
         "&amp;&amp; "
         "(_event.name === 'done.invoke.' + a || _event.name === 'done.invoke.' + b)\" target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"an_invoked_session_may_come_from_expressions",
     "<datamodel><data id='doc'>\"none\"</data><data id='kind' "
     "expr=\"'http://www.w3.org/TR/scxml/'\"/></datamodel><state "
     "id='s'><invoke typeexpr='kind'>" +
         child("<state id='w'><onentry><send event='hello' target='#_parent'/></onentry></state>") +
         "</invoke><transition event='hello' target='pass'/>" + otherwise_fail + "</state>",
     ""},
    {"parameters_set_only_data_the_child_has",
     "<datamodel><data id='x' expr='3'/></datamodel><state id='s'><invoke namelist='x'>" +
         child("<state id='w'><transition cond=\"typeof x === 'undefined'\" target='f1'/><transition "
               "target='f2'/></state><final id='f1'><onentry><send event='right' "
               "target='#_parent'/></onentry></final><final "
               "id='f2'/>") +
         "</invoke><transition event='right' target='pass'/>" + otherwise_fail + "</state>",
     ""},
    {"parameters_replace_what_the_child_says_of_itself",
     "<state id='s'><invoke><param name='x' expr='3'/>" +
         child("<datamodel><data id='x' expr='1'/></datamodel><state id='w'><transition cond='x === 3' "
               "target='f1'/><transition target='f2'/></state><final id='f1'><onentry><send event='right' "
               "target='#_parent'/></onentry></final><final id='f2'/>") +
         "</invoke><transition event='right' target='pass'/>" + otherwise_fail + "</state>",
     ""},
    {"invoke_with_arguments_that_fail_does_not_start",
     "<state id='s'><onentry><send event='end' delay='1s'/></onentry><invoke namelist='nowhere'>" +
         child("<state id='w'><onentry><send event='hello' target='#_parent'/></onentry></state>") +
         "</invoke><transition event='hello' target='fail'/><transition event='error.execution' "
         "target='t'/></state>"
         "<state id='t'><transition event='end' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"a_child_and_its_parent_know_each_other",
     n + "<state id='s'><invoke id='kid'>" +
         child("<state id='w'><transition event='ask' cond=\"_event.invokeid === undefined || "
               "!_event.invokeid\" "
               "target='f'><send event='answer' target='#_parent'/></transition></state><final id='f'/>") +
         "</invoke><onentry><send event='tick' delay='1s'/></onentry><transition event='tick'><send "
         "event='ask' "
         "target='#_kid'/></transition><transition event='answer' cond=\"_event.invokeid === 'kid' "
         "&amp;&amp; "
         "_event.origintype === '" +
         scxml_type + "'\" target='pass'/>" + otherwise_fail + "</state>",
     ""},
    {"a_child_that_names_its_parent_by_the_sessions_id_is_still_its_child",
     "<state id='s'><invoke id='kid'><param name='up' expr=\"'#_scxml_' + _sessionid\"/>" +
         child("<datamodel><data id='up'/></datamodel><state id='w'><onentry><send event='e' "
               "targetexpr='up'/></onentry></state>") +
         "</invoke><transition event='e' cond=\"_event.invokeid === 'kid'\" target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"a_cancelled_child_cannot_speak_by_the_sessions_id_either",
     "<state id='s'><invoke><param name='up' expr=\"'#_scxml_' + _sessionid\"/>" +
         child("<datamodel><data id='up'/></datamodel><state id='w'><onentry><send event='e' "
               "target='#_parent'/></onentry><onexit><send event='late' targetexpr='up'/><send event='late' "
               "target='#_parent'/></onexit></state>") +
         "</invoke><transition event='e' target='t'/></state><state id='t'><onentry><send event='end' "
         "delay='1s'/></onentry><transition event='late' target='fail'/><transition event='end' "
         "target='pass'/></state>",
     ""},
    {"done_invoke_is_the_last_a_child_says",
     "<state id='s'><invoke id='kid'>" +
         child("<final id='f'><onentry><send event='last' target='#_parent'/></onentry></final>") +
         "</invoke><transition type='internal' event='last' target='s1'/>" + otherwise_fail +
         "<state id='s0'/><state id='s1'>" +
         "<transition event='done.invoke.kid' target='t'/></state></state><state id='t'><onentry><send "
         "event='end' "
         "delay='1s'/></onentry><transition event='end' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"invokes_of_states_left_at_once_never_start",
     n +
         "<state id='s'><onentry><send event='end' delay='1s'/></onentry><transition event='kid1' "
         "target='fail'/>"
         "<transition event='kid2'><assign location='n' expr='n + 1'/></transition><transition event='end' "
         "cond='n === 1' "
         "target='pass'/><transition event='end' target='fail'/>"
         "<state id='a'><invoke>" +
         child("<final id='f'><onentry><send event='kid1' target='#_parent'/></onentry></final>") +
         "</invoke><transition target='b'/></state><state id='b'><invoke>" +
         child("<final id='f'><onentry><send event='kid2' target='#_parent'/></onentry></final>") +
         "</invoke></state></state>",
     ""},
    {"onexit_runs_in_a_child_that_is_cancelled",
     n + "<state id='s'><invoke>" +
         child(
             "<state id='w'><onentry><send event='up' target='#_parent'/></onentry><onexit><log label='left' "
             "expr=\"'yes'\"/></onexit></state>") +
         "</invoke><transition event='up' target='pass'/></state>",
     ""},
    {"finalize_sees_the_event_first_and_only_that_of_its_child",
     "<datamodel><data id='got' expr='0'/></datamodel><state id='s'><invoke>" +
         child("<final id='f'><onentry><send event='e' target='#_parent'><param name='v' "
               "expr='2'/></send></onentry></final>") +
         "<finalize><assign location='got' expr='_event.data.v'/></finalize></invoke><transition event='e' "
         "cond='got === 2' "
         "target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"an_empty_finalize_takes_back_what_its_param_gave",
     "<datamodel><data id='v' expr='0'/><data id='w' expr='0'/></datamodel><state id='s'><invoke><param "
     "name='p' location='v'/><param name='q' expr='w'/>" +
         child("<final id='f'><onentry><send event='e' target='#_parent'><param name='p' expr='2'/><param "
               "name='q' expr='3'/><param name='v' expr='4'/></send></onentry></final>") +
         "<finalize/></invoke><transition event='e' cond='v === 2 &amp;&amp; w === 0' target='pass'/>" +
         otherwise_fail + "</state>",
     ""},
    {"an_empty_finalize_takes_back_its_namelist_and_leaves_what_does_not_come",
     "<datamodel><data id='v' expr='1'/><data id='w' expr=\"'kept'\"/></datamodel><state id='s'><invoke "
     "namelist='v w'>" +
         child("<final id='f'><onentry><send event='none' target='#_parent'/><send event='e' "
               "target='#_parent'><param name='v' expr='2'/></send></onentry></final>") +
         "<finalize><!-- nothing --></finalize></invoke><transition event='e' cond=\"v === 2 &amp;&amp; w "
         "=== "
         "'kept'\" target='pass'/><transition event='none' cond='v === 1'/>" +
         otherwise_fail + "</state>",
     ""},
    {"without_finalize_nothing_is_taken_back",
     "<datamodel><data id='v' expr='1'/></datamodel><state id='s'><invoke namelist='v'>" +
         child("<final id='f'><onentry><send event='e' target='#_parent'><param name='v' "
               "expr='2'/></send></onentry></final>") +
         "</invoke><transition event='e' cond='v === 1' target='pass'/>" + otherwise_fail + "</state>",
     ""},
};

class messages : public testing::TestWithParam<written> {};

const bool listed = list(all);

}  // namespace

TEST_P(messages, end_in_pass) {
    passes(GetParam());
}

TEST_P(messages, are_the_same_when_read_back_at_every_wait) {
    survives_restarts(GetParam());
}

TEST_P(messages, are_the_same_when_cut_off_at_every_commit) {
    survives_power_cuts(file_of(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(own, messages, testing::ValuesIn(all), name_of);
