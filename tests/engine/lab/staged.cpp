#include "staged.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "engine/base/text.hpp"
#include "engine/lab/generate.hpp"

namespace motcua::lab {
namespace fs = std::filesystem;

std::string shipped(const std::string& path) {
    const auto text = read_file(path);
    EXPECT_TRUE(text) << path;
    return text.value_or("");
}

std::string with_staff(const std::string& inside, const std::string& from, const std::string& to) {
    return R"(<scenario xmlns="urn:motcua:1" name="staged" office="000.51.01.G01" from=")" + from +
           R"(" to=")" + to + R"(">
  <staff id="reception.lan" unit="CAX" roles="reception courier_desk"/>
  <staff id="case.binh" unit="CAX" roles="case_officer"/>
  <staff id="case.mai" unit="PA08" roles="case_officer"/>
  <staff id="head.tri" unit="CAX" roles="head"/>
  <staff id="head.khai" unit="PA08" roles="head"/>
)" + inside +
           "</scenario>";
}

staged stage(const std::string& scenario_text, std::uint64_t seed, const std::string& workflows) {
    static int houses = 0;
    staged out;
    const fs::path folder = fs::path(testing::TempDir()) / ("motcua-house-" + std::to_string(++houses));
    fs::remove_all(folder);
    fs::create_directories(folder);
    const auto file = (folder / "scenario.xml").string();
    EXPECT_TRUE(write_file(file, scenario_text));
    auto s = read_scenario(file);
    if (!s) return ADD_FAILURE() << to_string(s.error().front()), out;
    if (auto drawn = generate(*s, workflows, seed); !drawn)
        return ADD_FAILURE() << to_string(drawn.error().front()), out;
    virtual_clock time(s->from);
    printers machines(*s);
    options how;
    how.data = folder / "data";
    how.workflows = workflows;
    how.office = s->office;
    {
        simulated_office office(std::move(how), time, machines);
        open_error error;
        if (!office.open(error)) return ADD_FAILURE() << error.lines.front(), out;
        out.what = run_scenario(*s, office);
        EXPECT_TRUE(out.what.stuck.empty());
        out.figures = office.inside().of.ask("figures").body;
    }
    auto found = audit_office((folder / "data").string(), machines.trail(), time.now());
    EXPECT_TRUE(found);
    if (found) out.found = std::move(*found);
    out.paper = machines.trail();
    for (const auto& odd : out.what.unexpected) ADD_FAILURE() << odd.place << ": " << odd.message;
    for (const auto& line : out.found.findings) ADD_FAILURE() << line;
    fs::remove_all(folder);
    return out;
}

}  // namespace motcua::lab
