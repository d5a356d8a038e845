#include "counters/commands/procedure_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace motcua::counters {
std::vector<std::string> split(std::string_view text, std::string_view by) {
    std::vector<std::string> out;
    for (std::size_t from = 0; from <= text.size();) {
        const auto end = std::min(text.find(by, from), text.size());
        out.emplace_back(text.substr(from, end - from));
        from = end + by.size();
    }
    return out;
}

namespace {

constexpr std::string_view fee_column = "fee_to_";

using member = std::string listed_procedure::*;
constexpr std::array<std::pair<std::string_view, member>, 10> columns{{
    {"no", &listed_procedure::number},
    {"code", &listed_procedure::code},
    {"field", &listed_procedure::field},
    {"level", &listed_procedure::level},
    {"online", &listed_procedure::online},
    {"title", &listed_procedure::title},
    {"term", &listed_procedure::term},
    {"fee", &listed_procedure::fee},
    {"note", &listed_procedure::note},
    {"valid_to", nullptr},
}};

class table_reader {
public:
    table_reader(std::string file, faults& found) : file_(std::move(file)), found_(found) {}

    procedure_table read(const std::string& text) {
        auto lines = split(text, "\n");
        while (!lines.empty() && lines.back().empty()) lines.pop_back();
        for (auto& line : lines)
            if (line.ends_with('\r')) line.pop_back();
        std::size_t at = 0;
        if (at < lines.size() && lines[at].starts_with("#")) {
            const auto begin = lines[at].find_first_not_of("# ");
            if (begin != std::string::npos) out_.source = lines[at].substr(begin);
            ++at;
        } else {
            say(1, 1, "line 1 must name the source: \"# \" and where the list was published, and when");
        }
        if (at >= lines.size()) {
            say(static_cast<int>(at) + 1, 1, "there is no line with the names of the columns");
            return std::move(out_);
        }
        read_names(split(lines[at], "\t"), static_cast<int>(at) + 1);
        for (++at; at < lines.size(); ++at)
            if (!lines[at].empty() && !names_wrong_)
                read_row(split(lines[at], "\t"), static_cast<int>(at) + 1);
        return std::move(out_);
    }

private:
    void say(int line, std::size_t column, std::string message) {
        found_.push_back({file_, {line, static_cast<int>(column)}, std::move(message)});
    }

    static bool known(std::string_view name) {
        return name.starts_with(fee_column) ||
               std::any_of(columns.begin(), columns.end(), [&](const auto& c) { return c.first == name; });
    }

    void read_names(std::vector<std::string> names, int line) {
        const auto before = found_.size();
        std::size_t column = 1;
        std::set<std::string_view> seen;
        for (const auto& name : names) {
            if (!known(name)) say(line, column, fmt::format("there is no column \"{}\"", name));
            if (name.starts_with(fee_column)) {
                fee_until_ = parse_day(std::string_view(name).substr(fee_column.size()));
                if (!fee_until_)
                    say(line, column, fmt::format("\"{}\": expected a day, fee_to_2026-12-31", name));
            }
            if (!seen.insert(name).second)
                say(line, column, fmt::format("the column \"{}\" stands here twice", name));
            column += name.size() + 1;
        }
        for (const std::string_view wanted : {"no", "field", "title"})
            if (!seen.contains(wanted)) say(line, 1, fmt::format("there is no column \"{}\"", wanted));
        names_ = std::move(names);
        names_wrong_ = found_.size() > before;
    }

    void read_row(const std::vector<std::string>& cells, int line) {
        if (cells.size() != names_.size())
            return say(line, 1,
                       fmt::format("{} cells, but {} columns are named", cells.size(), names_.size()));
        listed_procedure row;
        row.line = line;
        row.fee_until_day = fee_until_;
        std::size_t column = 1;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (cells[i] != "-") take(row, names_[i], cells[i], line, column);
            column += cells[i].size() + 1;
        }
        check(row);
        out_.rows.push_back(std::move(row));
    }

    void take(listed_procedure& row, std::string_view name, const std::string& cell, int line,
              std::size_t column) {
        if (name.starts_with(fee_column)) {
            row.fee_until = cell;
        } else if (name == "valid_to") {
            row.until = parse_day(cell);
            if (!row.until) say(line, column, fmt::format("\"{}\" is no day; expected 2026-08-17", cell));
        } else {
            for (const auto& [known_name, to] : columns)
                if (known_name == name) row.*to = cell;
        }
    }

    void check(const listed_procedure& row) {
        if (row.title.empty()) say(row.line, 1, "the procedure has no title");
        if (row.number.empty()) say(row.line, 1, "the procedure has no number");
        if (row.field.empty()) say(row.line, 1, "the procedure has no field");
        if (!row.online.empty() && row.online != "full" && row.online != "partial" && row.online != "none")
            say(row.line, 1,
                fmt::format(
                    "online is \"{}\"; expected full, partial, none, or - where the source does not say",
                    row.online));
        const auto& key = row.code.empty() ? row.number : row.code;
        if (const auto [at, fresh] = lines_.emplace(key, row.line); !fresh)
            say(row.line, 1, fmt::format("\"{}\" stands in line {} already", key, at->second));
    }

    std::string file_;
    faults& found_;
    procedure_table out_;
    std::vector<std::string> names_;
    bool names_wrong_ = false;
    std::optional<local_day> fee_until_;
    std::map<std::string, int> lines_;
};

}  // namespace

read_result<procedure_table> read_procedure_table(const std::string& text, const std::string& file) {
    faults found;
    auto out = table_reader(file, found).read(text);
    if (!found.empty()) return tl::make_unexpected(std::move(found));
    return out;
}

}  // namespace motcua::counters
