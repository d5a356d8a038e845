#include "engine/kinds/dossier/record.hpp"

#include <gtest/gtest.h>

#include "engine/kinds/code.hpp"
#include "tests/engine/kinds/dossier/intakes.hpp"
#include "tests/engine/kinds/dossier/office_at_work.hpp"

namespace motcua::dossier {
namespace {

std::string text(const json_object& values, std::string_view path) {
    const json whole(values);
    const json* v = find_path(whole, path);
    return v && v->is_string() ? std::string(v->get_string()) : v ? to_text(*v) : "";
}

TEST(slips, a_receipt_says_what_form_01_asks_for) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", direct_residence);
    const auto& p = o.last("receipt");
    EXPECT_EQ(p.slip.set, "residence");
    EXPECT_EQ(text(p.values, "dossier.printed_code"), with_check(o.dossier(d).code));
    EXPECT_EQ(text(p.values, "dossier.due_at"), "2026-03-11T17:00:00+07:00");
    EXPECT_EQ(text(p.values, "dossier.term.amount"), "7");
    EXPECT_EQ(text(p.values, "applicant.name"), "Nguyễn Thế Phượng");
    EXPECT_EQ(text(p.values, "officer.name"), "Trần Thị Lan");
    EXPECT_EQ(text(p.values, "fee.amount"), "20000");
    EXPECT_EQ(text(p.values, "book.serial"), "0001");
    EXPECT_EQ(find_path(json(p.values), "dossier.documents")->get_array().size(), 2u);
    EXPECT_EQ(text(p.values, "dossier.return_by_post"), "");
}

TEST(slips, a_receipt_knows_that_somebody_hands_in_for_another) {
    office_at_work o("2026-03-02T10:00:00");
    o.open("dossier", direct_residence);
    EXPECT_EQ(text(o.last("receipt").values, "submitter.authorised"), "");
    auto by_another = *parse_json(direct_residence);
    by_another.as_object()["submitter"] = json_object{{"name", "Đỗ Hữu Nghĩa"}};
    o.open("dossier", to_text(by_another).c_str());
    const auto& values = o.last("receipt").values;
    EXPECT_EQ(text(values, "submitter.authorised"), "true");
    EXPECT_EQ(text(values, "submitter.name"), "Đỗ Hữu Nghĩa");
    EXPECT_EQ(text(values, "applicant.name"), "Nguyễn Thế Phượng");
}

TEST(slips, an_apology_by_default_names_its_authorisation) {
    office_at_work o("2026-03-02T10:00:00");
    o.open("dossier", direct_residence);
    o.actor = "engine";
    o.pass_until("2026-03-10T16:00:00");
    const auto& p = o.last("apology");
    EXPECT_EQ(p.slip.seq, 1);
    EXPECT_EQ(p.slip.max_seq, 1);
    EXPECT_EQ(p.slip.series, "apology|CAX");
    EXPECT_EQ(p.slip.period, "2026");
    EXPECT_EQ(text(p.values, "number"), "01");
    EXPECT_EQ(text(p.values, "signer.by"), "standing");
    EXPECT_NE(text(p.values, "signer.authority"), "");
    EXPECT_EQ(text(p.values, "apology.reason"), "cần thêm thời gian thẩm tra, xác minh");
    EXPECT_EQ(text(p.values, "apology.new_due_at"), "2026-03-16T17:00:00+07:00");
    EXPECT_EQ(text(p.values, "dossier.due_at"), "2026-03-11T17:00:00+07:00");
    EXPECT_EQ(text(p.values, "apology.unit"), "Công an xã Phú Sơn");
}

TEST(slips, a_supplement_request_lists_what_is_wanted) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", direct_residence);
    ASSERT_TRUE(
        o.send(d, "request_supplement",
               R"({"items":[{"type":"local:kinship","form":"paper"}],"reason":"Bản chứng thực đã mờ."})"));
    const auto& values = o.last("supplement_request").values;
    EXPECT_EQ(find_path(json(values), "dossier.documents")->get_array().size(), 1u);
    EXPECT_EQ(text(values, "supplement.reason"), "Bản chứng thực đã mờ.");
    EXPECT_EQ(text(values, "number"), "01");
}

TEST(slips, every_notice_waits_for_office_hours) {
    office_at_work o("2026-03-02T10:00:00");
    const auto d = o.open("dossier", direct_residence);
    o.at("2026-03-07T20:00:00");
    ASSERT_TRUE(o.send(d, "request_supplement", R"({"items":[{"type":"CT01"}],"reason":"Thiếu chữ ký."})"));
    ASSERT_FALSE(o.outbox.empty());
    for (const auto& w : o.outbox) {
        if (w.name != "supplement") continue;
        EXPECT_TRUE(w.waits_for_opening);
    }
}

}  // namespace
}  // namespace motcua::dossier
