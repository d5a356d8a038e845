#include "counters/commands/procedures_import.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "counters/commands/procedure_file.hpp"
#include "engine/base/text.hpp"
#include "engine/tools.hpp"

namespace motcua::counters {
namespace {

namespace fs = std::filesystem;

// False: `given` is not of the form LEVEL=CODE:AGENCY.
bool add_unit(procedure_file_options& to, const std::string& given) {
    const auto equals = given.find('='), colon = given.find(':', equals == given.npos ? 0 : equals);
    if (equals == given.npos || colon == given.npos || equals == 0 || colon == equals + 1 ||
        colon + 1 == given.size())
        return false;
    const resolving_unit unit{given.substr(equals + 1, colon - equals - 1), given.substr(colon + 1)};
    to.units.emplace("", unit);
    to.units[given.substr(0, equals)] = unit;
    return true;
}

struct new_file {
    fs::path path;
    std::string text;
};

// Whatever the list makes, it must be a file that an office can work by.
std::vector<new_file> files_of(const procedure_table& table, const procedure_file_options& how,
                               const std::string& folder, faults& found) {
    std::vector<new_file> out;
    for (const auto& row : table.rows) {
        auto text = to_procedure_file(row, how);
        const auto path = fs::path(folder) / folder_name(row.field) / file_name(code_of(row, how));
        if (const auto good = tools::check_procedure(text, path.string()); !good)
            found.insert(found.end(), good.error().begin(), good.error().end());
        out.push_back({path, std::move(text)});
    }
    return out;
}

result<void> write_all(const std::vector<new_file>& files, bool replace, std::vector<std::string>& kept) {
    for (const auto& file : files) {
        std::error_code error;
        if (!replace && fs::exists(file.path, error)) {
            kept.push_back(file.path.string());
            continue;
        }
        fs::create_directories(file.path.parent_path(), error);
        if (auto ok = write_file(file.path.string(), file.text); !ok) return ok;
    }
    return {};
}

}  // namespace

int procedures_import(const procedures_import_options& o, std::ostream& out, std::ostream& err) {
    procedure_file_options how;
    how.prefix = o.prefix;
    for (const auto& given : o.units)
        if (!add_unit(how, given))
            return err << "procedures: --unit \"" << given << "\": expected LEVEL=CODE:AGENCY\n", 2;
    const auto text = read_file(o.file);
    if (!text) return err << text.error().message << '\n', 2;
    if (const auto at = first_invalid_utf8(*text))
        return err << fmt::format("{}: byte {} is no UTF-8; save the table as UTF-8\n", o.file, *at), 2;
    faults found;
    const auto table = read_procedure_table(*text, o.file);
    if (table) how.source = table->source;
    const auto files = table ? files_of(*table, how, o.out, found) : std::vector<new_file>{};
    if (!table) found = table.error();
    for (const auto& f : found) err << to_string(f) << '\n';
    if (!found.empty()) return 2;
    std::vector<std::string> kept;
    if (const auto ok = write_all(files, o.replace, kept); !ok) return err << ok.error().message << '\n', 2;
    for (const auto& path : kept)
        err << path << ": was there already and is kept; --replace writes it anew\n";
    out << fmt::format("{} procedures, {} files written, {} kept\n", files.size(), files.size() - kept.size(),
                       kept.size());
    return kept.empty() ? 0 : 1;
}

}  // namespace motcua::counters
