// A JSON document as text and as a tree: what a host has is what the engine gets, and back.
#include <gtest/gtest.h>
#include <boost/asio/use_future.hpp>

#include <sstream>
#include <thread>

#include "engine/json_values.hpp"
#include "tests/engine/writer/office.hpp"

namespace motcua {
namespace {

TEST(a_document, is_an_empty_object_until_it_is_something_else) {
    json_document d;
    EXPECT_EQ(d.text(), "{}");
    EXPECT_EQ(*tree_of(d), json(json_object{}));
    d = R"({"a": 1})";
    EXPECT_EQ(get_integer(*tree_of(d), "a"), 1);
    d = std::string(R"({"a": 2})");
    EXPECT_EQ(get_integer(*tree_of(d), "a"), 2);
}

TEST(a_document, is_used_like_the_text_it_is) {
    const json_document d = to_document(json_object{{"a", 1}, {"b", "x"}});
    const std::string text = d;
    EXPECT_EQ(text, R"({"a":1,"b":"x"})");
    std::ostringstream out;
    out << d;
    EXPECT_EQ(out.str(), text);
    EXPECT_EQ(d, json_document(text));
    EXPECT_EQ(parse_json(d).value(), tree_of(d).value());
}

TEST(a_document, keeps_malformed_text_and_says_what_is_wrong_with_it) {
    const json_document d = "{\"a\": }";
    EXPECT_EQ(d.text(), "{\"a\": }");
    ASSERT_FALSE(tree_of(d));
    EXPECT_EQ(tree_of(d).error().message, parse_json("{\"a\": }").error().message);
}

TEST(a_document, that_is_shared_is_not_taken_from_the_others) {
    json_document one = to_document(json_object{{"a", 1}});
    const json_document other = one;
    EXPECT_EQ(get_integer(*take_tree(std::move(one)), "a"), 1);
    EXPECT_EQ(other.text(), R"({"a":1})");
    json_document third = other;
    EXPECT_EQ(std::move(third).text(), R"({"a":1})");
    EXPECT_EQ(get_integer(*tree_of(other), "a"), 1);
}

TEST(a_document, is_read_by_several_threads_at_once) {
    for (int round = 0; round < 50; ++round) {
        const json_document d = round % 2 ? to_document(json_object{{"a", round}})
                                          : json_document("{\"a\":" + std::to_string(round) + "}");
        std::vector<std::jthread> readers;
        std::atomic<int> right = 0;
        for (int i = 0; i < 4; ++i)
            readers.emplace_back([&] {
                right += get_integer(*tree_of(d), "a") == round &&
                         d.text() == "{\"a\":" + std::to_string(round) + "}";
            });
        readers.clear();
        EXPECT_EQ(right, 4);
    }
}

class commands_of_trees : public testing::Test {
protected:
    answer note(json_object data) {
        auto c = office_.order(session_, "reception.lan", "add_note");
        c.data = to_document(std::move(data));
        return office_->async_submit(std::move(c), boost::asio::use_future).get();
    }
    std::string code(const answer& a) { return get_string(*tree_of(a.body), "code"); }

    sample::office office_{"2026-03-02T10:00"};
    const std::uint64_t session_ = office_.accepted();
};

TEST_F(commands_of_trees, are_held_to_what_their_text_would_be_held_to) {
    json deep = json_object{};
    for (int i = 0; i < 24; ++i) deep = json_array{std::move(deep)};
    EXPECT_EQ(code(note({{"text", "x"}, {"deep", std::move(deep)}})), "bad_json");
    EXPECT_EQ(code(note({{"text", "\xff"}})), "bad_json");
    EXPECT_EQ(code(note({{"text", "x"}, {"\xff", 1}})), "bad_json");
    EXPECT_EQ(code(note({{"text", "x"}, {"n", std::numeric_limits<double>::infinity()}})), "bad_json");
    auto c = office_.order(session_, "reception.lan", "add_note");
    c.data = to_document(json_array{1});
    EXPECT_EQ(code(office_->async_submit(std::move(c), boost::asio::use_future).get()), "bad_json");
}

TEST_F(commands_of_trees, are_the_same_command_as_their_text) {
    const auto keyed = [&](json_document data) {
        auto c = office_.order(session_, "reception.lan", "add_note", "{}", "one-key");
        c.data = std::move(data);
        return office_->async_submit(std::move(c), boost::asio::use_future).get();
    };
    const auto first = keyed(to_document(json_object{{"text", "x"}, {"n", std::uint64_t{7}}}));
    ASSERT_EQ(first.what, answer::kind::done) << first.body;
    EXPECT_EQ(keyed(R"({"n": 7, "text": "x"})").body, first.body);
}

}  // namespace
}  // namespace motcua
