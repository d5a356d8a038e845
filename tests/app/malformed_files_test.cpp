// Files that people write, each with two mistakes: the program names both with their places, ends with 2 and
// leaves no data folder behind, not even an empty one.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>

#include "engine/base/text.hpp"
#include "tests/app/program.hpp"

namespace motcua::app::testing {
namespace {

namespace fs = std::filesystem;

struct mistake {
    const char *instead_of, *written;
};
struct spoiled {
    const char* kind;
    const char* file;  // below the copy of workflows, templates and the sample office
    mistake first, second;
    std::vector<std::string> commands;  // that must refuse it
};

std::ostream& operator<<(std::ostream& out, const spoiled& s) {
    return out << s.kind;
}

class malformed : public ::testing::TestWithParam<spoiled> {
protected:
    void SetUp() override {
        for (const char* top : {"workflows", "templates"})
            fs::copy(fs::path(MOTCUA_SOURCE_DIR) / top, files.path(top), fs::copy_options::recursive);
        fs::copy_file(MOTCUA_SOURCE_DIR "/counters/config/sample-office.xml", files.path("office.xml"));
        files.write("page/index.html", "<!doctype html>");
        files.write("values.json", "{}");
    }

    // The line on which the mistake now stands.
    int spoil(const std::string& file, const mistake& m) const {
        auto text = read_file(files.path(file)).value();
        const auto at = text.find(m.instead_of);
        EXPECT_NE(at, text.npos) << file << " has no " << m.instead_of;
        text.replace(at, std::string_view(m.instead_of).size(), m.written);
        files.write(file, text);
        return 1 + static_cast<int>(
                       std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    }

    std::vector<std::string> words_of(const std::string& command) const {
        const auto workflows = files.path("workflows"), templates = files.path("templates");
        const auto day = files.path("workflows/scenarios/training-day.xml");
        if (command == "serve")
            return {"serve",       "--training",       "--data",      files.path("data"),
                    "--listen",    "127.0.0.1:0",      "--workflows", workflows,
                    "--templates", templates,          "--office",    files.path("office.xml"),
                    "--page",      files.path("page"), "--scenario",  day};
        if (command == "simulate")
            return {"simulate",    day,       "--out",       files.path("data"),
                    "--workflows", workflows, "--templates", templates};
        if (command == "due")
            return {"due",    "--calendar",       workflows + "/calendars",
                    "--from", "2026-02-11T10:00", "--working-days",
                    "7"};
        return {"render", "receipt",          "--values",    files.path("values.json"),
                "--out",  files.path("data"), "--templates", templates};
    }

    folder files;
};

TEST_P(malformed, both_faults_are_named_and_nothing_is_loaded) {
    const auto& s = GetParam();
    const int first = spoil(s.file, s.first), second = spoil(s.file, s.second);
    const auto name = fs::path(s.file).filename().string();
    for (const auto& command : s.commands) {
        const auto words = command == "render" ? [&] {
            auto w = words_of(command);
            w[5] = files.path("receipt.pdf");
            return w;
        }() : words_of(command);
        const auto came = run(words, files);
        EXPECT_EQ(came.status, 2) << command << ": " << came.said;
        for (const int line : {first, second})
            EXPECT_TRUE(
                std::regex_search(came.said, std::regex(name + ":" + std::to_string(line) + ":[0-9]+: .")))
                << command << ", line " << line << ":\n"
                << came.said;
        EXPECT_FALSE(fs::exists(files.path("data"))) << command;
        EXPECT_FALSE(fs::exists(files.path("receipt.pdf"))) << command;
    }
}

const std::vector<spoiled> kinds{
    {"chart",
     "workflows/charts/standard.scxml",
     {R"(<transition target="resolving"/>)", R"(<transition target="nowhere"/>)"},
     {R"(<mc:slip form="stop_notice"/>)", R"(<mc:slap form="stop_notice"/>)"},
     {"serve", "simulate"}},
    {"procedure",
     "workflows/procedures/residence/1.004222.xml",
     {R"(<online level="partial"/>)", R"(<online level="perhaps"/>)"},
     {R"(<legal-basis from="2021-07-01")", R"(<legal-basis from="2021-07-41")"},
     {"serve", "simulate"}},
    {"calendar",
     "workflows/calendars/vn-2026.xml",
     {R"(day="2026-02-16")", R"(day="2026-02-30")"},
     {R"(kind="made-up-holiday")", R"(kind="feast")"},
     {"serve", "simulate", "due"}},
    {"week",
     "workflows/calendars/base.xml",
     {R"(of="mon tue wed thu fri")", R"(of="mon-fri")"},
     {R"(<working from="07:00")", R"(<working from="7h00")"},
     {"serve", "simulate", "due"}},
    {"rules",
     "workflows/rules/2025.xml",
     {R"(policy="restart")", R"(policy="start")"},
     {R"(lead-days="1")", R"(lead-days="one")"},
     {"serve", "simulate"}},
    {"template",
     "templates/forms/receipt-2018.xml",
     {R"(media="a5")", R"(media="a7")"},
     {R"({form.title|upper})", R"({form.title|louder})"},
     {"serve", "simulate", "render"}},
    {"office",
     "office.xml",
     {R"(roles="case_officer")", R"(roles="case_officerr")"},
     {R"(<printer paper="80mm")", R"(<printer paper="85mm")"},
     {"serve"}},
    {"unit",
     "workflows/units/000.51.01.G01.xml",
     {R"(<signer name="Lê Minh Trí" title)", R"(<signer name="Lê Minh Trí" titel)"},
     {R"(<unit code="PA08")", R"(<unit kode="PA08")"},
     {"serve", "simulate"}},
    {"scenario",
     "workflows/scenarios/training-day.xml",
     {R"(event="submit"/>)", R"(/>)"},
     {R"(<do on="t2")", R"(<do on="t99")"},
     {"serve", "simulate"}},
};

INSTANTIATE_TEST_SUITE_P(files, malformed, ::testing::ValuesIn(kinds),
                         [](const auto& p) { return std::string(p.param.kind); });

TEST_F(malformed, faults_of_several_files_come_together) {
    spoil("office.xml", {"roles=\"head\"", "roles=\"chief\""});
    spoil("workflows/calendars/vn-2026.xml", {"kind=\"made-up-holiday\"", "kind=\"feast\""});
    spoil("templates/forms/receipt-2018.xml", {"media=\"a5\"", "media=\"a7\""});
    const auto came = run(words_of("serve"), files);
    EXPECT_EQ(came.status, 2);
    for (const char* name : {"office.xml:", "vn-2026.xml:", "receipt-2018.xml:"})
        EXPECT_NE(came.said.find(name), std::string::npos) << name << "\n" << came.said;
    EXPECT_FALSE(fs::exists(files.path("data")));
}

TEST_F(malformed, a_page_that_was_not_built_is_said_with_the_way_to_build_it) {
    fs::remove_all(files.path("page"));
    const auto came = run(words_of("serve"), files);
    EXPECT_EQ(came.status, 2);
    EXPECT_NE(came.said.find("./dev build"), std::string::npos) << came.said;
    EXPECT_FALSE(fs::exists(files.path("data")));
}

TEST_F(malformed, printer_rules_of_the_data_folder_too) {
    files.write("data/printers.json", R"({"printers": [{"name": "a", "uri": "lpd://x"}],
 "rules": [{"printers": "b"}]})");
    const auto came = run(words_of("serve"), files);
    EXPECT_EQ(came.status, 2) << came.said;
    EXPECT_NE(came.said.find("printers.json:2:"), std::string::npos) << came.said;
    EXPECT_FALSE(fs::exists(files.path("data/motcua.db")));
    EXPECT_EQ(std::distance(fs::directory_iterator(files.path("data")), fs::directory_iterator()), 1);
}

}  // namespace
}  // namespace motcua::app::testing
