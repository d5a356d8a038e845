#include "engine/procedure/office.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "engine/procedure/reasons.hpp"
#include "engine/procedure/warning_rules.hpp"

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
    EXPECT_EQ(o->desk_code, "BPTNTKQ");
}

std::string written(const std::string& name, const std::string& text) {
    const auto path = std::filesystem::path(testing::TempDir()) / name;
    std::ofstream(path) << text;
    return path.string();
}

TEST(office, is_refused_where_what_is_looked_up_by_a_key_stands_twice) {
    const auto path =
        written("twice.xml", R"(<office xmlns="urn:motcua:1" code="O" name="N" parent="P" place="L" desk="D"
 address="A" phone="1" look-up="https://x.example">
<unit code="U" name="Đơn vị" controlling="true"><signer name="Một" title="T"/>
<signer name="Hai" title="T"/></unit>
<unit code="V" name="Đơn vị khác" controlling="true"><signer name="Ba" title="T" until="2025-12-31"/>
<signer name="Bốn" title="T" from="2026-01-01"/></unit>
<officer id="lan" name="Lan" unit="U"/>
<officer id="lan" name="Lan khác" unit="W"/>
<counter code="Q1" name="Quầy"/>
<counter code="Q1" name="Quầy"/>
<numbering form="apology" pattern="{number}"/>
<numbering form="apology" pattern="{number:2}"/>
</office>)");
    const auto o = read_office(path);
    ASSERT_FALSE(o);
    std::string all;
    for (const auto& f : o.error()) all += to_string(f) + '\n';
    for (const auto* place :
         {":4:1: unit 'U' has two heads on the same day", ":5:", ":8:14: officer 'lan' stands in line 7",
          ":8:42: no <unit> has the code 'W'", ":10:16: counter 'Q1' stands in line 9",
          ":12:18: numbering 'apology' stands in line 11"})
        EXPECT_NE(all.find(place), all.npos) << place << '\n' << all;
    EXPECT_EQ(all.find(":6:"), all.npos) << "one head after the other\n" << all;
    EXPECT_TRUE(read_office(path, origin::store));
}

TEST(reasons, are_refused_where_a_code_holds_twice_on_one_day) {
    const auto path = written("reasons.xml", R"(<reasons xmlns="urn:motcua:1"><list name="a">
<reason code="x" until="2025-12-31">Cũ</reason><reason code="x" from="2026-01-01">Mới</reason>
<reason code="x">Lại</reason></list>
<list name="a"/></reasons>)");
    const auto r = reasons::read(path);
    ASSERT_FALSE(r);
    std::string all;
    for (const auto& f : r.error()) all += to_string(f) + '\n';
    EXPECT_NE(all.find(":3:15: reason 'x' holds twice"), all.npos) << all;
    EXPECT_NE(all.find(":4:13: list 'a' stands twice"), all.npos) << all;
    EXPECT_EQ(r.error().size(), 2u) << all;
}

TEST(warning_rules, are_days_in_a_file_that_older_data_lacks) {
    const auto shipped = read_warning_rules("workflows/warnings.xml");
    ASSERT_TRUE(shipped && *shipped);
    EXPECT_EQ((*shipped)->fee_ends, 30);
    const auto none = read_warning_rules("workflows/no-such-file.xml");
    ASSERT_TRUE(none);
    EXPECT_FALSE(*none);
    const auto wrong = read_warning_rules(
        written("warnings.xml", "<warnings xmlns=\"urn:motcua:1\">\n<fee-ends days=\"0\"/>\n</warnings>"));
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().size(), 2u);
    EXPECT_NE(to_string(wrong.error()[0]).find(":2:17: 'days' is \"0\""), std::string::npos)
        << to_string(wrong.error()[0]);
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
