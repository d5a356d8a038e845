// "Vì sao ngày này?" of a promise: always the date of the ledger, with what moved it.
#include "engine/promise/why.hpp"

#include "tests/engine/promise/world.hpp"

namespace motcua::promise {
namespace {

using calendar::working_days;

const measure m = shipped_measure();

std::string told(const result<calendar::derivation>& d) {
    if (!d) return d.error().message;
    std::string text;
    for (const auto& s : to_sentences(*d)) text += s + "\n";
    return text;
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != text.npos;
}

TEST(why, names_a_suspension) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    ASSERT_TRUE(pause(l, cause::money_due, at("2026-03-05T09:00"), "", m));
    ASSERT_TRUE(resume(l, cause::money_due, at("2026-03-10T10:00"), m));
    const auto d = why_due(l, m.rules, m.calendar);
    ASSERT_TRUE(d);
    EXPECT_EQ(d->due, l.due);
    EXPECT_PRED2(
        has, told(d),
        "Tạm dừng từ 09:00 ngày 05/03/2026 đến 10:00 ngày 10/03/2026: chờ thực hiện nghĩa vụ tài chính.");
    EXPECT_PRED2(has, told(d), "cộng 3 ngày tạm dừng");
}

TEST(why, names_a_restart) {
    ledger l = accepted("2026-03-02T10:00", working_days(7));
    ASSERT_TRUE(request_supplement(l, at("2026-03-05T09:00"), m));
    ASSERT_TRUE(complete_supplement(l, at("2026-03-10T15:10"), m));
    const auto d = why_due(l, m.rules, m.calendar);
    ASSERT_TRUE(d);
    EXPECT_EQ(d->due, l.due);
    EXPECT_TRUE(d->after_cut_off);
    EXPECT_PRED2(has, told(d), "Hồ sơ bổ sung đủ lúc 15:10 ngày 10/03/2026");
}

TEST(why, counts_the_linked_bodys_days_too) {
    ledger l;
    acceptance a;
    a.at = at("2026-03-02T10:00");
    a.legal = working_days(3);
    a.linked = {{"cơ quan thuế", 2}};
    a.online_reduction = 1;
    ASSERT_TRUE(start(l, a, m));
    const auto d = why_due(l, m.rules, m.calendar);
    ASSERT_TRUE(d);
    EXPECT_EQ(d->due, l.due);
    EXPECT_EQ(d->days.back().number, 4);
    EXPECT_PRED2(has, told(d), "Thời gian của cơ quan thuế: 2 ngày làm việc.");
    EXPECT_PRED2(has, told(d), "hồ sơ trực tuyến được hẹn sớm hơn");
}

TEST(why, explains_the_reappointed_date) {
    ledger l = accepted("2026-02-04T10:00", working_days(7));
    EXPECT_FALSE(why_reappointed(l, m.calendar));
    ASSERT_TRUE(issue_by_head(l, "A", {"chờ xác minh", 3, {}}, at("2026-02-12T09:00"), m));
    const auto d = why_reappointed(l, m.calendar);
    ASSERT_TRUE(d);
    EXPECT_EQ(d->due, l.issued.back().new_date);
    EXPECT_PRED2(has, told(d), "Nghỉ lễ: Tết Nguyên đán");
    EXPECT_PRED2(has, told(d), "Hẹn lại: thêm 3 ngày làm việc kể từ ngày đã hẹn. Lý do: chờ xác minh.");
}

}  // namespace
}  // namespace motcua::promise
