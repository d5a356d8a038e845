#include "engine/chart/load.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using namespace motcua;
using chart::load;

namespace {

std::string document(const std::string& inside, const std::string& attributes = "") {
    return "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" xmlns:mc=\"urn:motcua:1\" version=\"1.0\" " +
           attributes + ">\n" + inside + "\n</scxml>";
}

std::string faults_of(const std::string& text, const chart::load_options& how = {}) {
    const auto made = load(text, "f.scxml", how);
    if (made) return "";
    std::string all;
    for (const auto& f : made.error()) all += to_string(f) + "\n";
    return all;
}

std::string faults_inside(const std::string& inside) {
    return faults_of(document(inside));
}

chart::chart_pointer good(const std::string& inside, const std::string& attributes = "") {
    auto made = load(document(inside, attributes), "f.scxml");
    if (!made) {
        for (const auto& f : made.error()) ADD_FAILURE() << to_string(f);
        return nullptr;
    }
    return *made;
}

bool says(const std::string& faults, std::string_view piece) {
    return faults.find(piece) != faults.npos;
}

}  // namespace

TEST(chart_load, an_element_without_namespace_is_ignored_wherever_it_stands) {
    const std::string head = "<s:scxml xmlns:s='http://www.w3.org/2005/07/scxml' version='1.0'>";
    EXPECT_EQ(faults_of(head + "<note>text</note><state/><s:state id='a'><state/></s:state></s:scxml>"), "");
    EXPECT_EQ(faults_inside("<note xmlns=''>text</note><state id='a'/>"), "");
    const auto made = load(head + "<state id='b'/><s:state id='a'/></s:scxml>", "f.scxml");
    ASSERT_TRUE(made);
    EXPECT_EQ((*made)->states.size(), 2u);
}

TEST(chart_load, all_faults_of_a_document_come_at_once_in_order_of_place) {
    const auto found = faults_inside(
        "<state id='a' colour='red'>\n"
        "  <transition event='go' target='nowhere'/>\n"
        "  <onentry><assign location='x' expr='1 +'/></onentry>\n"
        "  <blink/>\n"
        "</state>\n"
        "<state id='a'/>\n"
        "<history id='h'/>\n");
    EXPECT_TRUE(says(found, "f.scxml:2:15: <state> has no attribute colour; it takes id, initial")) << found;
    EXPECT_TRUE(says(found, "f.scxml:3:34: target=\"nowhere\" names no state of this document")) << found;
    EXPECT_TRUE(says(found, "f.scxml:4:")) << found;
    EXPECT_TRUE(says(found, "f.scxml:5:3: <blink> is no element of SCXML 1.0")) << found;
    EXPECT_TRUE(says(found, "f.scxml:7:12: id=\"a\" exists already at f.scxml:2")) << found;
    EXPECT_TRUE(says(found, "f.scxml:8:1: <history> does not belong inside <scxml>")) << found;
    int last = 0;
    for (std::size_t at = 0; at < found.size(); at = found.find('\n', at) + 1) {
        const int line = std::stoi(found.substr(at + 8));
        EXPECT_LE(last, line) << found;
        last = line;
    }
}

TEST(chart_load, an_expression_fault_points_into_the_expression) {
    const auto found = faults_inside(
        "<datamodel><data id='n' expr='0'/></datamodel>\n<state id='a'><transition cond=\"n + * 2\" "
        "target='a'/></state>");
    EXPECT_TRUE(says(found, "f.scxml:3:37: cond: ")) << found;
}

TEST(chart_load, a_faulty_expression_is_named_wherever_it_stands) {
    const auto found = faults_inside(
        "<state id='a'><transition event='e' cond='1 +'/>\n<transition event='f' cond='1 +'/>\n"
        "<transition event='g' target='a'><mc:action label='x' when='_event.name'/>"
        "<log expr='_event.name'/></transition></state>");
    EXPECT_TRUE(says(found, "f.scxml:2:46: cond: ")) << found;
    EXPECT_TRUE(says(found, "f.scxml:3:32: cond: ")) << found;
    EXPECT_TRUE(says(found, "f.scxml:4:61: when cannot read _event")) << found;
    EXPECT_EQ(std::count(found.begin(), found.end(), '\n'), 3) << found;
}

TEST(chart_load, every_unknown_attribute_is_named_however_many_there_are) {
    std::string many;
    for (int i = 0; i < 40; ++i) many += " a" + std::to_string(i) + "=''";
    const auto found = faults_inside("<state" + many + " id='s' initial='t'><state id='t'/></state>");
    EXPECT_EQ(std::count(found.begin(), found.end(), '\n'), 40) << found;
    EXPECT_TRUE(says(found, "<state> has no attribute a39;")) << found;
}

