// The row of a session: everything comes back, by name; garbage does not.
#include "tests/engine/interpreter/living.hpp"

#include <filesystem>

#include "engine/base/json.hpp"
#include "engine/base/text.hpp"
#include "engine/value/encoding.hpp"

using namespace motcua;
using namespace motcua::interpreter;
using namespace std::chrono_literals;

namespace {

const std::string busy =
    "<datamodel><data id='n' expr='-0'/><data id='bag'>{\"a\":[1,null,\"Nguyễn\"]}</data><data "
    "id='none'/></datamodel>"
    "<parallel id='p'><state id='r1' initial='a'><history id='h' type='deep'><transition "
    "target='a'/></history>"
    "<state id='a'><transition event='e' target='b'/></state><state id='b'/></state>"
    "<state id='r2'><onentry><send event='later' id='x' delay='90s'><param name='v' "
    "expr='bag.a'/></send></onentry>"
    "<invoke id='kid'><content><scxml version='1.0'><state id='k'/></scxml></content></invoke></state>"
    "<transition event='out' target='o'/></parallel>"
    "<state id='o'><transition event='back' target='h'/></state>";

}  // namespace

TEST(row, holds_the_whole_session) {
    living l(busy);
    l.give("e", datamodel::value::string("what"));
    const auto row = *encode(l.one());
    EXPECT_EQ(*chart_of(row), l.what()->content_hash);
    auto again = decode(l.what(), row);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(*encode(*again), row);
    EXPECT_EQ(again->wake_at(), l.one().wake_at());
    EXPECT_TRUE(std::signbit(again->variable("n")->as_number()));
    EXPECT_TRUE(again->variable("none")->is(datamodel::value::kind::undefined));
    l.restart();
    l.give("out");
    l.restart();
    l.give("back");
    EXPECT_EQ(l.at(), "b r2");
}

TEST(row, outlives_a_chart_whose_states_were_rearranged) {
    living l("<datamodel><data id='n' expr='7'/></datamodel><state id='a'/><state id='b'/>", "initial='b'");
    const auto row = *encode(l.one());
    const auto newer = living::compile(
        "<datamodel><data id='m' expr='1'/><data id='n' expr='0'/></datamodel>"
        "<state id='first'><state id='b'/></state><state id='a'/>",
        "");
    auto moved = decode(newer, row);
    ASSERT_TRUE(moved) << moved.error().message;
    EXPECT_TRUE(moved->in("first"));
    EXPECT_EQ(moved->variable("n")->as_number(), 7);
    const auto without = living::compile("<datamodel><data id='n' expr='0'/></datamodel><state id='a'/>", "");
    const auto refused = decode(without, row);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("no state b"), std::string::npos);
}

TEST(row, every_cut_and_every_flipped_byte_is_survived) {
    living l(busy);
    l.give("e");
    const auto row = *encode(l.one());
    for (std::size_t n = 0; n < row.size(); ++n) EXPECT_FALSE(decode(l.what(), row.substr(0, n))) << n;
    EXPECT_FALSE(decode(l.what(), row + "x"));
    for (std::size_t n = 0; n < row.size(); ++n)
        for (const char flip : {'\x01', '\x80', '\xff'}) {
            auto bad = row;
            bad[n] = static_cast<char>(bad[n] ^ flip);
            auto read = decode(l.what(), bad);
            if (!read) continue;
            scratch space;
            no_environment world;
            event e;
            e.name = "out";
            step(*read, {cause::external, &e, {}, 1, 0}, "s1", l.with(), world, space);
        }
}

TEST(row, of_version_1_is_still_read) {
    const std::filesystem::path fixture = "tests/engine/interpreter/row_version_1.bin";
    living l(busy);
    l.give("e", datamodel::value::string("what"));
    if (std::getenv("MOTCUA_WRITE_FIXTURES")) {
        ASSERT_TRUE(write_file(fixture.string(), *encode(l.one())));
    }
    const auto row = read_file(fixture.string());
    ASSERT_TRUE(row) << row.error().message;
    auto old = decode(l.what(), *row);
    ASSERT_TRUE(old) << old.error().message;
    EXPECT_EQ(old->configuration(), l.one().configuration());
    EXPECT_EQ(old->wake_at(), instant{} + 90s);
    EXPECT_EQ(old->children().size(), 1u);
}

TEST(row, a_dossier_restarted_after_each_event_takes_the_same_way_in_little_room) {
    const char* suites = std::getenv("MOTCUA_SUITES");
    const std::filesystem::path bench =
        std::filesystem::path(suites ? suites : std::string(MOTCUA_SOURCE_DIR) + "/../shared/suites") /
        "../bench";
    if (!std::filesystem::exists(bench / "dossier.scxml")) GTEST_SKIP() << "no " << bench;
    const auto c = chart::load_file((bench / "dossier.scxml").string());
    ASSERT_TRUE(c);
    EXPECT_TRUE((*c)->native);
    const auto events = parse_json(*read_file((bench / "statechart/events.json").string()));
    living straight(*c, true), restarted(*c, true);
    std::size_t most = 0;
    for (const auto& e : events->as_array()) {
        const auto name = std::string(e.as_array()[0].as_string());
        EXPECT_TRUE(straight.give(name, *datamodel::from_json(e.as_array()[1])).taken) << name;
        EXPECT_TRUE(restarted.give(name, *datamodel::from_json(e.as_array()[1])).taken) << name;
        restarted.restart();
        EXPECT_EQ(straight.at(), restarted.at());
        EXPECT_EQ(*encode(straight.one()), *encode(restarted.one()));
        most = std::max(most, straight.one().bytes());
    }
    EXPECT_EQ(straight.at(), "returned");
    EXPECT_LE(most, 1024u);
}
