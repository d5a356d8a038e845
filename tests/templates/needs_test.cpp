#include "templates/language/needs.hpp"

#include "tests/templates/paper.hpp"

namespace motcua::templates::testing {
namespace {

std::vector<std::string> paths_of(const std::vector<need>& all) {
    std::vector<std::string> out;
    for (const auto& n : all) out.push_back(n.path);
    return out;
}

std::vector<need> needs_in(const std::string& body) {
    const auto f = read_form(template_with(body), "sample.xml");
    EXPECT_TRUE(f) << all_of(f.error());
    return f ? needs_of(*f) : std::vector<need>{};
}

bool names(const form& f, std::string_view path) {
    const auto all = paths_of(needs_of(f));
    return std::find(all.begin(), all.end(), path) != all.end();
}

TEST(needs, are_the_bindings_that_have_no_words_for_a_missing_value) {
    const auto all = needs_in(
        "<p>{a.b} {c?} {d?20} {e?-} {f?không có} {a.b}</p><qr value='{g}' width='20'/>"
        "<columns widths='1'><column><p><b>{h|upper}</b></p></column></columns>");
    EXPECT_EQ(paths_of(all), (std::vector<std::string>{"a.b", "g", "h"}));
}

TEST(needs, know_the_conditions_they_stand_under) {
    const auto all = needs_in("<if path='kind' is='x'><p>{a}<if lacks='b'>{c}</if></p></if><p>{a}</p>");
    ASSERT_EQ(paths_of(all), (std::vector<std::string>{"a", "c", "a"}));
    ASSERT_EQ(all[1].when.size(), 2u);
    EXPECT_EQ(all[1].when[0].value, "x");
    EXPECT_EQ(all[1].when[1].what, test::kind::lacks);
    EXPECT_TRUE(all[2].when.empty());
}

TEST(needs, leave_out_the_items_of_lists_and_the_forms_own_words) {
    const auto all = needs_in(
        "<p>{form.title}</p><each in='rows' as='r' index='n'><p>{n} {r.name} {office.name}"
        "<if has='r.note'>{x}</if></p></each>");
    ASSERT_EQ(paths_of(all), std::vector<std::string>{"office.name"});
    EXPECT_EQ(all[0].when.front().path, "rows");
}

TEST(needs, of_the_receipt_hold_the_applicants_name_and_address) {
    for (const auto* set : {"2018", "2025"}) {
        for (const auto* path : {"applicant.name", "applicant.address"})
            EXPECT_TRUE(names(find_form("receipt", set), path)) << set << ' ' << path;
        EXPECT_TRUE(names(find_form("apology", set), "applicant.name")) << set;
    }
    EXPECT_FALSE(names(find_form("apology"), "applicant.address")) << "its layout has no address";
    EXPECT_FALSE(names(find_form("receipt"), "applicant.phone"));
}

// Taken away from values that print on every paper, each of them makes a sheet impossible.
TEST(needs, are_what_the_forms_really_cannot_do_without) {
    for (const auto& f : shipped().forms())
        for (const auto& n : needs_of(f)) {
            if (!n.when.empty()) continue;
            auto values = values_of(f.name);
            json* at = &values;
            std::string_view rest = n.path;
            for (auto dot = rest.find('.'); dot != rest.npos; dot = rest.find('.')) {
                at = &at->as_object()[rest.substr(0, dot)];
                rest.remove_prefix(dot + 1);
            }
            at->as_object().erase(rest);
            bool refused = false;
            for (const auto m : f.media) {
                const auto d = layout(f, values, {m, {}});
                refused =
                    refused || (!d && all_of(d.error()).find(n.path + " is missing") != std::string::npos);
            }
            EXPECT_TRUE(refused) << f.file << ' ' << n.path;
        }
}

}  // namespace
}  // namespace motcua::templates::testing
