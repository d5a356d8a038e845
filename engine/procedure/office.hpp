// An office as its papers show it: names, place, address, units with their heads, counters, code pattern.
// Read from workflows/units/<code>.xml; immutable. Opening hours belong to the calendar.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/procedure/dated.hpp"

namespace motcua::procedure {

struct signer {
    validity when;
    std::string name;
    std::string title;      // "TRƯỞNG CÔNG AN XÃ"
    std::string on_behalf;  // empty for the head; else the head's title, printed after "KT."
};

struct unit {
    std::string code;
    std::string name;
    std::string phone;
    bool controlling = false;     // gets a copy of every apology
    std::vector<signer> signers;  // the head first

    const signer* head(local_day day) const { return holding(signers, day); }
};

// Whose name stands on a sheet for an actor's id.
struct officer {
    std::string id;
    std::string name;
    std::string unit;
    std::string phone;
};

struct counter {
    std::string code;
    std::string name;
};

struct office {
    std::string code;  // 000.51.01.G01
    std::string name;
    std::string parent;
    std::string place;      // địa danh
    std::string desk;       // name of the one-stop desk
    std::string desk_code;  // its short name in numbers, such as TTPVHCC; empty: as the form has it
    std::string address;
    std::string phone;
    std::string hotline;
    std::string look_up;       // address of the public look-up, without token
    std::string code_pattern;  // "{office}-{yymmdd}-{number:4}"
    std::string version;       // sha256 of the file
    std::vector<unit> units;
    std::vector<officer> officers;
    std::vector<counter> counters;
    std::map<std::string, std::string>
        numbering;  // "apology" → "{number:2}/PXL"; what is absent has no number

    const unit* find_unit(std::string_view code) const;
    const unit* controlling_unit() const;
    const officer* find_officer(std::string_view id) const;
};

read_result<office> read_office(const std::string& path, origin from = origin::folder);

}  // namespace motcua::procedure
