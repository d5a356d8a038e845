#include "engine/kinds/dossier/hard_rules.hpp"

#include <gtest/gtest.h>

#include "tests/engine/kinds/dossier/intakes.hpp"
#include "tests/engine/kinds/dossier/office_at_work.hpp"

namespace motcua::dossier {
namespace {

class hard_rules : public testing::Test {
protected:
    office_at_work office{"2026-03-02T10:00:00"};
    std::uint64_t direct = office.open("dossier", direct_residence);
    record r = office.dossier(direct);
    step_context c = office.around(direct);

    supplement_asked asked(const char* type, const char* form) { return {{{type, "", form, ""}}, "thiếu"}; }
    void refused(const refusal& no, std::string_view rule) {
        ASSERT_TRUE(no);
        EXPECT_EQ(no->rule, rule) << no->message;
        EXPECT_TRUE(no->hard);
        EXPECT_FALSE(no->message.empty());
        EXPECT_FALSE(no->next.empty());
    }
};

TEST_F(hard_rules, A8_no_paper_behind_a_signed_online_dossier) {
    r.route.stream = "online";
    r.digitally_signed = true;
    refused(check_supplement(r, asked("local:kinship", "paper"), c), "A8");
    EXPECT_FALSE(check_supplement(r, asked("local:kinship", "e-copy"), c));
    r.digitally_signed = false;
    EXPECT_FALSE(check_supplement(r, asked("local:kinship", "paper"), c));
}

TEST_F(hard_rules, A9_only_what_the_published_list_asks_for_in_this_case) {
    refused(check_supplement(r, asked("local:ghost", "paper"), c), "A9");
    refused(check_supplement(r, asked("local:lease", "paper"), c), "A9");
}

TEST_F(hard_rules, A11_no_paper_where_an_electronic_copy_lies) {
    r.documents = {{"local:kinship", "", 0, 0, 0, 1}};
    refused(check_supplement(r, asked("local:kinship", "paper"), c), "A11");
}

TEST_F(hard_rules, a_supplement_is_asked_once_at_once_and_in_writing) {
    refused(check_supplement(r, {{}, "thiếu"}, c), "supplement-all-at-once");
    refused(check_supplement(r, {{{"CT01", "", "paper", ""}}, ""}, c), "supplement-in-writing");
    r.supplements.push_back({});
    refused(check_supplement(r, asked("CT01", "paper"), c), "supplement-once");
}

TEST_F(hard_rules, no_supplement_once_a_draft_apology_exists) {
    r.promise.drafted = c.at;
    refused(check_supplement(r, asked("CT01", "paper"), c), "R3");
}

TEST_F(hard_rules, no_acceptance_with_questions_open) {
    record fresh = r;
    fresh.promise = {};
    EXPECT_FALSE(check_acceptance(fresh, c));
    auto without = fresh;
    without.route.stream.clear();
    refused(check_acceptance(without, c), "A2");
    without = fresh;
    without.identity = {};
    refused(check_acceptance(without, c), "A22");
    without.identity = {true, false, false};
    refused(check_acceptance(without, c), "A22");
    without.identity.guided = true;
    EXPECT_FALSE(check_acceptance(without, c));
    without.route.stream = "online";
    refused(check_acceptance(without, c), "A21");
    without = fresh;
    without.applicant.police_staff = true;
    refused(check_acceptance(without, c), "A13");
}

TEST_F(hard_rules, no_acceptance_without_a_receipt_whatever_the_chart_says) {
    step_requests w;
    w.accepted = true;
    refused(r.check_step(false, w), "receipt");
    w.slips.emplace_back().form = "receipt";
    EXPECT_FALSE(r.check_step(false, w));
    w.accepted = false;
    refused(r.check_step(false, w), "acceptance");
}

TEST_F(hard_rules, a_late_dossier_goes_to_the_head_with_its_apology_only) {
    c.at = *parse_instant("2026-03-12T09:00:00");
    refused(check_hand_over_to_head(r, c), "R4");
    r.promise.issued.emplace_back();
    EXPECT_FALSE(check_hand_over_to_head(r, c));
}

TEST_F(hard_rules, no_closing_as_returned_without_proof) {
    refused(check_closing(r, "returned", c), "delivery-proof");
}

TEST_F(hard_rules, intake_keeps_police_staff_online) {
    std::string staff = direct_residence;
    staff.replace(staff.find("\"kind\": \"man\""), 13, R"("police_staff":true)");
    EXPECT_FALSE(office.open("dossier", staff.c_str()));
    EXPECT_EQ(office.refused->rule, "A13");
}

TEST(registry, tells_authors_what_an_effect_needs) {
    const auto& all = registry::standard().effects();
    const auto said = [&](std::string_view name, const std::vector<written_argument>& arguments) {
        std::string out;
        for (const auto& f : all.check(name, arguments)) out += f.message + "\n";
        return out;
    };
    const auto tells = [](const std::string& text, std::initializer_list<const char*> parts) {
        for (const auto* part : parts)
            EXPECT_NE(text.find(part), text.npos) << "'" << part << "' is not in:\n" << text;
    };
    tells(said("clsoe", {}), {"did you mean 'close'?"});
    tells(said("close", {}), {"needs the argument 'as'"});
    tells(said("close", {{"as", "returned"}, {"raeson", {}}}),
          {"'raeson'", "did you mean 'reason'?", "as, reason"});
    tells(said("close", {{"as", "retuned"}}), {"did you mean 'returned'?"});
    tells(said("term", {{"op", "strat"}, {"cause", "weather"}}), {"'start'", "other-body, money-due"});
    tells(said("handover", {{"form", "reception"}, {"to", "superviser"}}), {"'from'", "'supervisor'"});
    tells(said("notify", {{"to", "applicant"}, {"kind", "payment-deu"}}), {"did you mean 'payment-due'?"});
    tells(said("slip", {{"form", "apology"}}), {"mc:reappoint"});
    EXPECT_EQ(said("close", {{"as", {}}, {"reason", {}}}), "");
    EXPECT_EQ(said("notify", {{"to", "head"}, {"kind", "our-own"}, {"anything", "x"}}), "");
}

TEST(registry, knows_every_effect_of_the_shipped_charts_with_its_arguments) {
    for (const auto& [name, chart] : shipped::get().charts) {
        ASSERT_TRUE(chart) << name;
        for (const auto& e : chart->effects) {
            std::vector<written_argument> given;
            for (auto a = e.arguments.first; a < e.arguments.end(); ++a) {
                const auto& of = chart->arguments[a];
                given.push_back(
                    {of.name, of.expression == chart::no_expression ? std::optional(of.text) : std::nullopt});
            }
            for (const auto& f : registry::standard().effects().check(e.name, given))
                ADD_FAILURE() << name << " " << e.name << ": " << f.message;
        }
    }
}

}  // namespace
}  // namespace motcua::dossier
