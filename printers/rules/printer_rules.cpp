#include "printers/rules/printer_rules.hpp"

#include <algorithm>

#include "engine/base/json.hpp"
#include "engine/base/text.hpp"
#include "printers/device/uri.hpp"
#include "printers/rules/json_places.hpp"

namespace motcua::printers {
namespace {

using minutes = std::chrono::minutes;

// Collects every fault of the file while it reads.
class reader {
public:
    reader(std::string_view text, const std::string& file) : places_(text), file_(file) {}

    printer_rules read(const json& root);
    faults found;

private:
    void fault_at(const std::string& path, std::string message) {
        found.push_back({file_, places_.at(path), std::move(message)});
    }
    void known_keys(const json_object& o, const std::string& path,
                    std::initializer_list<std::string_view> known);
    const json_array* array_of(const json& root, std::string_view key);
    std::string text_of(const json_object& o, std::string_view key, const std::string& path);
    std::vector<std::string> one_or_more(const json_object& o, std::string_view key, const std::string& path);
    void read_printer(const json& v, const std::string& path);
    void read_rule(const json& v, const std::string& path);
    void read_hours(const json_object& o, const std::string& path, printer_rule& rule);
    void read_target(const json_object& o, const std::string& path, printer_rule& rule);

    json_places places_;
    const std::string& file_;
    printer_rules out_;
    bool last_fits_all_ = false;
};

void reader::known_keys(const json_object& o, const std::string& path,
                        std::initializer_list<std::string_view> known) {
    for (const auto& [name, ignored] : o) {
        const std::string_view key(name.data(), name.size());
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        std::string all;
        for (std::string_view k : known) all += (all.empty() ? "" : ", ") + std::string(k);
        fault_at(path + "/" + std::string(key),
                 "unknown member \"" + std::string(key) + "\"; expected one of: " + all);
    }
}

const json_array* reader::array_of(const json& root, std::string_view key) {
    const json* v = find(root, key);
    if (v && v->is_array()) return &v->get_array();
    fault_at("/" + std::string(key), "expected an array \"" + std::string(key) + "\"");
    return nullptr;
}

std::string reader::text_of(const json_object& o, std::string_view key, const std::string& path) {
    const json* v = o.if_contains(key);
    if (v && v->is_string() && !v->get_string().empty()) return std::string(v->get_string());
    fault_at(path + "/" + std::string(key),
             "expected \"" + std::string(key) + "\" as a text that is not empty");
    return {};
}

std::vector<std::string> reader::one_or_more(const json_object& o, std::string_view key,
                                             const std::string& path) {
    const json* v = o.if_contains(key);
    if (!v) return {};
    const std::string here = path + "/" + std::string(key);
    if (v->is_string() && !v->get_string().empty()) return {std::string(v->get_string())};
    std::vector<std::string> out;
    if (v->is_array())
        for (const json& item : v->get_array())
            if (item.is_string() && !item.get_string().empty()) out.emplace_back(item.get_string());
    if (!v->is_array() || out.empty() || out.size() != v->get_array().size())
        fault_at(here, "expected a text or an array of texts for \"" + std::string(key) + "\"");
    return out;
}

void reader::read_printer(const json& v, const std::string& path) {
    if (!v.is_object()) return fault_at(path, "expected an object with \"name\" and \"uri\"");
    const json_object& o = v.get_object();
    known_keys(o, path, {"name", "uri"});
    printer_entry entry{text_of(o, "name", path), text_of(o, "uri", path), places_.at(path + "/uri")};
    if (!entry.uri.empty())
        if (const auto uri = parse_device_uri(entry.uri); !uri) fault_at(path + "/uri", uri.error().message);
    const auto same = [&](const printer_entry& e) { return e.name == entry.name; };
    if (!entry.name.empty() && std::any_of(out_.printers.begin(), out_.printers.end(), same))
        fault_at(path + "/name", "printer \"" + entry.name + "\" is named twice; give each its own name");
    out_.printers.push_back(std::move(entry));
}

void reader::read_hours(const json_object& o, const std::string& path, printer_rule& rule) {
    const json* v = o.if_contains("hours");
    if (!v) return;
    const std::string text = v->is_string() ? std::string(v->get_string()) : std::string();
    const auto dash = text.find('-');
    const auto from = parse_time_of_day(std::string_view(text).substr(0, dash));
    const auto to =
        dash == text.npos ? std::nullopt : parse_time_of_day(std::string_view(text).substr(dash + 1));
    if (!from || !to || *from == *to)
        return fault_at(path + "/hours",
                        "expected \"hours\" as two different times, for example \"07:00-17:30\"");
    rule.hours = {*from, *to};
}

void reader::read_target(const json_object& o, const std::string& path, printer_rule& rule) {
    rule.printers = one_or_more(o, "printers", path);
    if (const json* hold = o.if_contains("hold")) {
        if (!hold->is_bool())
            fault_at(path + "/hold", "expected \"hold\" as true or false");
        else
            rule.hold = hold->get_bool();
    }
    if (rule.hold != rule.printers.empty())
        fault_at(path, "a rule names either \"printers\" or \"hold\": true, and not both");
    for (std::size_t i = 0; i < rule.printers.size(); ++i) {
        const auto same = [&](const printer_entry& e) { return e.name == rule.printers[i]; };
        if (std::any_of(out_.printers.begin(), out_.printers.end(), same)) continue;
        fault_at(path + "/printers/" + std::to_string(i),
                 "no printer is named \"" + rule.printers[i] + "\"; add it to \"printers\" at the top");
    }
}

void reader::read_rule(const json& v, const std::string& path) {
    if (!v.is_object()) return fault_at(path, "expected an object with \"printers\" or \"hold\"");
    const json_object& o = v.get_object();
    known_keys(o, path, {"counter", "form", "stream", "hours", "printers", "hold"});
    printer_rule rule;
    rule.counters = one_or_more(o, "counter", path);
    rule.forms = one_or_more(o, "form", path);
    rule.streams = one_or_more(o, "stream", path);
    read_hours(o, path, rule);
    read_target(o, path, rule);

    if (last_fits_all_) fault_at(path, "this rule is never reached: the one before it fits everything");
    last_fits_all_ =
        !o.contains("counter") && !o.contains("form") && !o.contains("stream") && !o.contains("hours");
    out_.rules.push_back(std::move(rule));
}

printer_rules reader::read(const json& root) {
    if (!root.is_object()) {
        fault_at("", "expected an object with \"printers\" and \"rules\"");
        return {};
    }
    known_keys(root.get_object(), "", {"printers", "rules"});
    if (const json_array* all = array_of(root, "printers"))
        for (std::size_t i = 0; i < all->size(); ++i)
            read_printer((*all)[i], "/printers/" + std::to_string(i));
    if (const json_array* all = array_of(root, "rules"))
        for (std::size_t i = 0; i < all->size(); ++i) read_rule((*all)[i], "/rules/" + std::to_string(i));
    return std::move(out_);
}

bool names(const std::vector<std::string>& wanted, std::string_view it) {
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), it) != wanted.end();
}