TEST(chart_load, the_place_in_an_expression_is_exact_behind_entities_and_line_breaks) {
    const auto found = faults_inside(
        "<state id='s'><transition cond='1 &lt; 2 &amp;&amp; &quot;&#x111;&quot; @' event='e'/>\n"
        "<transition cond='1 &gt;\n   @' event='e'/></state>");
    EXPECT_TRUE(says(found, "f.scxml:2:73: cond: ")) << found;
    EXPECT_TRUE(says(found, "f.scxml:4:4: cond: ")) << found;
}

TEST(chart_load, what_is_not_scxml_is_refused) {
    EXPECT_TRUE(says(faults_of("<scxml version='1.0'><state/></scxml>"), "expected <scxml xmlns="));
    EXPECT_TRUE(says(faults_of("<scxml"), "f.scxml:1:"));
    EXPECT_TRUE(says(faults_of("<scxml xmlns='http://www.w3.org/2005/07/scxml'><state/></scxml>"),
                     "version=\"1.0\""));
    EXPECT_TRUE(says(faults_of(document("")), "needs at least one <state>"));
    EXPECT_TRUE(says(faults_of(document("<state/>", "datamodel='lua'")), "datamodel=\"lua\" is not known"));
    EXPECT_TRUE(says(faults_of(document("<state/>", "binding='never'")), "binding=\"never\""));
}

TEST(chart_load, attributes_that_exclude_each_other_are_named) {
    EXPECT_TRUE(says(faults_inside("<state><onentry><send event='a' eventexpr=\"'a'\"/></onentry></state>"),
                     "<send> takes only one of event and eventexpr"));
    EXPECT_TRUE(says(faults_inside("<state><onentry><cancel/></onentry></state>"),
                     "<cancel> needs sendid or sendidexpr"));
    EXPECT_TRUE(says(faults_inside("<state><onentry><raise/></onentry></state>"),
                     "<raise> needs the attribute event"));
    EXPECT_TRUE(says(faults_inside("<datamodel><data id='x' expr='1'>2</data></datamodel><state/>"),
                     "<data> takes only one of src and expr and content"));
    EXPECT_TRUE(says(faults_inside("<state><onentry><send event='a' delay='soon'/></onentry></state>"),
                     "delay=\"soon\" is no duration"));
    EXPECT_TRUE(says(
        faults_inside("<state><onentry><send event='a' target='#_internal' delay='1s'/></onentry></state>"),
        "cannot be delayed"));
    EXPECT_TRUE(
        says(faults_inside("<state><transition/></state>"), "needs at least one of event, cond and target"));
    EXPECT_TRUE(says(
        faults_inside("<state><onentry><if cond='true'><else/><elseif cond='true'/></if></onentry></state>"),
        "<elseif> after <else>"));
    EXPECT_TRUE(says(faults_inside("<state>stray words</state>"), "text inside <state>"));
}

