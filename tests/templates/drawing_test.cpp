// Slips are drawn again years later, by the template that was kept and by the program of that day. Where
// layout, painting or PDF make other bytes of the same template and values than before, drawing_revision must
// be raised, so that a reprint does not take the difference for a forgery; and then this file says the new
// sums.
#include <gtest/gtest.h>

#include "engine/base/hash.hpp"
#include "paper.hpp"
#include "templates/bitmap/bitmap.hpp"
#include "templates/language/keep.hpp"
#include "templates/pdf/pdf.hpp"

using namespace motcua;
using namespace motcua::templates;
using namespace motcua::templates::testing;

namespace {

constexpr const char* fixed =
    R"(<template xmlns="urn:motcua:template:1" form="fixed" sets="2025" title="Mẫu cố định">
  <layout media="a4" font="serif" size="13"><body>
    <p align="center"><b>{title|upper}</b> <i>nghiêng</i></p>
    <table columns="20 80"><head><row><cell>TT</cell><cell>Tên</cell></row></head>
      <each in="items" as="one" index="n"><row><cell>{n}</cell><cell>{one.name}</cell></row></each></table>
    <keep><p align="justify">{text}</p></keep><qr value="{code}" width="28"/><code128 value="{code}" width="98" height="11"/>
  </body><footer when="always"><p align="right">{page}/{pages}</p></footer></layout>
  <layout media="80mm" font="sans" size="10"><body>
    <p bold="true">{title}</p><line dashed="true"/><p>{text}</p><code128 value="{code}" width="72" height="11"/>
  </body></layout>
</template>)";

json values() {
    json_array items;
    for (const char* name : {"Nguyễn Thế Phượng", "Lương Đăng Khoa"})
        items.push_back(json_object{{"name", name}});
    return json_object{{"title", "Giấy tiếp nhận"},
                       {"items", std::move(items)},
                       {"code", "000.51.01.G01-260318-0042-X"},
                       {"text", "Thời gian hẹn trả kết quả lại: 17 giờ 00 phút, ngày 13 tháng 3 năm 2026."}};
}

}  // namespace

TEST(drawing, of_an_old_template_is_what_it_was) {
    const auto f = read_form(fixed, "fixed.xml");
    ASSERT_TRUE(f) << all_of(f.error());
    const auto sheet = layout(*f, values(), {medium::a4, {}}),
               roll = layout(*f, values(), {medium::roll_80, {}});
    ASSERT_TRUE(sheet) << all_of(sheet.error());
    ASSERT_TRUE(roll) << all_of(roll.error());
    const auto drawn = to_bitmap(roll->pages.at(0), 576);
    EXPECT_EQ(drawing_revision, 2);
    EXPECT_EQ(sha256(*to_pdf(*sheet)), "d99e5f60d385efee3d9e00471263345ffc1b7ae45ce154b17c6cc397b0f4e259");
    EXPECT_EQ(sha256({reinterpret_cast<const char*>(drawn.rows.data()), drawn.rows.size()}),
              "22d9fd3e1343cf88a9ffe16eecd3e061452ff811673f4708edbe799217ffceaf");
}

TEST(drawing, a_kept_template_makes_the_same_sheet_without_its_files) {
    const auto& f = find_form("receipt");
    const auto again = read_kept_template(*f.kept);
    ASSERT_TRUE(again) << all_of(again.error());
    EXPECT_EQ(again->hash, f.hash);
    EXPECT_EQ(sha256(*f.kept), f.hash);
    const auto one = layout(f, values_of("receipt"), {medium::a4, {}}),
               two = layout(*again, values_of("receipt"), {medium::a4, {}});
    ASSERT_TRUE(one && two);
    EXPECT_EQ(*to_pdf(*one), *to_pdf(*two));
    EXPECT_FALSE(read_kept_template(R"({"main": "a.xml", "files": {}})"));
}
