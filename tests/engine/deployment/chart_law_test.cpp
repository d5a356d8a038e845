// A chart that accepts dossiers without what the law asks for is refused before it is deployed: one mutant of
// the shipped charts for each thing that may be missing, each with the place and what to do.
#include "engine/base/text.hpp"
#include "engine/deployment/deployment.hpp"
#include "tests/engine/deployment/mutant.hpp"

namespace motcua::runtime {
namespace {

using sample::edit;
using sample::mutant;

const std::string standard = "charts/standard.scxml", region = "charts/promise.scxml";
const std::string t2_of_quiet = R"(<transition event="promise.t2" target="promise_issued">
      <mc:reappoint by="default"/>
    </transition>
    <transition event="work.done" target="promise_settled"/>
  </state>

  <state id="promise_draft")";
const std::string t2_of_draft = R"(<transition event="promise.t2" target="promise_issued">
      <mc:reappoint by="default"/>
    </transition>
    <transition event="work.done" target="promise_settled"/>
  </state>

  <state id="promise_issued")";
std::string without_t2(const std::string& text) {
    return text.substr(text.find("<transition event=\"work.done\""));
}
const std::string accepting = R"(<state id="accepting">
        <onentry>
          <mc:accept/>
          <mc:term op="start"/>
          <mc:slip form="receipt"/>
          <mc:handover from="reception" to="case_officer"/>
        </onentry>
        <transition target="resolving"/>
      </state>)";
const std::string in_vain = R"(<state id="outside" mc:label="Ngoài" mc:holder="applicant" mc:status="5"/>)";

const std::vector<mutant> mutants{
    {"no receipt",
     {{standard, "<mc:slip form=\"receipt\"/>\n          <mc:handover", "<mc:handover"}},
     "<mc:accept/>",
     "without a receipt"},
    {"no term", {{standard, "<mc:term op=\"start\"/>", ""}}, "<mc:accept/>", "without the start of the term"},
    {"no acceptance", {{standard, "<mc:accept/>", ""}}, "<mc:term op=\"start\"/>", "without mc:accept"},
    {"the receipt in another case",
     {{standard, "<mc:accept/>", "<if cond=\"signed\"><mc:accept/>"},
      {standard, "<mc:slip form=\"receipt\"/>\n          <mc:handover",
       "<else/><mc:slip form=\"receipt\"/></if>\n          <mc:handover"}},
     "<mc:accept/>",
     "without a receipt"},
    {"no way to say that the result is at the desk",
     {{standard, "<mc:done/>", ""}},
     "<mc:accept/>",
     "put <mc:done/> where the result reaches the desk"},
    {"no promise region",
     {{standard, R"(<xi:include href="promise.scxml"/>)", ""}},
     "<mc:accept/>",
     "nothing handles promise.t1, promise.t2, promise.due, promise.reappointed, promise.chase"},
    {"no T1",
     {{region, R"(<transition event="promise.t1" target="promise_draft">
      <mc:draft/>
    </transition>)",
       ""}},
     "<mc:accept/>",
     "nothing handles promise.t1"},
    {"no T2",
     {{region, t2_of_quiet, without_t2(t2_of_quiet)}, {region, t2_of_draft, without_t2(t2_of_draft)}},
     "<mc:accept/>",
     "nothing handles promise.t2"},
    {"no T2 before there is a draft",
     {{region, t2_of_quiet, without_t2(t2_of_quiet)}},
     "<state id=\"promise_quiet\"",
     "does not handle it",
     region},
    {"no T2 once there is a draft",
     {{region, t2_of_draft, without_t2(t2_of_draft)}},
     "<state id=\"promise_draft\"",
     "'promise_draft' may be active when promise.t2 comes",
     region},
    {"T2 under a condition",
     {{region, "event=\"promise.t2\"", "event=\"promise.t2\" cond=\"stream === 'direct'\""}},
     "<state id=\"promise_quiet\"",
     "transition without cond",
     region},
    {"T2 issues nothing",
     {{region, R"(target="promise_issued">
      <mc:reappoint by="default"/>
    </transition>
    <transition event="work.done")",
       R"(target="promise_issued"/>
    <transition event="work.done")"}},
     "<state id=\"promise_quiet\"",
     "<mc:reappoint by=\"default\"/>",
     region},
    {"no due moment",
     {{region, "event=\"promise.due\"", "event=\"promise.dew\""}},
     "<mc:accept/>",
     "nothing handles promise.due"},
    {"no escalation",
     {{region, R"(<transition event="promise.reappointed" target="promise_escalated">)",
       R"(<transition event="apology_answered" target="promise_escalated">)"}},
     R"(<transition event="promise.reappointed" cond)",
     "<mc:escalate/>",
     region},
    {"no chase",
     {{region, "<mc:chase/>", "<mc:escalate/>"}},
     "<transition event=\"promise.chase\">",
     "add <mc:chase/>",
     region},
    {"the region one after the other with the work",
     {{standard, "<parallel id=\"dossier\">", "<state id=\"dossier\" initial=\"work\">"},
      {standard, "</parallel>", "</state>"}},
     "<mc:accept/>",
     "promise.t2 is not handled where the dossier is after this acceptance"},
    {"acceptance outside the region",
     {{standard, accepting, ""},
      {standard, "<final id=\"returned\"", accepting + "\n  <final id=\"returned\""}},
     "<mc:accept/>",
     "(state 'accepting')"},
    {"a way out of the region",
     {{standard, R"(event="request_supplement" target="supplement")",
       R"(event="request_supplement" target="outside")"},
      {standard, "<final id=\"returned\"", in_vain + "\n  <final id=\"returned\""}},
     R"(<transition event="request_supplement")",
     "leaves the promise region"},
    {"an end without a word to the promise",
     {{standard, R"(<mc:close as="withdrawn" reasonexpr="_event.data.reason"/>)", ""}},
     R"(<transition event="withdraw")",
     "leaves the promise region"},
    {"the region settles though nothing is done",
     {{standard, R"(<mc:action label="Trình ký" role="case_officer"/>)",
       R"(<mc:action label="Trình ký" role="case_officer"/><raise event="work.done"/>)"}},
     "<state id=\"promise_settled\"",
     "let only what says <mc:done/> lead here",
     region},
};