// Each row is one sentence of the Recommendation's chapters 3 to 6 that a document breaks.
TEST(chart_load, what_stands_where_how_often_and_in_which_form_is_checked) {
    const auto in_state = [](const std::string& inside) {
        return "<state id='s'>" + inside + "<state id='a'/><state id='b'/></state>";
    };
    const auto on_entry = [](const std::string& inside) {
        return "<datamodel><data id='x'/></datamodel><state id='s'><onentry>" + inside + "</onentry></state>";
    };
    const auto finalize = [](const std::string& inside) {
        return "<datamodel><data id='x'/></datamodel><state id='s'><invoke src='k'><finalize>" + inside +
               "</finalize></invoke></state>";
    };
    const std::string to_a = "<transition target='a'/>";
    const std::pair<std::string, const char*> rows[] = {
        {in_state("<initial>" + to_a + "<log expr='1'/></initial>"),
         "<log> does not belong inside <initial>"},
        {in_state("<initial>" + to_a + "<state id='c'/></initial>"),
         "<state> does not belong inside <initial>"},
        {in_state("<initial>" + to_a + "<blink/></initial>"), "<blink> is no element"},
        {in_state("<initial>" + to_a + to_a + "</initial>"), "<initial> takes only one <transition>"},
        {in_state("<initial/>"), "<initial> needs <transition>"},
        {in_state("<initial id='i'>" + to_a + "</initial>"), "<initial> has no attribute id"},
        {in_state("<initial>words" + to_a + "</initial>"), "text inside <initial>"},
        {in_state("<initial>" + to_a + "</initial><initial>" + to_a + "</initial>"),
         "<state> takes only one <initial>"},
        {in_state("<history id='h'>" + to_a + "<onentry/></history>"),
         "<onentry> does not belong inside <history>"},
        {in_state("<history id='h' type='flat'>" + to_a + "</history>"), "type=\"flat\" is not known"},
        {in_state("<datamodel/><datamodel/>"), "<state> takes only one <datamodel>"},
        {finalize("<send event='e'/>"), "<send> stands nowhere inside <finalize>"},
        {finalize("<if cond='true'><raise event='e'/></if>"), "<raise> stands nowhere inside <finalize>"},
        {finalize("<foreach array='x' item='x'><send event='e'/></foreach>"),
         "<send> stands nowhere inside <finalize>"},
        {"<state id='s'><invoke src='k'><finalize/><finalize/></invoke></state>",
         "<invoke> takes only one <finalize>"},
        {"<state id='s'><invoke src='k' autoforward='yes'/></state>", "autoforward=\"yes\" is not known"},
        {on_entry("<assign location='x'/>"), "<assign> needs expr or content"},
        {on_entry("<assign location='x'> \n </assign>"), "<assign> needs expr or content"},
        {on_entry("<assign location='x' expr='1'><y/></assign>"),
         "<assign> takes only one of expr and content"},
        {on_entry("<script/>"), "<script> needs src or content"},
        {on_entry("<raise event=''/>"), "event=\"\" is no name"},
        {on_entry("<raise event='a b'/>"), "event=\"a b\" is no name"},
        {on_entry("<send event='e'><content>1</content><content>2</content></send>"),
         "<send> takes only one <content>"},
        {on_entry("<send event='e'><content>1</content><param name='n' expr='1'/></send>"),
         "<send> takes <content> or <param>, not both"},
        {on_entry("<send event='e' namelist='x'><content>1</content></send>"),
         "<content> or namelist, not both"},
        {on_entry("<if cond='true'><else/><else/></if>"), "<else> after <else>"},
        {"<script>1</script><script>2</script><state id='s'/>", "<scxml> takes only one <script>"},
        {"<datamodel/><datamodel/><state id='s'/>", "<scxml> takes only one <datamodel>"},
        {"<datamodel><data id='x' src='f' expr='1'/></datamodel><state id='s'/>",
         "<data> takes only one of src and expr and content"},
        {"<datamodel><data id='x' expr='1'><y xmlns=''/></data></datamodel><state id='s'/>",
         "<data> takes only one of src and expr and content"},
        {"<final id='f'><donedata/></final>", "<donedata> needs <content> or <param>"},
        {"<final id='f'><donedata><param name='n' "
         "expr='1'/></donedata><donedata><content>1</content></donedata>"
         "</final>",
         "<final> takes only one <donedata>"},
        {"<final id='f'><donedata><param name='n' expr='1'/><content>1</content></donedata></final>",
         "<donedata> takes <content> or <param>, not both"},
        {"<state id='1st'/>", "id=\"1st\" is no name"},
        {"<state id='a:b'/>", "id=\"a:b\" is no name"},
        {"<state id=''/>", "id=\"\" is no name"},
    };
    for (const auto& [inside, message] : rows) {
        const auto found = faults_inside(inside);
        EXPECT_TRUE(says(found, message)) << inside << "\n" << found;
        chart::load_options lenient;
        lenient.lenient = true;
        EXPECT_TRUE(says(faults_of(document(inside), lenient), message)) << inside;
    }
}

TEST(chart_load, what_the_recommendation_allows_is_read) {
    EXPECT_TRUE(good("<parallel id='p'><transition event='x' target='f'/></parallel><final id='f'/>"));
    EXPECT_TRUE(good("<state id='s'><parallel id='p'/></state>"));
    EXPECT_TRUE(
        good("<state id='s'><initial><transition target='a'><log expr='1'/></transition></initial>"
             "<history id='h'><transition target='a'><log expr='2'/></transition></history>"
             "<state id='a'/></state>"));
    EXPECT_TRUE(
        good("<state id='đơn_1.b-c'><initial><note xmlns='urn:editor'/><transition target='a'/></initial>"
             "<state id='a'/></state>"));
    EXPECT_TRUE(
        good("<datamodel><data id='x'/></datamodel><state id='s'><onentry>"
             "<assign location='x'><y xmlns=''/></assign></onentry></state>"));
}

