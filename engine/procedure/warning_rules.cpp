#include "engine/procedure/warning_rules.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "engine/procedure/attributes.hpp"

namespace motcua::procedure {

namespace {

int days_of(xml::element root, std::string_view name, faults& found) {
    const auto written = root.children(xml_namespace, name);
    if (written.size() != 1) {
        found.push_back((written.empty() ? root : written[1])
                            .error(fmt::format("<warnings> needs exactly one <{} days=\"…\"/>", name)));
        return 0;
    }
    attributes a(written.front(), found, {"days", "source", "confirmed"});
    if (a.required("days").empty()) return 0;
    return static_cast<int>(a.number("days", 0, 1, 3650));
}

}  // namespace

read_result<std::optional<warning_rules>> read_warning_rules(const std::string& path) {
    if (!std::filesystem::exists(path)) return std::optional<warning_rules>{};
    const auto doc = xml::document::read(path);
    if (!doc) return tl::make_unexpected(doc.error());
    const auto root = doc->root();
    if (!root.is(xml_namespace, "warnings"))
        return tl::make_unexpected(
            faults{root.error(fmt::format("expected <warnings xmlns=\"{}\">", xml_namespace))});
    faults found;
    attributes top(root, found, {}, {"fee-ends", "calendar-ends"});
    const warning_rules out{days_of(root, "fee-ends", found), days_of(root, "calendar-ends", found)};
    if (!found.empty()) return tl::make_unexpected(std::move(found));
    return std::optional(out);
}

}  // namespace motcua::procedure
