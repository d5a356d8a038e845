#include "engine/deployment/named.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "engine/base/nearest.hpp"
#include "engine/base/text.hpp"
#include "engine/xml/document.hpp"
#include "engine/xml/files_below.hpp"

namespace motcua::runtime {
namespace {

using words = std::vector<std::string_view>;
constexpr std::string_view ours = "urn:motcua:1";

class name_check {
public:
    name_check(const deployment& d, faults& found) : d_(d), found_(found) {
        for (const auto& u : d.office().units) units_.push_back(u.code);
        charts_ = d.chart_names();
    }

    void procedure(const xml::element& root) {
        attribute(root, "unit", [&](std::string_view code) {
            if (d_.office().find_unit(code)) return std::string();
            return fmt::format(
                "the office {} has no unit '{}'{}; write one of {}, or add it to "
                "units/{}.xml",
                d_.office().code, code, did_you_mean(code, units_), fmt::join(units_, ", "),
                d_.office().code);
        });
        const auto chart = root.child(ours, "chart");
        if (!chart) return;
        attribute(chart, "name", [&](std::string_view name) {
            if (d_.chart_named(name)) return std::string();
            return fmt::format("there is no chart '{}'{}; write one of {}, or add charts/{}.scxml", name,
                               did_you_mean(name, charts_), fmt::join(charts_, ", "), name);
        });
        if (const auto* deployed = d_.chart_named(chart.get_or("name", ""))) variables(chart, *deployed);
    }

private:
    template <class F>
    void attribute(const xml::element& e, std::string_view name, F&& wrong) {
        for (const auto& a : e.attributes())
            if (a.ns.empty() && a.name == name)
                if (auto message = wrong(a.value); !message.empty())
                    found_.push_back({e.file(), e.at(name), std::move(message)});
    }

    void variables(const xml::element& chart, const deployed_chart& deployed) {
        words known;
        for (const auto& v : deployed.compiled->datas) known.push_back(v.id);
        for (const auto& p : chart.children(ours, "parameter"))
            attribute(p, "name", [&](std::string_view name) {
                if (std::find(known.begin(), known.end(), name) != known.end()) return std::string();
                return fmt::format("the chart has no variable '{}'{}; it declares {}", name,
                                   did_you_mean(name, known), fmt::join(known, ", "));
            });
    }

    const deployment& d_;
    faults& found_;
    words units_, charts_;
};

}  // namespace

faults check_named(const deployment& d, const std::string& folder) {
    faults found;
    name_check check(d, found);
    const auto kind = (std::filesystem::path(folder) / "procedures").string();
    const auto paths = xml::files_below(kind, "procedures", {.subfolders = true});
    if (!paths) return paths.error();
    for (const auto& path : *paths)
        if (const auto document = xml::document::read(path))
            check.procedure(document->root());
        else
            found.insert(found.end(), document.error().begin(), document.error().end());
    return found;
}

}  // namespace motcua::runtime
