// What is planned for a dossier that does not exist is what the engine promises the same dossier.
#include "engine/forecast.hpp"

#include <gtest/gtest.h>

#include "tests/engine/writer/office.hpp"

namespace motcua {
namespace {

constexpr const char* accepted_at = "2026-03-02T10:00";
constexpr const char* one_case = "lawful-dwelling";
const instant now = *parse_instant(accepted_at);

class a_forecast : public testing::Test {
protected:
    forecast accepted() const { return *law_.accept(procedure_, one_case, "direct", now); }

    const office_law law_ = *office_law::read("workflows", "000.51.01.G01");
    const planned_procedure procedure_ = *law_.procedure("1.004222", day_of(now));
};

TEST_F(a_forecast, is_what_the_engine_promises) {
    sample::office o(accepted_at);
    const auto session = o.accepted();
    const auto planned = accepted();
    EXPECT_EQ(o.promise(session, "due"), to_iso(planned.due()));
    EXPECT_EQ(o.promise(session, "t2"), to_iso(planned.apology()));
    EXPECT_LE(planned.first_draft(), planned.apology());
}

TEST_F(a_forecast, follows_what_happens_and_stays_where_the_law_forbids_it) {
    auto f = accepted();
    const auto before = f;
    const auto from = now + std::chrono::hours{24}, to = from + std::chrono::hours{50};
    EXPECT_TRUE(f.supplement(from, to));
    EXPECT_GT(f.due(), before.due());
    EXPECT_EQ(before.due(), accepted().due());
    auto late = before;
    EXPECT_FALSE(late.supplement(before.due() + std::chrono::hours{1}, before.due() + std::chrono::hours{2}));
    EXPECT_EQ(late.due(), before.due());
}

TEST_F(a_forecast, knows_no_procedure_that_the_catalogue_does_not) {
    EXPECT_FALSE(law_.procedure("9.999999", day_of(now)));
    EXPECT_FALSE(office_law::read("workflows/units", "000.51.01.G01"));
    EXPECT_FALSE(law_.documents(procedure_, one_case).empty());
    EXPECT_EQ(law_.route(procedure_, one_case, "portal", day_of(now)).stream, "online");
}

}  // namespace
}  // namespace motcua
