// A host that prints: no dossier is taken in whose papers could not come out.
#include "tests/engine/writer/office.hpp"

namespace motcua {
namespace {

using kind = answer::kind;
using sample::office;

// Forms of a host: what each needs of the values. The texts stand for templates.
printed_forms forms_needing(std::vector<printed_forms::need> receipt,
                            std::vector<printed_forms::need> apology) {
    printed_forms out;
    out.all.push_back({"receipt", "mẫu giấy tiếp nhận", std::move(receipt)});
    out.all.push_back({"apology", "mẫu xin lỗi", std::move(apology)});
    // SHA-256 of the two texts, as the host knows them.
    out.hash = [](std::string_view form, std::string_view, std::string_view) -> std::string {
        if (form == "receipt") return sample::hash_of("mẫu giấy tiếp nhận");
        return form == "apology" ? sample::hash_of("mẫu xin lỗi") : "";
    };
    return out;
}

std::string without(std::string data, const std::string& member) {
    auto v = *parse_json(data);
    v.as_object()["applicant"].as_object().erase(member);
    return to_text(v);
}

std::vector<std::string> fields_in(const answer& a) {
    std::vector<std::string> out;
    const auto v = parse_json(a.body);
    if (const json* fields = v ? find(*v, "fields") : nullptr)
        for (const auto& f : fields->get_array()) out.push_back(get_string(f, "field"));
    return out;
}

struct printing_office : testing::Test {
    printing_office() {
        o.forms = forms_needing({{"applicant.address", {}}, {"dossier.printed_code", {}}},
                                {{"applicant.phone", {}}, {"apology.reason", {}}});
        o.reopen();
    }
    office o{"2026-03-02T10:00"};
};

TEST_F(printing_office, refuses_a_reception_without_what_receipt_or_apology_need) {
    EXPECT_EQ(o.create(sample::residence()).what, kind::done);
    const auto commits = o.commits();
    for (const auto accept : {true, false}) {
        const auto no = o.create(without(sample::residence(accept), "address"));
        EXPECT_EQ(no.what, kind::rejected) << no.body;
        EXPECT_EQ(sample::text(no, "code"), "fields");
        EXPECT_EQ(fields_in(no), std::vector<std::string>{"applicant.address"});
        EXPECT_NE(sample::text(no, "message").find("chưa ghi địa chỉ"), std::string::npos) << no.body;
        EXPECT_EQ(fields_in(o.create(without(sample::residence(accept), "phone"))),
                  std::vector<std::string>{"applicant.phone"});
    }
    EXPECT_EQ(o.commits(), commits);
    EXPECT_EQ(get_integer(o.ask("dossiers", {{"list", "all"}}), "total"), 1);
}

TEST_F(printing_office, refuses_the_acceptance_of_what_was_opened_before_it_printed) {
    o.forms = {};
    o.reopen();
    const auto opened = o.create(without(sample::residence(false), "address"));
    ASSERT_EQ(opened.what, kind::done) << opened.body;
    o.forms = forms_needing({{"applicant.address", {}}}, {});
    o.reopen();
    const auto no = o.send(opened.session, "reception.lan", "accept");
    EXPECT_EQ(no.what, kind::rejected);
    EXPECT_EQ(fields_in(no), std::vector<std::string>{"applicant.address"});
    EXPECT_EQ(o.phase(opened.session), "checking");
    EXPECT_EQ(o.prints(opened.session, "receipt"), 0);
}

TEST_F(printing_office, says_whose_fault_it_is_where_a_form_asks_for_what_no_dossier_has) {
    o.forms = forms_needing({{"dossier.printed_cod", {}}}, {});
    o.reopen();
    const auto no = o.create(sample::residence());
    EXPECT_EQ(no.what, kind::rejected);
    EXPECT_EQ(sample::text(no, "code"), "paper_incomplete");
    EXPECT_NE(sample::text(no, "message").find("dossier.printed_cod"), std::string::npos) << no.body;
}

TEST_F(printing_office, accepts_nothing_without_a_form_for_the_apology) {
    o.forms = forms_needing({}, {});
    o.forms.hash = [](std::string_view form, auto, auto) {
        return form == "receipt" ? sample::hash_of("mẫu giấy tiếp nhận") : std::string();
    };
    o.reopen();
    EXPECT_NE(sample::text(o.create(sample::residence()), "message").find("chưa có mẫu “apology”"),
              std::string::npos);
}

}  // namespace
}  // namespace motcua
