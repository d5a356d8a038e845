#include "engine/deployment/chart_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "engine/base/nearest.hpp"
#include "engine/chart/load.hpp"
#include "engine/chart/words.hpp"
#include "engine/kinds/dossier/record.hpp"
#include "engine/kinds/fields.hpp"
#include "engine/kinds/registry.hpp"

namespace motcua::runtime {
namespace {

using words = std::vector<std::string_view>;

bool among(const auto& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

std::string unknown(std::string_view what, std::string_view word, const words& known) {
    return fmt::format("{} '{}' is not known{}; write one of {}", what, word, did_you_mean(word, known),
                       fmt::join(known, ", "));
}

bool is_whole(std::string_view text) {
    long long n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    return error == std::errc{} && end == text.data() + text.size();
}

class word_check {
public:
    word_check(const procedure::reasons* lists, const kinds::registry& known, faults& found)
        : lists_(lists), known_(known), found_(found) {}

    void walk(const xml::element& e) {
        if (foreign(e, e.ns())) return;
        if (e.ns() == chart::domain_namespace) return read_word(e);
        if (e.ns() != chart::scxml_namespace) return;
        read_annotations(e);
        // What stands inside is the author's own data, unless it is a chart again.
        const bool data = among(words{"data", "assign", "content", "script"}, e.name());
        for (const auto& child : e.each()) {
            if (data && !child.is(chart::scxml_namespace, "scxml")) continue;
            if (child.ns() == chart::domain_namespace && !is_executable(e))
                fault(child,
                      fmt::format("<{}> takes no mc:{}; effects and actions stand inside <transition>, "
                                  "effects inside <onentry> and <onexit> too",
                                  e.name(), child.name()));
            walk(child);
        }
    }

private:
    static bool is_executable(const xml::element& e) {
        return among(words{"transition", "onentry", "onexit", "if", "foreach", "finalize"}, e.name());
    }

    void fault(const xml::element& e, std::string message) { found_.push_back(e.error(std::move(message))); }
    void fault(const xml::element& e, const xml::attribute& a, std::string message) {
        found_.push_back(e.error(a, std::move(message)));
    }

    // A namespace of ours in a version this program does not know, said once a file.
    bool foreign(const xml::element& e, std::string_view ns) {
        if (!ns.starts_with("urn:motcua:") || ns == chart::domain_namespace) return false;
        if (foreign_.insert({e.file(), std::string(ns)}).second)
            fault(e, fmt::format("the namespace {} is not known here; correct xmlns:mc to {}", ns,
                                 chart::domain_namespace));
        return true;
    }

    void read_word(const xml::element& e) {
        if (e.name() == "action") return read_action(e);
        if (e.name() == "field" || e.name() == "param")
            return fault(e, fmt::format("mc:{} stands only inside {}", e.name(),
                                        e.name() == "field" ? "mc:action" : "an effect"));
        read_effect(e);
    }

    void read_effect(const xml::element& e) {
        std::vector<kinds::written_argument> given;
        std::vector<fault_place> places;
        for (const auto& a : e.attributes()) {
            if (foreign(e, a.ns) || !a.ns.empty()) continue;
            const bool evaluated = a.name.size() > 4 && a.name.ends_with("expr");
            given.push_back({std::string(a.name.substr(0, a.name.size() - (evaluated ? 4 : 0))),
                             evaluated ? std::nullopt : std::optional<std::string>(a.value)});
            places.push_back({e, a});
        }
        for (const auto& p : e.children(chart::domain_namespace, "param")) {
            const auto name = p.get("name");
            if (!name) continue;  // the loader says so
            given.push_back({*name, p.get("value")});
            places.push_back({p, std::nullopt});
        }
        for (auto& f : known_.effects().check(e.name(), given)) {
            const auto at = f.argument ? places[*f.argument] : fault_place{e, std::nullopt};
            at.of ? fault(at.in, *at.of, std::move(f.message)) : fault(at.in, std::move(f.message));
        }
    }

    void known_attributes(const xml::element& e, const words& known) {
        for (const auto& a : e.attributes())
            if (!foreign(e, a.ns) && a.ns.empty() && !among(known, a.name))
                fault(e, a,
                      fmt::format("mc:{} knows no attribute '{}'{}; it takes {}", e.name(), a.name,
                                  did_you_mean(a.name, known), fmt::join(known, ", ")));
    }

    void read_action(const xml::element& e) {
        known_attributes(e, {"label", "role", "when"});
        std::size_t roles = 0;
        for (const auto& a : e.attributes())
            if (a.ns.empty() && a.name == "role")
                roles = chart::each_word(a.value, [&](auto role) {
                    if (!among(kinds::acting_roles(), role))
                        fault(e, a, unknown("the role", role, kinds::acting_roles()));
                });
        if (roles == 0)
            fault(e, fmt::format("mc:action needs the attribute role: who may do this; one or more of {}",
                                 fmt::join(kinds::acting_roles(), ", ")));
        std::set<std::string_view> names;
        for (const auto& f : e.children(chart::domain_namespace, "field")) {
            read_field(f);
            if (const auto name = f.view("name"); name && !names.insert(*name).second)
                fault(f, fmt::format("mc:action asks for the field '{}' twice", *name));
        }
    }

    void read_field(const xml::element& e) {
        known_attributes(e, {"name", "label", "type", "required", "choices", "least", "most"});
        const auto types = dossier::field_types();
        const auto type = e.view("type");
        if (!type)
            fault(e, fmt::format("mc:field needs the attribute type: one of {}", fmt::join(types, ", ")));
        if (e.view("label").value_or("").empty()) fault(e, "mc:field needs the attribute label");
        if (type == "choice" && e.view("choices").value_or("").empty())
            fault(e, "a field of type choice needs choices: the name of a list, or values parted by '|'");
        for (const auto& a : e.attributes()) {
            if (!a.ns.empty()) continue;
            if (a.name == "type" && !kinds::is_field_type(a.value))
                fault(e, a, unknown("the type", a.value, {types.begin(), types.end()}));
            if (a.name == "required" && a.value != "true" && a.value != "false")
                fault(e, a, fmt::format("required=\"{}\" is not known; write true or false", a.value));
            if ((a.name == "least" || a.name == "most") && !is_whole(a.value))
                fault(e, a, fmt::format("{}=\"{}\" is no whole number", a.name, a.value));
            const bool list = a.name == "choices" && a.value.find('|') == a.value.npos && !a.value.empty();
            if (list && lists_ && !among(lists_->names(), a.value))
                fault(e, a,
                      unknown("the choice list", a.value, lists_->names()) +
                          " (reasons.xml holds them), or values parted by '|'");
        }
    }

    // mc: attributes, which stand on states alone.
    void read_annotations(const xml::element& e) {
        const bool state = among(words{"state", "parallel", "final"}, e.name());
        for (const auto& a : e.attributes()) {
            if (foreign(e, a.ns) || a.ns != chart::domain_namespace) continue;
            const words known{"label", "holder", "status", "step-term", "apology"};
            if (!state || !among(known, a.name)) {
                fault(e, a,
                      fmt::format("<{}> knows no attribute mc:{}{}; {}", e.name(), a.name,
                                  did_you_mean(a.name, known),
                                  state ? fmt::format("it takes mc:{}", fmt::join(known, ", mc:"))
                                        : "these stand on <state>, <parallel> and <final>"));
                continue;
            }
            if (auto wrong = wrong_annotation(a)) fault(e, a, std::move(*wrong));
        }
    }

    static std::optional<std::string> wrong_annotation(const xml::attribute& a) {
        if (a.name == "holder" && !among(kinds::holders(), a.value))
            return unknown("the holder", a.value, kinds::holders());
        if (a.name == "status" && !among(words{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}, a.value))
            return fmt::format("mc:status=\"{}\" is no national status; write a number from 1 to 10",
                               a.value);
        if (a.name == "step-term" && !dossier::step_term_of(a.value))
            return fmt::format(
                "mc:step-term=\"{}\" is no term; write for example \"2 working-days\" or \"4 "
                "working-hours\"",
                a.value);
        if (const words known{"none", "draft", "issued", "escalated"};
            a.name == "apology" && !among(known, a.value))
            return unknown("mc:apology", a.value, known);
        return std::nullopt;
    }

    struct fault_place {
        xml::element in;
        std::optional<xml::attribute> of;
    };

    const procedure::reasons* lists_;
    const kinds::registry& known_;
    faults& found_;
    std::set<std::pair<std::string, std::string>> foreign_;  // file, namespace
};

}  // namespace

faults check_words(const xml::element& root, const procedure::reasons* lists, const kinds::registry& known) {
    faults found;
    word_check(lists, known, found).walk(root);
    return found;
}

}  // namespace motcua::runtime
