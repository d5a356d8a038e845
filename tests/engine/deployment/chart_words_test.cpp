// A misspelt word in a chart or a name that leads nowhere is refused before anything is deployed, at its
// place, with the words that are known.
#include "engine/deployment/deployment.hpp"
#include "tests/engine/deployment/mutant.hpp"

namespace motcua::runtime {
namespace {

using sample::mutant;

const std::string standard = "charts/standard.scxml", region = "charts/promise.scxml",
                  round_chart = "charts/round.scxml", entry = "procedures/residence/1.004222.xml";

mutant in(const std::string& file, const std::string& from, const std::string& to, const std::string& at,
          const std::string& says) {
    return {to, {{file, from, to}}, at, says, file};
}

const std::vector<mutant> effects{
    in(standard, "<mc:slip form=\"stop_notice\"/>", "<mc:slap form=\"stop_notice\"/>", "<mc:slap",
       "there is no effect mc:slap; did you mean 'slip'?"),
    in(standard, "<mc:handover from=\"head\" to=\"reception\"/>",
       "<mc:handover form=\"head\" to=\"reception\"/>", "form=\"head\"",
       "knows no argument 'form'; did you mean 'from'?; it takes to, from, giver"),
    in(standard, "<mc:handover from=\"head\" to=\"reception\"/>", "<mc:handover from=\"head\"/>",
       "<mc:handover from=\"head\"/>", "needs the argument 'to'"),
    in(standard, "op=\"start\"", "op=\"strat\"", "op=\"strat\"", "write one of start, pause, resume, stop"),
    in(standard, "op=\"resume\" cause=\"money-due\"", "op=\"resume\" cause=\"money\"", "cause=\"money\"",
       "other-body, money-due"),
    in(region, "<mc:commit nameexpr=", "<mc:commit namexpr=", "namexpr=", "did you mean 'name'?"),
    in(region, "by=\"head\" reasonexpr", "by=\"haed\" reasonexpr", "by=\"haed\"", "did you mean 'head'?"),
    in(standard, "<mc:close as=\"kept\"/>", "<mc:close as=\"keep\"/>", "as=\"keep\"",
       "returned, refused, withdrawn, stopped, kept"),
    in(standard, "<mc:notify to=\"applicant\" kind=\"stopped\"/>",
       "<mc:notify to=\"aplicant\" kind=\"stopped\"/>", "to=\"aplicant\"", "did you mean 'applicant'?"),
    in(standard, "kind=\"payment-due\"", "kind=\"payment-deu\"", "kind=\"payment-deu\"",
       "did you mean 'payment-due'?"),
    in(standard, "to=\"courier\" giverexpr", "to=\"currier\" giverexpr", "to=\"currier\"",
       "did you mean 'courier'?"),
    in(standard, "<mc:parcel op=\"back\"/>", "<mc:parcel op=\"bakc\"/>", "op=\"bakc\"", "delivered, back"),
    in(standard, "<mc:slip form=\"stop_notice\"/>", "<mc:slip form=\"chase_note\"/>", "form=\"chase_note\"",
       "mc:chase"),
    in(standard, "<mc:note textexpr=\"_event.data.text\"/>",
       "<mc:note><mc:param name=\"txet\" expr=\"_event.data.text\"/></mc:note>", "<mc:param name=\"txet\"",
       "did you mean 'text'?"),
    in(round_chart, "<mc:manifest/>", "<mc:manifest copies=\"2\"/>", "copies=\"2\"", "it takes none"),
};

const std::vector<mutant> words{
    in(standard, "role=\"reception case_officer head supervisor\"",
       "role=\"reception case_officer head superviser\"", "role=\"reception case_officer head superviser\"",
       "the role 'superviser' is not known; did you mean 'supervisor'?"),
    in(standard, "<mc:action label=\"Trình ký\" role=\"case_officer\"/>", "<mc:action label=\"Trình ký\"/>",
       "<mc:action label=\"Trình ký\"/>", "needs the attribute role"),
    in(standard, "<mc:action label=\"Đã nộp đủ\" role", "<mc:action lable=\"Đã nộp đủ\" role",
       "lable=", "did you mean 'label'?"),
    in(standard, "label=\"Người nhận\" type=\"text\"", "label=\"Người nhận\" type=\"txt\"", "type=\"txt\"",
       "did you mean 'text'?"),
    in(standard, "choices=\"direct-override\"", "choices=\"direct-overide\"", "choices=\"direct-overide\"",
       "did you mean 'direct-override'?"),
    in(standard, "choices=\"desk|post\" required=\"true\"", "choices=\"desk|post\" required=\"yes\"",
       "required=\"yes\"", "write true or false"),
    in(region, "least=\"1\"", "least=\"one\"", "least=\"one\"", "no whole number"),
    in(standard, "mc:label=\"Chờ ký\"", "mc:lable=\"Chờ ký\"", "mc:lable", "did you mean 'label'?"),
    in(standard, "mc:holder=\"head\"", "mc:holder=\"haed\"", "mc:holder=\"haed\"", "did you mean 'head'?"),
    in(standard, "mc:holder=\"head\" mc:status=\"4\"", "mc:holder=\"head\" mc:status=\"11\"",
       "mc:status=\"11\"", "a number from 1 to 10"),
    in(standard, "mc:step-term=\"1 working-days\"", "mc:step-term=\"1 workday\"",
       "mc:step-term=\"1 workday\"", "\"2 working-days\""),
    in(region, "mc:apology=\"draft\"", "mc:apology=\"drafted\"", "mc:apology=\"drafted\"",
       "did you mean 'draft'?"),
    in(standard, "<transition event=\"sign\" target", "<transition mc:label=\"Ký\" event=\"sign\" target",
       "mc:label=\"Ký\"", "these stand on <state>"),
    in(standard, "<state id=\"checking\"", "<mc:done/><state id=\"checking\"",
       "<mc:done/><state id=\"checking\"", "stand inside <transition>"),
    in(standard, "xmlns:mc=\"urn:motcua:1\"", "xmlns:mc=\"urn:motcua:2\"",
       "<mc:action label=\"Công dân rút hồ sơ\"", "correct xmlns:mc to urn:motcua:1"),
};

const std::vector<mutant> variables{
    in(standard, "when=\"fee &gt; 0\"", "when=\"fees &gt; 0\"", "fees &gt;",
       "there is no variable 'fees'; did you mean 'fee'?; declare it in <datamodel>"),
    in(standard, "cond=\"accept_now\"", "cond=\"acept_now\"", "acept_now", "did you mean 'accept_now'?"),
    in(standard, "<assign location=\"courier\"", "<assign location=\"curier\"", "curier\"",
       "did you mean 'courier'?"),
    in(standard, "<mc:tell sessionexpr=\"round\"", "<mc:tell sessionexpr=\"rouned\"", "rouned\"",
       "did you mean 'round'?"),
};

const std::vector<mutant> names{
    in(entry, "<chart name=\"standard\"/>", "<chart name=\"standart\"/>", "standart",
       "there is no chart 'standart'; did you mean 'standard'?"),
    in(entry, "unit=\"CAX\"", "unit=\"CAY\"", "CAY\"", "has no unit 'CAY'"),
    in(entry, "<chart name=\"standard\"/>",
       "<chart name=\"standard\"><parameter name=\"sigend\" value=\"true\"/></chart>", "sigend",
       "did you mean 'signed'?"),
};

TEST(an_effect, is_refused_with_its_place_when_name_argument_or_word_is_unknown) {
    for (const auto& m : effects) sample::expect_refused(m, standard);
}

TEST(a_word_of_the_domain, is_refused_with_its_place_when_it_is_unknown) {
    for (const auto& m : words) sample::expect_refused(m, standard);
}

TEST(a_variable, is_refused_with_its_place_when_nothing_declares_it) {
    for (const auto& m : variables) sample::expect_refused(m, standard);
}

TEST(a_procedure, is_refused_with_its_place_when_it_names_what_is_not_there) {
    for (const auto& m : names) sample::expect_refused(m, entry);
}

TEST(a_chart, tells_all_its_faults_at_once) {
    const sample::changed_workflows other(
        {{standard, "<mc:slip form=\"stop_notice\"/>", "<mc:slap form=\"stop_notice\"/>"},
         {standard, "op=\"resume\" cause=\"money-due\"", "op=\"resmue\" cause=\"money-due\""},
         {standard, R"(<transition target="resolving"/>)", R"(<transition target="nowhere"/>)"},
         {standard, "when=\"fee &gt; 0\"", "when=\"fees &gt; 0\""}});
    const auto d = deployment::read(other.folder, "000.51.01.G01");
    ASSERT_FALSE(d);
    EXPECT_EQ(d.error().size(), 4u);
    for (std::size_t i = 1; i < d.error().size(); ++i)
        EXPECT_LE(d.error()[i - 1].at.line, d.error()[i].at.line);
}

}  // namespace
}  // namespace motcua::runtime
