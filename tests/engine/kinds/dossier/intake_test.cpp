// What reception hands in against what the procedure publishes and what the papers need.
#include "engine/kinds/dossier/intake.hpp"

#include <gtest/gtest.h>

#include "engine/kinds/dossier/printable.hpp"
#include "engine/kinds/dossier/published.hpp"
#include "tests/engine/kinds/dossier/intakes.hpp"
#include "tests/engine/kinds/dossier/office_at_work.hpp"

namespace motcua::dossier {
namespace {

json_object residence() {
    return parse_json(direct_residence)->as_object();
}

struct intake : testing::Test {
    std::uint64_t open(const json_object& data) { return at.open("dossier", to_text(data).c_str()); }
    std::vector<std::string> refused_fields() {
        std::vector<std::string> out;
        if (at.refused)
            for (const auto& f : at.refused->fields) out.push_back(f.field);
        return out;
    }
    office_at_work at{"2026-03-02T10:00:00"};
};

TEST_F(intake, a_paper_of_no_published_type_needs_a_name_of_its_own) {
    auto data = residence();
    data["documents"] =
        json_array{{{"type", "CT01"}, {"originals", 1}}, {{"type", "local:requst"}, {"originals", 1}}};
    EXPECT_EQ(open(data), 0u);
    EXPECT_EQ(refused_fields(), std::vector<std::string>{"documents.1.type"});
    data["documents"].as_array()[1].as_object()["name"] = "Giấy ủy quyền";
    const auto id = open(data);
    ASSERT_NE(id, 0u) << at.refused->message;
    EXPECT_EQ(at.last("receipt").values.at("dossier").at("documents").at(1).at("name"), "Giấy ủy quyền");
}

TEST_F(intake, papers_are_counted_before_a_direct_dossier_is_accepted) {
    auto data = residence();
    data["documents"] = json_array{{{"type", "CT01"}}};
    EXPECT_EQ(open(data), 0u);
    EXPECT_EQ(refused_fields(), std::vector<std::string>{"documents"});
    data["accept"] = false;
    const auto id = open(data);
    ASSERT_NE(id, 0u);
    EXPECT_FALSE(at.send(id, "accept"));
    EXPECT_FALSE(at.send(id, "accept", R"({"documents": [{"type": "local:lease", "originals": 1}]})"))
        << "published for another case";
    EXPECT_TRUE(at.send(id, "accept", R"({"documents": [{"type": "CT01", "originals": 1}]})"));
    EXPECT_EQ(at.dossier(id).documents.size(), 1u);
}

TEST_F(intake, guidance_recorded_at_creation_is_guidance) {
    auto data = residence();
    data["identity"] = {{"e_identity", false}, {"portal_account", false}};
    EXPECT_EQ(open(data), 0u);
    EXPECT_EQ(at.refused->code, "guidance_missing");
    EXPECT_EQ(refused_fields(), std::vector<std::string>{"identity.guided"});
    data["identity"].as_object()["guided"] = true;
    const auto id = open(data);
    ASSERT_NE(id, 0u) << at.refused->message;
    EXPECT_TRUE(at.dossier(id).identity.guided);
    EXPECT_FALSE(*at.dossier(id).identity.e_identity) << "nobody has to say that there is one";
}

TEST_F(intake, the_receipt_bears_the_fee_of_the_day_of_acceptance) {
    at.at("2026-12-31T10:00:00");
    at.actor = "reception.lan";
    const auto id = at.open("dossier", R"({"procedure": "1.001456", "channel": "counter",
        "applicant": {"name": "Phạm Quỳnh Như", "address": "Số 11", "phone": "0900 000 003"},
        "identity": {"e_identity": true, "portal_account": true}, "stream": "direct", "override": "portal-down",
        "documents": [{"type": "TK01", "originals": 1}]})");
    ASSERT_NE(id, 0u) << at.refused->message;
    EXPECT_EQ(at.dossier(id).fee.amount, 100000);
    at.at("2027-01-04T08:00:00");
    ASSERT_TRUE(at.send(id, "accept")) << at.refused->message;
    EXPECT_EQ(at.dossier(id).fee.amount, 200000);
    EXPECT_FALSE(at.dossier(id).fee.confirmed);
    EXPECT_EQ(at.last("receipt").values.at("fee").at("amount"), 200000);
}

TEST(published_fee, leaves_alone_what_is_paid_and_never_makes_a_missing_fee_free) {
    procedure::entry p;
    record r;
    r.route.stream = "direct";
    EXPECT_FALSE(take_fee(r, p, *parse_day("2026-03-02")));
    p.fees.push_back({"", "", {}, 50000, false, "", true, ""});
    EXPECT_TRUE(take_fee(r, p, *parse_day("2026-03-02")));
    EXPECT_EQ(r.fee.amount, 50000);
    r.fee.paid = true;
    p.fees.front().amount = 70000;
    EXPECT_TRUE(take_fee(r, p, *parse_day("2026-03-02")));
    EXPECT_EQ(r.fee.amount, 50000);
}

using condition = paper_need::condition;

struct printable : testing::Test {
    refusal check(std::vector<paper_need> apology, std::vector<paper_need> receipt = {}) {
        const needs_finder needs = [&](auto form, auto, auto) -> const std::vector<paper_need>* {
            return form == "apology" ? &apology : form == "receipt" ? &receipt : nullptr;
        };
        record r = at.dossier(id);
        r.applicant.address.clear();
        r.applicant.email.clear();
        return r.check_printable({}, {"receipt", "apology", "chase_note"}, at.around(id), needs);
    }
    office_at_work at{"2026-03-02T10:00:00"};
    std::uint64_t id = at.open("dossier", direct_residence);
};

TEST_F(printable, names_each_missing_field_once_whatever_form_needs_it) {
    const auto no = check({{"applicant.address", {}}, {"recipient.address", {}}, {"applicant.email", {}}},
                          {{"applicant.address", {}}, {"applicant.name", {}}});
    ASSERT_TRUE(no);
    EXPECT_EQ(no->code, "fields");
    ASSERT_EQ(no->fields.size(), 2u);
    EXPECT_EQ(no->fields[0].field, "applicant.address");
    EXPECT_NE(no->fields[0].message.find("địa chỉ của người đề nghị"), std::string::npos)
        << no->fields[0].message;
    EXPECT_EQ(no->fields[1].field, "applicant.email");
}

TEST_F(printable, asks_only_for_what_the_form_prints_of_this_applicant) {
    const paper_need if_organisation{"applicant.address",
                                     {{condition::kind::is, "applicant.kind", "organisation"}}};
    const paper_need if_man{"applicant.address", {{condition::kind::is, "applicant.kind", "man"}}};
    const paper_need if_there{"applicant.email", {{condition::kind::has, "applicant.email", ""}}};
    EXPECT_FALSE(check({if_organisation, if_there}));
    EXPECT_TRUE(check({if_man}));
    EXPECT_TRUE(check({{"applicant.email", {{condition::kind::lacks, "applicant.email", ""}}}}));
}

TEST_F(printable, does_not_ask_reception_for_what_comes_later_or_from_the_office) {
    EXPECT_FALSE(check({{"apology.reason", {}}, {"dossier.printed_code", {}}}));
    const auto no = check({{"signer.name", {{condition::kind::is, "signer.by", "head"}}}});
    EXPECT_FALSE(no) << "the unit has a head: " << no->message;
    const auto nobody = check({{"signer.stamp", {}}});
    ASSERT_TRUE(nobody);
    EXPECT_EQ(nobody->code, "paper_incomplete");
    EXPECT_NE(nobody->message.find("signer.stamp"), std::string::npos);
}

}  // namespace
}  // namespace motcua::dossier
