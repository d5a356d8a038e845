// Which printer takes which sheet: the counters of the office file, and before them the rules of the data
// folder's printers.json where there are some. Made once at the start, then only asked; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "counters/config/office_file.hpp"
#include "engine/base/time.hpp"
#include "printers/rules/printer_rules.hpp"

namespace motcua::app {

// One printer of the office.
struct attached {
    std::string name;   // "Q1/80mm"
    std::string paper;  // "80mm", "a4"
    std::string uri;
};

// A sheet looking for its printer.
struct sheet_question {
    std::string_view counter;  // where the person sat with the command; empty: nobody said so
    std::string_view actor;    // who caused it; "engine" when time did
    std::string_view officer;  // who accepted the dossier
    std::string_view form;
    std::string_view stream;
    bool fits_roll = false;
    local_instant at;
};

class office_printers {
public:
    office_printers() = default;
    // All faults: addresses that are none. `rules_file` need not exist.
    static read_result<office_printers> read(const counters::office_file& office,
                                             const std::string& office_name, const std::string& rules_file);
    // The training room's one counter.
    static office_printers drawn(const std::string& roll_uri, const std::string& sheet_folder);

    const std::vector<attached>& all() const { return all_; }
    // The wanted one first, then those that take over. Neither printers nor hold: nobody can print it.
    printers::paper_choice choose(const sheet_question& q) const;

private:
    std::string counter_of(const sheet_question& q) const;
    const attached* find(std::string_view name) const;
    void add_of(std::string_view paper, const std::string& counter, std::vector<std::string>& out) const;

    std::vector<counters::staff_member> staff_;
    std::vector<std::string> counters_;
    std::vector<attached> all_;
    printers::printer_rules rules_;
};

}  // namespace motcua::app
