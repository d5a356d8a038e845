// The workflows as shipped: valid by their schemas, and naming only things that exist.
#include <gtest/gtest.h>

#include <filesystem>

#include "engine/chart/load.hpp"
#include "engine/kinds/fields.hpp"
#include "engine/kinds/registry.hpp"
#include "engine/procedure/catalogue.hpp"
#include "engine/xml/document.hpp"

namespace motcua {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> files_below(const std::string& folder, const std::string& extension) {
    std::vector<std::string> out;
    for (const auto& e : fs::recursive_directory_iterator(folder))
        if (e.path().extension() == extension) out.push_back(e.path().string());
    EXPECT_FALSE(out.empty()) << folder;
    return out;
}

void expect_valid(const std::string& path, const std::string& schema) {
    const auto found = xml::validate(path, "workflows/schema/" + schema);
    ASSERT_TRUE(found) << found.error().message;
    for (const auto& f : *found) ADD_FAILURE() << to_string(f);
}

chart::chart_pointer shipped_chart(const std::string& name) {
    const auto names = kinds::registry::standard().effects().names();
    chart::load_options known;
    known.effects = &names;
    auto c = chart::load_file("workflows/charts/" + name + ".scxml", known);
    if (!c)
        for (const auto& f : c.error()) ADD_FAILURE() << to_string(f);
    return c ? *c : nullptr;
}

procedure::catalogue catalogue() {
    auto all = procedure::catalogue::load("workflows/procedures");
    EXPECT_TRUE(all);
    return all ? *all : procedure::catalogue{};
}

const local_day today = *parse_day("2026-03-02");

TEST(shipped_workflows, are_valid_by_their_schemas) {
    for (const auto& p : files_below("workflows/procedures", ".xml")) expect_valid(p, "procedure.xsd");
    for (const auto& p : files_below("workflows/units", ".xml")) expect_valid(p, "office.xsd");
    expect_valid("workflows/reasons.xml", "reasons.xsd");
    expect_valid("workflows/warnings.xml", "warnings.xsd");
}

TEST(shipped_workflows, keep_their_charts_within_the_native_subset) {
    for (const auto* name : {"standard", "round"}) {
        const auto c = shipped_chart(name);
        ASSERT_TRUE(c) << name;
        EXPECT_TRUE(c->native) << name;
        EXPECT_FALSE(c->ecmascript) << name;
    }
}

TEST(shipped_workflows, name_only_charts_and_units_that_exist) {
    const auto office = procedure::read_office("workflows/units/000.51.01.G01.xml");
    ASSERT_TRUE(office);
    for (const auto* p : catalogue().all(today)) {
        EXPECT_TRUE(office->find_unit(p->unit)) << p->code << " " << p->unit;
        EXPECT_TRUE(fs::exists("workflows/charts/" + p->chart + ".scxml")) << p->code;
    }
}

TEST(shipped_workflows, keep_file_names_and_codes_together) {
    for (const auto& path : files_below("workflows/procedures", ".xml")) {
        const auto p = procedure::read_entry(path);
        ASSERT_TRUE(p) << path;
        std::string expected = p->code;
        if (const auto colon = expected.find(':'); colon != expected.npos) expected[colon] = '-';
        EXPECT_EQ(fs::path(path).stem().string(), expected);
        EXPECT_EQ(fs::path(path).parent_path().filename().string(), p->field);
    }
}

TEST(shipped_workflows, ask_only_for_field_types_and_lists_that_exist) {
    const auto reasons = procedure::reasons::read("workflows/reasons.xml");
    ASSERT_TRUE(reasons);
    for (const auto* name : {"standard", "round"}) {
        const auto c = shipped_chart(name);
        ASSERT_TRUE(c);
        for (const auto& action : c->actions) {
            EXPECT_FALSE(action.roles.empty()) << action.event;
            for (const auto& field : action.fields) {
                std::string type, choices;
                for (const auto& a : field) {
                    if (a.name == "type") type = a.value;
                    if (a.name == "choices") choices = a.value;
                }
                EXPECT_TRUE(kinds::is_field_type(type)) << action.event << " " << type;
                if (type != "choice" || choices.find('|') != choices.npos) continue;
                EXPECT_FALSE(reasons->list(choices, today).empty()) << action.event << " " << choices;
            }
        }
    }
}

// Every state a dossier can rest in says who holds it and what the national status is.
TEST(shipped_workflows, label_every_state_a_session_rests_in) {
    const auto c = shipped_chart("standard");
    ASSERT_TRUE(c);
    const auto promise = c->find("promise");
    for (chart::state_id s = 1; s < c->states.size(); ++s) {
        if (!c->is_atomic(s) || c->is_ancestor(promise, s)) continue;
        const auto& id = c->states[s].id;
        if (id == "arriving" || id == "accepting") continue;
        EXPECT_NE(c->annotation_of(s, "label"), "") << id;
        EXPECT_NE(c->annotation_of(s, "status"), "") << id;
        if (c->states[s].kind == chart::state_kind::final) continue;
        EXPECT_NE(c->annotation_of(s, "holder"), "") << id;
    }
}

}  // namespace
}  // namespace motcua