TEST(chart_load, a_semicolon_behind_an_expression_is_taken_from_documents_of_others_only) {
    const std::string inside = "<datamodel><data id='x' expr=\"';' + 1; \"/></datamodel><state id='s'/>";
    EXPECT_TRUE(says(faults_inside(inside), "expr: "));
    chart::load_options lenient;
    lenient.lenient = true;
    EXPECT_EQ(faults_of(document(inside), lenient), "");
}

TEST(chart_load, initial_and_history_stay_inside_their_state) {
    EXPECT_TRUE(says(faults_inside("<state id='a' initial='b'><state id='c'/></state><state id='b'/>"),
                     "\"b\" is no descendant of \"a\""));
    EXPECT_TRUE(says(faults_inside("<state id='a' initial='b'/><state id='b'/>"),
                     "a state without children has no initial"));
    EXPECT_TRUE(says(faults_inside("<state id='a'><history id='h'/><state id='b'/></state>"),
                     "<history> needs <transition>"));
    EXPECT_TRUE(says(faults_inside("<state id='a'><history id='h'><transition target='c'/></history>"
                                   "<state id='b'><state id='c'/></state></state>"),
                     "\"c\" lies deeper"));
    EXPECT_TRUE(says(
        faults_inside(
            "<state id='a' initial='b'><initial><transition target='b'/></initial><state id='b'/></state>"),
        "exclude each other"));
}

TEST(chart_load, a_history_cannot_default_to_a_history) {
    EXPECT_TRUE(
        says(faults_inside("<state id='a'><history id='h' type='deep'><transition target='h'/></history>"
                           "<state id='b'><transition event='e' target='h'/></state></state>"),
             "\"h\" is a history; the default of a history names states"));
}

TEST(chart_load, targets_must_be_able_to_be_active_together) {
    const std::string regions =
        "<parallel id='p'><state id='r1'><state id='a'/><state id='b'/></state>"
        "<state id='r2'><state id='c'/></state></parallel>";
    EXPECT_EQ(faults_inside(regions + "<state id='s'><transition event='e' target='a c'/></state>"), "");
    EXPECT_TRUE(says(faults_inside(regions + "<state id='s'><transition event='e' target='a b'/></state>"),
                     "cannot be active together"));
    EXPECT_TRUE(says(faults_inside(regions + "<state id='s'><transition event='e' target='p a'/></state>"),
                     "cannot be active together"));
}

TEST(chart_load, lenient_loading_leaves_broken_expressions_to_run_time) {
    chart::load_options lenient;
    lenient.lenient = true;
    EXPECT_EQ(faults_of(document("<state><onentry><assign location='x' expr='return'/></onentry></state>"),
                        lenient),
              "");
    EXPECT_EQ(
        faults_of(document("<datamodel><data id='x' src='missing.json'/></datamodel><state/>"), lenient), "");
    EXPECT_NE(faults_of(document("<state><transition target='none'/></state>"), lenient), "");
}

TEST(chart_load, a_script_that_cannot_be_had_rejects_the_document_even_leniently) {
    chart::load_options lenient;
    lenient.lenient = true;
    EXPECT_TRUE(says(faults_of(document("<script src='missing.js'/><state/>"), lenient), "missing.js"));
    EXPECT_TRUE(
        says(faults_of(document("<state><onexit><script src='http://x/y.js'/></onexit></state>"), lenient),
             "y.js"));
}

TEST(chart_load, descriptors_match_by_whole_words_between_dots) {
    const auto c = good(
        "<state id='s'><transition event='a.b' target='t'/><transition event='a' target='t'/>"
        "<transition event='x.* y.' target='t'/><transition event='*' target='t'/></state><state id='t'/>");
    ASSERT_TRUE(c);
    const auto enabled = [&](std::string_view event) {
        std::string which;
        const auto what = c->events.classify(event);
        const auto own = c->states[c->find("s")].transitions;
        for (auto t = own.first; t < own.end(); ++t)
            if (chart::has(c->events.transitions(what), t)) which += static_cast<char>('0' + t - own.first);
        return which;
    };
    EXPECT_EQ(enabled("a"), "13");
    EXPECT_EQ(enabled("a.b"), "013");
    EXPECT_EQ(enabled("a.b.c"), "013");
    EXPECT_EQ(enabled("a.bc"), "13");
    EXPECT_EQ(enabled("ab"), "3");
    EXPECT_EQ(enabled("x"), "23");
    EXPECT_EQ(enabled("x.z"), "23");
    EXPECT_EQ(enabled("y"), "23");
    EXPECT_EQ(enabled(""), "3");
}

