#include "engine/procedure/catalogue.hpp"

#include <gtest/gtest.h>

#include "engine/xml/document.hpp"

namespace motcua::procedure {
namespace {

const local_day today = *parse_day("2026-03-02");

const catalogue& shipped() {
    static const catalogue all = [] {
        auto c = catalogue::load("workflows/procedures");
        if (!c)
            for (const auto& f : c.error()) ADD_FAILURE() << to_string(f);
        return c ? *c : catalogue{};
    }();
    return all;
}

TEST(catalogue, holds_the_procedures_of_the_published_list) {
    EXPECT_EQ(shipped().all(today).size(), 20u);
    const auto* residence = shipped().find("1.004222", today);
    ASSERT_TRUE(residence);
    EXPECT_EQ(residence->name, "Đăng ký thường trú");
    EXPECT_EQ(residence->term_for("kinship")->length, calendar::working_days(7));
    EXPECT_EQ(residence->fee_for("kinship", "direct", today)->amount, 20000);
    EXPECT_EQ(residence->fee_for("kinship", "online", today)->amount, 10000);
    EXPECT_EQ(residence->form_set(today), "residence");
    const auto* passport = shipped().find("1.001456", today);
    ASSERT_TRUE(passport);
    EXPECT_EQ(passport->level, online_level::full);
    EXPECT_EQ(passport->term_for("")->length, calendar::working_days(8));
    EXPECT_EQ(passport->form_set(today), "");
}

TEST(catalogue, knows_that_half_fees_end_with_2026) {
    const auto *passport = shipped().find("1.001456", today), *card = shipped().find("2.001194", today);
    ASSERT_TRUE(passport && card);
    const local_day last = *parse_day("2026-12-31"), after = *parse_day("2027-01-01");
    EXPECT_EQ(passport->fee_for("", "online", last)->amount, 100000);
    EXPECT_FALSE(passport->fee_for("", "online", after)->confirmed);
    EXPECT_EQ(card->fee_for("", "direct", last)->amount, 35000);
    EXPECT_EQ(card->fee_for("", "direct", after)->amount, 70000);
}

TEST(catalogue, asks_for_papers_by_case) {
    const auto* p = shipped().find("1.004222", today);
    ASSERT_TRUE(p);
    EXPECT_TRUE(p->find_document("kinship", "local:kinship"));
    EXPECT_FALSE(p->find_document("kinship", "local:lease"));
    EXPECT_TRUE(p->find_document("lease", "CT01"));
}

TEST(catalogue, says_what_nobody_confirmed) {
    EXPECT_TRUE(shipped().find("1.004222", today)->term_for("")->confirmed);
    EXPECT_FALSE(shipped().find("1.002755", today)->term_for("")->confirmed);
}

TEST(catalogue, finds_without_tones_and_by_code) {
    const auto by_name = shipped().search("dang ky thuong tru", today);
    ASSERT_EQ(by_name.size(), 1u);
    EXPECT_EQ(by_name.front()->code, "1.004222");
    ASSERT_FALSE(shipped().search("1.0044", today).size());
    EXPECT_EQ(shipped().search("ĐĂNG KÝ  tạm", today).front()->code, "1.004194");
    EXPECT_EQ(shipped().search("1.0014", today).size(), 2u);
}

TEST(catalogue, refuses_two_versions_on_one_day) {
    entry a, b;
    a.code = b.code = "9.1";
    a.when.until = parse_day("2026-06-30");
    b.when.from = parse_day("2026-06-30");
    EXPECT_FALSE(catalogue::of({a, b}));
    b.when.from = parse_day("2026-07-01");
    a.version = "old";
    b.version = "new";
    const auto both = catalogue::of({a, b});
    ASSERT_TRUE(both);
    EXPECT_EQ(both->find("9.1", *parse_day("2026-06-30"))->version, "old");
    EXPECT_EQ(both->find("9.1", *parse_day("2026-07-01"))->version, "new");
    EXPECT_EQ(both->find_version("9.1", "old")->version, "old");
}

}  // namespace
}  // namespace motcua::procedure
