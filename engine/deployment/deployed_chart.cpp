#include "engine/deployment/deployed_chart.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "engine/base/bundle.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/json.hpp"
#include "engine/base/text.hpp"
#include "engine/chart/load.hpp"
#include "engine/deployment/chart_promise.hpp"
#include "engine/deployment/chart_words.hpp"
#include "engine/deployment/reserved_events.hpp"
#include "engine/kinds/dossier/printable.hpp"

namespace motcua::runtime {
namespace {

void add(faults& to, faults more) {
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// All that keeps a chart from being deployed, in the order of the file.
read_result<chart::chart_pointer> compile_anew(const xml::document& document, const procedure::reasons* lists,
                                               const kinds::registry& known, chart::load_options options) {
    options.declared_only = true;
    auto found = check_words(document.root(), lists, known);
    auto compiled = chart::load(document, options);
    add(found, compiled ? check_promise(**compiled) : std::move(compiled.error()));
    if (found.empty()) return compiled;
    std::stable_sort(found.begin(), found.end(), [](const fault& x, const fault& y) {
        return std::tie(x.file, x.at.line, x.at.column) < std::tie(y.file, y.at.line, y.at.column);
    });
    return tl::make_unexpected(std::move(found));
}

std::vector<kinds::field> asked_by(const chart::action& a) {
    std::vector<kinds::field> out;
    for (const auto& attributes : a.fields) {
        kinds::field f;
        for (const auto& [name, value] : attributes) {
            if (name == "name")
                f.name = value;
            else if (name == "label")
                f.label = value;
            else if (name == "type")
                f.type = value;
            else if (name == "required")
                f.required = value == "true";
            else if (name == "choices")
                f.choices = value;
            else if (name == "least")
                f.least = value;
            else if (name == "most")
                f.most = value;
        }
        out.push_back(std::move(f));
    }
    return out;
}

// Those that the effects print of themselves, and those that the chart's own <mc:slip form="…"/> name.
std::vector<std::string> forms_of(const chart::chart& c) {
    auto out = dossier::own_forms();
    for (const auto& e : c.effects) {
        if (e.name != "slip") continue;
        for (auto i = e.arguments.first; i < e.arguments.first + e.arguments.count; ++i) {
            const auto& a = c.arguments[i];
            const bool written = a.name == "form" && a.expression == chart::no_expression;
            if (written && std::find(out.begin(), out.end(), a.text) == out.end()) out.push_back(a.text);
        }
    }
    return out;
}

}  // namespace

deployed_chart::deployed_chart(std::string of, std::shared_ptr<const chart::chart> as)
    : hash(sha256(of)), bundle(std::move(of)), compiled(std::move(as)) {
    for (const auto& a : compiled->actions) fields_.push_back(asked_by(a));
    forms_ = forms_of(*compiled);
}

read_result<std::optional<deployed_chart>> read_chart(const std::filesystem::path& path,
                                                      const kinds::registry& known, read_for what_for,
                                                      const procedure::reasons* lists) {
    json_object files;
    const auto remember = [&](const std::string& name) -> result<std::string> {
        auto text = read_file(name);
        if (text) files[name.substr(path.parent_path().string().size() + 1)] = *text;
        return text;
    };
    auto text = remember(path.string());
    if (!text) return tl::make_unexpected(faults{{path.string(), {}, text.error().message}});
    auto document = xml::document::parse(*text, path.string(), remember);
    if (!document) return tl::make_unexpected(document.error());
    if (!document->root().is(chart::scxml_namespace, "scxml")) return std::optional<deployed_chart>{};
    chart::load_options options;
    options.open = remember;
    auto compiled = what_for == read_for::deployment ? compile_anew(*document, lists, known, options)
                                                     : chart::load(*document, options);
    if (!compiled) return tl::make_unexpected(compiled.error());
    if (auto taken = check_reserved_events(**compiled); !taken.empty())
        return tl::make_unexpected(std::move(taken));
    auto bundle = to_canonical_text(json_object{{"main", path.filename().string()}, {"files", files}});
    return deployed_chart(std::move(bundle), std::move(*compiled));
}

read_result<deployed_chart> compile_bundle(std::string kept, const kinds::registry& known) {
    const auto stored = bundle::read(kept, "stored chart");
    if (!stored) return tl::make_unexpected(stored.error());
    const auto open = [&](const std::string& name) { return stored->open(name); };
    auto text = stored->main_text();
    if (!text) return tl::make_unexpected(text.error());
    auto document = xml::document::parse(std::move(*text), stored->main(), open);
    if (!document) return tl::make_unexpected(document.error());
    const auto effects = known.effects().names();
    chart::load_options options;
    options.effects = &effects;
    options.open = open;
    auto compiled = chart::load(*document, options);
    if (!compiled) return tl::make_unexpected(compiled.error());
    return deployed_chart(std::move(kept), std::move(*compiled));
}

}  // namespace motcua::runtime