TEST(chart_load, source_files_are_read_beside_the_document_and_count_in_the_hash) {
    std::string content = "[1,2]";
    chart::load_options how;
    how.open = [&](const std::string& path) -> result<std::string> {
        if (path == "charts/list.json") return content;
        return fail(failure::kind::not_found, "cannot read " + path);
    };
    const auto text = document("<datamodel><data id='x' src='list.json'/></datamodel><state id='s'/>");
    const auto one = load(text, "charts/f.scxml", how);
    ASSERT_TRUE(one);
    content = "[1,3]";
    const auto two = load(text, "charts/f.scxml", how);
    EXPECT_NE((*one)->content_hash, (*two)->content_hash);
    EXPECT_EQ((*one)->content_hash.size(), 64u);
    const auto missing =
        load(document("<datamodel><data id='x' src='none'/></datamodel><state/>"), "charts/f.scxml", how);
    ASSERT_FALSE(missing);
    EXPECT_TRUE(says(missing.error().front().message, "cannot read charts/none"));
}

TEST(chart_load, a_region_may_come_from_another_file) {
    chart::load_options how;
    how.open = [](const std::string&) -> result<std::string> {
        return std::string(
            "<state xmlns='http://www.w3.org/2005/07/scxml' id='included'>\n<transition event='e' "
            "target='gone'/></state>");
    };
    const auto with = document(
        "<parallel id='p'><state id='work'/><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' "
        "href='r.xml'/></parallel>");
    const auto made = load(with, "f.scxml", how);
    ASSERT_FALSE(made);
    EXPECT_EQ(to_string(made.error().front()).substr(0, 8), "r.xml:2:");
}

TEST(chart_load, domain_elements_become_effects_and_annotations) {
    const auto c = good(
        "<datamodel><data id='why' expr=\"'late'\"/></datamodel>"
        "<state id='s' mc:label='Thẩm định' mc:holder='officer'>"
        "<onentry><mc:slip form='apology' reasonexpr='why'><mc:param name='days' "
        "expr='3'/></mc:slip></onentry>"
        "<transition event='accept' target='s'><mc:action label='Tiếp nhận' role='reception head' when=\"why "
        "=== 'late'\">"
        "<mc:field name='note' type='text' required='true'/></mc:action></transition></state>");
    ASSERT_TRUE(c);
    EXPECT_EQ(c->annotation_of(c->find("s"), "label"), "Thẩm định");
    EXPECT_EQ(c->annotation_of(c->find("s"), "term"), "");
    ASSERT_EQ(c->effects.size(), 1u);
    EXPECT_EQ(c->effects[0].name, "slip");
    ASSERT_EQ(c->effects[0].arguments.count, 3u);
    EXPECT_EQ(c->arguments[0].text, "apology");
    EXPECT_EQ(c->arguments[1].name, "reason");
    EXPECT_NE(c->arguments[1].expression, chart::no_expression);
    ASSERT_EQ(c->actions.size(), 1u);
    EXPECT_EQ(c->actions[0].event, "accept");
    EXPECT_EQ(c->actions[0].roles, (std::vector<std::string>{"reception", "head"}));
    EXPECT_EQ(c->actions[0].fields[0][1].value, "text");
}

TEST(chart_load, domain_faults_are_found) {
    const std::set<std::string, std::less<>> known{"term"};
    chart::load_options how;
    how.effects = &known;
    EXPECT_TRUE(says(faults_of(document("<state><onentry><mc:fax/></onentry></state>"), how),
                     "effect mc:fax is not known"));
    EXPECT_TRUE(says(faults_inside("<state id='s'><transition event='e' target='s'><mc:action label='x' "
                                   "when='_event.data.a'/></transition></state>"),
                     "when cannot read _event"));
    EXPECT_TRUE(says(
        faults_inside("<state id='s'><transition target='s'><mc:action label='x'/></transition></state>"),
        "needs a transition with an event"));
}

TEST(chart_load, garbage_gives_faults_and_never_a_crash) {
    for (const auto* inside :
         {"<state><state><state></state>", "<history/>", "<final><transition event='e'/></final>",
          "<initial/>", "<state><initial/></state>", "<state><invoke><content/></invoke></state>",
          "<transition target='scxml'/>", "<onentry/>", "<state id=''/>", "<state id='a b'/>"})
        EXPECT_NE(faults_inside(inside) + "x", "") << inside;
}