TEST(a_chart_that_accepts_dossiers, is_refused_where_it_lacks_what_the_law_asks_for) {
    for (const auto& m : mutants) sample::expect_refused(m, standard);
}

TEST(a_chart_that_accepts_dossiers, may_spread_acceptance_over_a_transition_and_the_entry_of_its_target) {
    const sample::changed_workflows other(
        {{standard, accepting, ""},
         {standard, R"(<state id="resolving" mc:label="Đang xử lý" mc:holder="case_officer" mc:status="4">)",
          R"(<state id="accepting" initial="resolving"><onentry><mc:slip form="receipt"/></onentry>
             <state id="resolving" mc:label="Đang xử lý" mc:holder="case_officer" mc:status="4">)"},
         {standard, "<state id=\"supplement\"", "</state><state id=\"supplement\""},
         {standard, R"(<transition cond="accept_now" target="accepting"/>)",
          R"(<transition cond="accept_now" target="accepting"><mc:accept/><mc:term op="start"/></transition>)"},
         {standard, R"(<mc:documents listexpr="_event.data.documents"/>)",
          R"(<mc:accept/><mc:term op="start"/>)"},
         {standard, R"(<transition event="record_portal_and_accept" target="accepting">)",
          R"(<transition event="record_portal_and_accept" target="accepting"><mc:accept/><mc:term op="start"/>)"}});
    const auto d = deployment::read(other.folder, "000.51.01.G01");
    if (!d)
        for (const auto& f : d.error()) ADD_FAILURE() << to_string(f);
}

TEST(a_chart_that_accepts_dossiers, is_not_judged_again_when_it_was_in_force_once) {
    const sample::changed_workflows other({{standard, R"(<xi:include href="promise.scxml"/>)", ""}});
    EXPECT_FALSE(deployment::read(other.folder, "000.51.01.G01"));
    EXPECT_TRUE(deployment::read(other.folder, "000.51.01.G01", {}, read_for::replay));
}

TEST(a_chart_that_accepts_nothing, owes_the_law_nothing) {
    const sample::changed_workflows other({});
    ASSERT_TRUE(
        write_file(other.folder + "/charts/question.scxml",
                   R"(<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:mc="urn:motcua:1" version="1.0"
                               name="question" datamodel="ecmascript"><state id="asked" mc:status="1">
                               <transition event="answer" target="answered"><mc:action label="Trả lời"
                               role="reception"/><mc:close as="withdrawn"/></transition></state>
                               <final id="answered" mc:status="10"/></scxml>)"));
    const auto d = deployment::read(other.folder, "000.51.01.G01");
    if (!d)
        for (const auto& f : d.error()) ADD_FAILURE() << to_string(f);
}

}  // namespace
}  // namespace motcua::runtime
