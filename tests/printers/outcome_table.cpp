#include "tests/printers/outcome_table.hpp"

#include <sstream>
#include <stdexcept>
#include <vector>

#include "engine/base/text.hpp"

namespace motcua::printers {
namespace {

std::vector<std::string> cells(const std::string& row) {
    std::vector<std::string> out;
    std::istringstream in(row.substr(1));
    for (std::string cell; std::getline(in, cell, '|');) {
        const auto from = cell.find_first_not_of(' '), to = cell.find_last_not_of(' ');
        out.push_back(from == cell.npos ? "" : cell.substr(from, to - from + 1));
    }
    return out;
}

}  // namespace

std::map<std::string, std::map<std::string, std::string>> outcome_table(const std::string& heading) {
    std::istringstream in(read_file(std::string(MOTCUA_SOURCE_DIR) + "/tests/printers/README.md").value());
    std::string line;
    while (std::getline(in, line) && !line.starts_with("### " + heading)) {
    }
    std::vector<std::string> states;
    std::map<std::string, std::map<std::string, std::string>> out;
    while (std::getline(in, line) && !line.starts_with("###")) {
        if (!line.starts_with("| ")) continue;
        const auto row = cells(line);
        if (states.empty())
            states = row;
        else
            for (std::size_t i = 1; i < row.size(); ++i) out[row[0]][states.at(i)] = row[i];
    }
    if (out.empty()) throw std::runtime_error("README.md has no table " + heading);
    return out;
}

}  // namespace motcua::printers