bool within(const printer_rule& rule, minutes now) {
    if (!rule.hours) return true;
    const auto [from, to] = *rule.hours;
    return from < to ? from <= now && now < to : now >= from || now < to;
}

}  // namespace

read_result<printer_rules> parse_printer_rules(std::string_view text, const std::string& file) {
    const auto root = parse_json(text, file);
    if (!root) return tl::make_unexpected(root.error());
    reader r(text, file);
    printer_rules out = r.read(*root);
    if (r.found.empty()) return out;
    std::stable_sort(r.found.begin(), r.found.end(), [](const fault& a, const fault& b) {
        return std::pair(a.at.line, a.at.column) < std::pair(b.at.line, b.at.column);
    });
    return tl::make_unexpected(std::move(r.found));
}

read_result<printer_rules> load_printer_rules(const std::string& path) {
    const auto text = read_file(path);
    if (!text) return tl::make_unexpected(faults{{path, {}, text.error().message}});
    return parse_printer_rules(*text, path);
}

paper_choice choose(const printer_rules& rules, const paper_question& q) {
    const auto now = std::chrono::floor<minutes>(q.at - std::chrono::floor<std::chrono::days>(q.at));
    for (const printer_rule& r : rules.rules)
        if (names(r.counters, q.counter) && names(r.forms, q.form) && names(r.streams, q.stream) &&
            within(r, now))
            return {r.printers, r.hold};
    return {};
}

}  // namespace motcua::printers
