// Random charts, and random events for each: the interpreter, written down and read back between events,
// leaves, takes and enters what the algorithm of the Recommendation, taken by the letter, does. 2,000 charts,
// 200,000 with MOTCUA_PROVE=1.
#include <cstdlib>

#include "tests/engine/interpreter/literal_algorithm.hpp"
#include "tests/engine/interpreter/living.hpp"

using namespace motcua::interpreter;

namespace {

struct seen {
    std::vector<std::string> trace, logs;

    void add(const outcome& o) {
        constexpr const char* words[] = {"event ", "take ", "exit ", "enter ", "end "};
        for (const auto& t : o.trace) trace.push_back(words[static_cast<int>(t.what)] + t.text);
        for (const auto& l : o.logs) logs.push_back(l.text);
    }
};

}  // namespace

TEST(literal, random_charts_do_what_appendix_d_says) {
    const char* prove = std::getenv("MOTCUA_PROVE");
    const std::uint64_t charts = prove && *prove == '1' ? 200'000 : 2'000;
    std::uint64_t compared = 0;
    for (std::uint64_t seed = 1; seed <= charts && !testing::Test::HasFailure(); ++seed) {
        chart_maker make(seed);
        const auto drawn = make.draw();
        std::vector<std::string> events;
        for (int i = 0; i < 12; ++i) events.push_back(make.event());
        literal_algorithm wanted(drawn);
        wanted.interpret();
        for (const auto& e : events) wanted.external(e);
        if (wanted.loops) continue;

        SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + drawn.inside());
        living l(drawn.inside(), drawn.attributes());
        seen got;
        got.add(l.last());
        for (const auto& e : events) {
            if (l.one().is_final()) break;
            l.restart();
            got.add(l.give(e));
        }
        EXPECT_EQ(got.trace, wanted.trace);
        EXPECT_EQ(got.logs, wanted.logs);
        ++compared;
    }
    EXPECT_GT(compared, charts / 5) << "too many charts that never come to rest";
    RecordProperty("charts", static_cast<int>(compared));
}
