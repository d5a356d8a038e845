// What an author is told about a scenario file: every mistake at once, each with its place.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "engine/base/text.hpp"
#include "engine/lab/scenario.hpp"
#include "engine/xml/document.hpp"

namespace motcua::lab {
namespace {

faults mistakes_of(const std::string& text) {
    const auto file = testing::TempDir() + "motcua-scenario.xml";
    EXPECT_TRUE(write_file(file, text));
    const auto s = read_scenario(file);
    return s ? faults{} : s.error();
}

bool tells(const faults& all, int line, std::string_view words) {
    return std::any_of(all.begin(), all.end(), [&](const fault& f) {
        return f.at.line == line && f.message.find(words) != f.message.npos;
    });
}

TEST(scenario, is_told_all_its_mistakes_at_once) {
    const auto found = mistakes_of(
        R"(<scenario xmlns="urn:motcua:1" office="o" from="2026-02-09T07:00" to="2026-02-10T07:00">
<staff id="lan" unit="CAX" roles="reception"/>
<staff id="lan" unit="CAX" roles="reception"/>
<receive as="a" at="yesterday" by="lan">{}</receive>
<receive as="a" at="2026-02-09T08:00" by="nobody">{"x": }</receive>
<do on="b" at="2026-02-09T09:00" by="lan" event="sign" expect="maybe"/>
<dance/>
<downtime at="2026-02-09T12:00" until="2026-02-09T11:00"/>
<generate dossiers="0" from="2026-02-09" until="2026-02-08" colour="red"><shares late="101"/></generate>
</scenario>)");
    EXPECT_TRUE(tells(found, 3, "stands twice"));
    EXPECT_TRUE(tells(found, 4, "no moment"));
    EXPECT_TRUE(tells(found, 5, "stands twice"));
    EXPECT_TRUE(tells(found, 5, "no <staff id=\"nobody\">"));
    EXPECT_TRUE(tells(found, 6, "nothing named \"b\""));
    EXPECT_TRUE(tells(found, 6, "\"maybe\""));
    EXPECT_TRUE(tells(found, 7, "expected <staff>"));
    EXPECT_TRUE(tells(found, 8, "until must come after at"));
    EXPECT_TRUE(tells(found, 9, "expected a number"));
    EXPECT_TRUE(tells(found, 9, "until must not come before from"));
    EXPECT_TRUE(tells(found, 9, "no attribute \"colour\""));
    EXPECT_TRUE(tells(found, 9, "at least one <procedure>"));
}

TEST(scenario, of_another_kind_is_no_scenario) {
    EXPECT_TRUE(tells(mistakes_of("<rules xmlns=\"urn:motcua:1\"/>"), 1, "expected <scenario"));
}

TEST(scenario, files_that_are_shipped_are_valid_and_read) {
    for (const auto& e : std::filesystem::directory_iterator("workflows/scenarios")) {
        EXPECT_TRUE(read_scenario(e.path().string())) << e.path();
        const auto found = xml::validate(e.path().string(), "workflows/schema/scenario.xsd");
        ASSERT_TRUE(found);
        for (const auto& f : *found) ADD_FAILURE() << to_string(f);
    }
}

}  // namespace
}  // namespace motcua::lab
