#include "engine/kinds/fields.hpp"

#include <gtest/gtest.h>

#include "tests/engine/kinds/dossier/office_at_work.hpp"

namespace motcua::kinds {
namespace {

using dossier::shipped;

const local_day today = *parse_day("2026-03-02");

std::vector<field_error> check(const std::vector<field>& fields, const char* data) {
    return check_fields(fields, *parse_json(data), shipped::get().reasons, today);
}

field of(const char* type, bool required = true) {
    return {"x", "Ô thử", type, required, "lateness", "1", "30"};
}

TEST(fields, names_all_mistakes_at_once) {
    auto reason = of("text");
    auto days = of("number");
    days.name = "days";
    days.label = "Số ngày";
    const auto errors = check({reason, days}, R"({"x":"","days":31})");
    ASSERT_EQ(errors.size(), 2u);
    const auto no = as_refusal(errors);
    EXPECT_NE(no->message.find("Ô thử"), std::string::npos);
    EXPECT_NE(no->message.find("không quá 30"), std::string::npos);
}

TEST(fields, knows_its_types) {
    struct example {
        const char* type;
        const char* good;
        const char* bad;
    };
    for (const auto& e :
         std::vector<example>{{"text", R"({"x":"a"})", R"({"x":"a\u202e"})"},
                              {"number", R"({"x":3})", R"({"x":"3"})"},
                              {"yes-no", R"({"x":false})", R"({"x":"no"})"},
                              {"day", R"({"x":"2026-02-27"})", R"({"x":"2026-02-30"})"},
                              {"date-time", R"({"x":"2026-02-27T16:00"})", R"({"x":"16:00"})"},
                              {"choice", R"({"x":"volume"})", R"({"x":"ghost"})"},
                              {"documents", R"({"x":[{"type":"CT01"}]})", R"({"x":[{}]})"},
                              {"person", R"({"x":{"name":"A"}})", R"({"x":{}})"},
                              {"phone", R"({"x":"0900 000 000"})", R"({"x":"abc"})"}}) {
        EXPECT_TRUE(check({of(e.type)}, e.good).empty()) << e.type;
        EXPECT_EQ(check({of(e.type)}, e.bad).size(), 1u) << e.type;
        EXPECT_TRUE(is_field_type(e.type));
    }
}

TEST(fields, let_optional_ones_be_absent) {
    EXPECT_TRUE(check({of("day", false)}, "{}").empty());
    EXPECT_EQ(check({of("day")}, "{}").size(), 1u);
}

}  // namespace
}  // namespace motcua::kinds
