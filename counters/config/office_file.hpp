// Who works in an office and where paper comes out: staff, counters and their printers, read from one XML
// file that the office keeps. What its papers say (names, place, heads by date) is law-facing data of
// workflows/, not this. Immutable once read; any thread. Personal names stay out of logs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace motcua::counters {

struct unit {
    std::string code;  // "PC06"
    std::string name;
    bool controlling = false;  // told of every late dossier
};

struct staff_member {
    std::string id;  // what the journal keeps, "reception.1"
    std::string name;
    std::string title;  // "Trưởng Công an xã", "KT. Trưởng Công an xã"
    std::string unit;
    std::vector<std::string> roles;
    std::string counter;  // where this person's paper comes out; empty: the first counter
};

struct counter_printer {
    std::string paper;  // "80mm" or "a4"
    std::string uri;    // scheme as in printers/drivers
    position at;        // in the file, for who finds more wrong with it
};

struct counter {
    std::string id;
    std::string name;
    std::vector<counter_printer> printers;

    const counter_printer* printer_for(std::string_view paper) const;
};

// Where notices go: a folder for all, and a mail server for applicants who gave an address.
struct notice_ways {
    std::string folder;  // empty: DIR/notices
    std::string smtp;    // host; empty: no mail server
    int port = 0;
    std::string tls = "starttls";  // "none", "starttls", "always"
    std::string user, password_file, from, ca_file;
};

struct office_file {
    std::string code;  // "000.51.01.G01"
    std::string name;
    std::vector<unit> units;
    std::vector<staff_member> staff;
    std::vector<counter> counters;
    notice_ways notices;
    // Further ahead of the last commit than this, the PC's clock is doubted: no office is closed for so long.
    int clock_days_ahead = 14;

    const staff_member* find_staff(std::string_view id) const;
    const unit* find_unit(std::string_view code) const;
    const counter* find_counter(std::string_view id) const;
};

read_result<office_file> read_office_file(const std::string& path);
read_result<office_file> parse_office_file(std::string text, const std::string& name);

}  // namespace motcua::counters
