#include "engine/procedure/office.hpp"

#include <gtest/gtest.h>

#include "engine/procedure/reasons.hpp"

namespace motcua::procedure {
namespace {

const local_day today = *parse_day("2026-03-02");

TEST(office, knows_heads_deputies_and_the_controlling_unit) {
    const auto o = read_office("workflows/units/000.51.01.G01.xml");
    ASSERT_TRUE(o) << to_string(o.error().front());
    EXPECT_EQ(o->code, "000.51.01.G01");
    ASSERT_TRUE(o->find_unit("CAX"));
    EXPECT_EQ(o->find_unit("CAX")->head(today)->on_behalf, "");
    EXPECT_EQ(o->find_unit("CAX")->signers.at(1).on_behalf, "TRƯỞNG CÔNG AN XÃ");
    EXPECT_EQ(o->controlling_unit()->code, "PV01");
    EXPECT_EQ(o->find_officer("reception.lan")->name, "Trần Thị Lan");
}

TEST(reasons, are_found_by_list_code_and_day) {
    const auto r = reasons::read("workflows/reasons.xml");
    ASSERT_TRUE(r) << to_string(r.error().front());
    EXPECT_FALSE(r->list("direct-override", today).empty());
    EXPECT_TRUE(r->find("failed-delivery", "absent", today));
    EXPECT_FALSE(r->find("failed-delivery", "ghost", today));
    EXPECT_TRUE(r->list("ghost", today).empty());
}

}  // namespace
}  // namespace motcua::procedure
