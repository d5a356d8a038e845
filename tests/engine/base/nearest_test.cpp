// What a misspelt word was meant to be.
#include "engine/base/nearest.hpp"

#include <gtest/gtest.h>

namespace motcua {
namespace {

constexpr std::string_view operations[] = {"start", "pause", "resume", "stop"};

TEST(the_nearest_word, is_the_one_with_fewest_letters_apart) {
    EXPECT_EQ(letters_apart("", "abc"), 3u);
    EXPECT_EQ(letters_apart("strat", "start"), 1u);
    EXPECT_EQ(letters_apart("form", "from"), 1u);
    EXPECT_EQ(letters_apart("kitten", "sitting"), 3u);
    EXPECT_EQ(letters_apart("pause", "pause"), 0u);
    EXPECT_EQ(nearest("strat", operations), "start");
    EXPECT_EQ(nearest("paus", operations), "pause");
    EXPECT_EQ(nearest("stp", operations), "stop");
}

TEST(the_nearest_word, is_none_where_nothing_is_near_enough) {
    EXPECT_EQ(nearest("finish", operations), "");
    EXPECT_EQ(nearest("x", operations), "");
    EXPECT_EQ(nearest("", operations), "");
    EXPECT_EQ(nearest("start", {}), "");
    EXPECT_EQ(did_you_mean("strat", operations), "; did you mean 'start'?");
    EXPECT_EQ(did_you_mean("finish", operations), "");
}

}  // namespace
}  // namespace motcua
