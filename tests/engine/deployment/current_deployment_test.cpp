// Another calendar makes another deployment: who holds the former one goes on by it, and both share all else.
#include "engine/deployment/current_deployment.hpp"

#include "tests/engine/writer/workshop.hpp"

namespace motcua::runtime {
namespace {

const local_day friday = *parse_day("2026-03-06");

std::shared_ptr<const deployment> amended(const deployment& d) {
    auto what = d.read_calendars(sample::amended().calendars());
    EXPECT_TRUE(what);
    return d.with_calendar(std::move(*what));
}

TEST(a_deployment, stays_as_it_is_for_who_holds_it_when_another_comes_into_force) {
    current_deployment current(*deployment::read("workflows", "000.51.01.G01"));
    const auto held = current.get();
    const auto hash = held->hash(), calendar = held->days().hash();
    current.put_in_force(amended(*held));
    EXPECT_EQ(held->hash(), hash);
    EXPECT_EQ(held->contents().back().hash, hash);
    EXPECT_EQ(held->days().hash(), calendar);
    EXPECT_TRUE(*held->days().is_working_day(friday));
    const auto next = current.get();
    EXPECT_NE(next->hash(), hash);
    EXPECT_EQ(next->contents().back().hash, next->hash());
    EXPECT_NE(next->days().hash(), calendar);
    EXPECT_FALSE(*next->days().is_working_day(friday));
}

TEST(a_deployment, shares_all_but_the_calendar_with_the_one_it_was_made_from) {
    const auto first = deployment::read("workflows", "000.51.01.G01");
    ASSERT_TRUE(first);
    const auto next = amended(*first);
    EXPECT_EQ(next->chart_named("standard"), first->chart_named("standard"));
    EXPECT_EQ(&next->procedures(), &first->procedures());
    EXPECT_EQ(&next->rules(), &first->rules());
    EXPECT_EQ(&next->reasons(), &first->reasons());
    EXPECT_EQ(next->contents().size(), first->contents().size());
    const auto back = first->read_calendars("workflows/calendars");
    ASSERT_TRUE(back);
    EXPECT_EQ(next->with_calendar(*back)->hash(), first->hash()) << "however it came about";
}

}  // namespace
}  // namespace motcua::runtime
