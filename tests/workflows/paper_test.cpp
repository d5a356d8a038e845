// Every sheet that lives of the standard chart print can be laid out on every paper its form offers: records
// fill all that the forms ask for.
#include <gtest/gtest.h>

#include "templates/language/library.hpp"
#include "templates/layout/layout.hpp"
#include "tests/engine/kinds/dossier/intakes.hpp"
#include "tests/engine/kinds/dossier/office_at_work.hpp"

namespace motcua {
namespace {

using dossier::office_at_work;

void expect_printable(const office_at_work& o) {
    static const auto forms = templates::library::load("templates");
    ASSERT_TRUE(forms) << to_string(forms.error().front());
    for (const auto& p : o.paper) {
        const auto* form = forms->find({p.slip.form, p.slip.set, p.slip.accepted});
        if (p.slip.form == "stop_notice" && !form) continue;  // the set of 2018 has none
        ASSERT_TRUE(form) << p.slip.form << " " << p.slip.set;
        for (const auto medium : form->media) {
            const auto pages = templates::layout(*form, json(p.values), {medium, {}});
            if (pages) continue;
            for (const auto& f : pages.error()) ADD_FAILURE() << p.slip.form << ": " << to_string(f);
        }
    }
}

TEST(papers, of_a_late_dossier_with_supplement_and_chase_notes) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", dossier::direct_residence);
    o.at("2026-03-03T09:00:00");
    ASSERT_TRUE(
        o.send(d, "request_supplement", R"({"items":[{"type":"CT01","form":"paper"}],"reason":"Chưa ký."})"));
    ASSERT_TRUE(o.send(d, "complete", R"({"documents":[{"type":"CT01","originals":1}]})"));
    o.pass_until("2026-03-25T09:00:00");
    EXPECT_GE(o.printed_count(d, "chase_note"), 1);
    ASSERT_TRUE(o.send(d, "submit"));
    ASSERT_TRUE(o.send(d, "sign"));
    ASSERT_TRUE(o.send(d, "return_result",
                       R"({"receiver":"A","identity_checked":true,"in_person":true,"proof":"chữ ký"})"));
    expect_printable(o);
}

TEST(papers, of_a_late_postal_dossier_and_its_round) {
    office_at_work o("2026-03-02T09:00:00");
    const auto d = o.open("dossier", dossier::portal_passport);
    o.pass_until("2026-03-13T09:00:00");
    ASSERT_TRUE(o.send(d, "submit"));
    ASSERT_TRUE(o.send(d, "sign"));
    ASSERT_TRUE(o.send(d, "print_label"));
    ASSERT_TRUE(o.open("round", "{}"));
    expect_printable(o);
}

TEST(papers, of_refusal_and_stop) {
    office_at_work o("2026-03-02T10:00:00");
    const auto one = o.open("dossier", dossier::direct_residence);
    const auto two = o.open("dossier", dossier::portal_passport);
    ASSERT_TRUE(o.send(one, "refuse", R"({"reason":"Không thuộc địa bàn."})"));
    ASSERT_TRUE(o.send(two, "stop", R"({"reason":"Người đề nghị đã chết"})"));
    expect_printable(o);
}

}  // namespace
}  // namespace motcua
