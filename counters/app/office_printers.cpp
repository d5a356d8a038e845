#include "counters/app/office_printers.hpp"

#include <algorithm>
#include <filesystem>

#include "printers/drivers/devices.hpp"

namespace motcua::app {
namespace {

constexpr std::string_view roll = "80mm", sheet = "a4";

std::string_view paper_of(const std::string& uri) {
    return uri.starts_with("escpos:") ? roll : sheet;
}

void check(const std::string& uri, const std::string& file, position at, faults& found) {
    if (auto device = printers::open_device(uri); !device)
        found.push_back({file, at, device.error().message});
}

}  // namespace

read_result<office_printers> office_printers::read(const counters::office_file& office,
                                                   const std::string& office_name,
                                                   const std::string& rules_file) {
    office_printers out;
    out.staff_ = office.staff;
    for (const auto& c : office.counters) out.counters_.push_back(c.id);
    faults found;
    for (const auto& c : office.counters)
        for (const auto& p : c.printers) {
            out.all_.push_back({c.id + "/" + p.paper, p.paper, p.uri});
            check(p.uri, office_name, p.at, found);
        }
    std::error_code ignored;
    if (!std::filesystem::exists(rules_file, ignored)) {
        if (!found.empty()) return tl::make_unexpected(std::move(found));
        return out;
    }
    auto rules = printers::load_printer_rules(rules_file);
    if (!rules) {
        found.insert(found.end(), rules.error().begin(), rules.error().end());
        return tl::make_unexpected(std::move(found));
    }
    for (const auto& p : rules->printers) {
        check(p.uri, rules_file, p.at, found);
        if (out.find(p.name))
            found.push_back({rules_file, p.at, "the office file has a printer \"" + p.name + "\" already"});
        out.all_.push_back({p.name, std::string(paper_of(p.uri)), p.uri});
    }
    out.rules_ = std::move(*rules);
    if (!found.empty()) return tl::make_unexpected(std::move(found));
    return out;
}

office_printers office_printers::drawn(const std::string& roll_uri, const std::string& sheet_folder) {
    office_printers out;
    out.all_ = {{"quay-1/80mm", std::string(roll), roll_uri},
                {"quay-1/a4", std::string(sheet), "spool:" + sheet_folder}};
    out.counters_ = {"quay-1"};
    return out;
}

const attached* office_printers::find(std::string_view name) const {
    const auto at = std::find_if(all_.begin(), all_.end(), [&](const attached& p) { return p.name == name; });
    return at == all_.end() ? nullptr : &*at;
}

// Where the person sat who did it, as far as the office still has that counter, or always sits; what time did
// comes out where the dossier was received.
std::string office_printers::counter_of(const sheet_question& q) const {
    if (std::find(counters_.begin(), counters_.end(), q.counter) != counters_.end())
        return std::string(q.counter);
    for (const auto who : {q.actor, q.officer})
        for (const auto& s : staff_)
            if (s.id == who && !s.counter.empty()) return s.counter;
    return counters_.empty() ? std::string() : counters_.front();
}

void office_printers::add_of(std::string_view paper, const std::string& counter,
                             std::vector<std::string>& out) const {
    const auto here = [&](const attached& p) { return p.name.starts_with(counter + "/"); };
    for (const bool wanted : {true, false})
        for (const auto& p : all_)
            if (p.paper == paper && here(p) == wanted) out.push_back(p.name);
}

printers::paper_choice office_printers::choose(const sheet_question& q) const {
    const auto counter = counter_of(q);
    auto ruled = printers::choose(rules_, {counter, q.form, q.stream, q.at});
    if (ruled.hold) return ruled;
    // A form made for sheets would be unreadable on a roll.
    std::erase_if(ruled.printers, [&](const std::string& name) {
        const auto* p = find(name);
        return !p || (p->paper == roll && !q.fits_roll);
    });
    if (!ruled.printers.empty()) return ruled;
    printers::paper_choice out;
    if (q.fits_roll) add_of(roll, counter, out.printers);
    if (out.printers.empty()) add_of(sheet, counter, out.printers);
    return out;
}

}  // namespace motcua::app
