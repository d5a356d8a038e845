#include "counters/commands/procedures_list.hpp"

#include <algorithm>
#include <filesystem>

#include "engine/base/clock.hpp"
#include "engine/base/json.hpp"
#include "engine/tools.hpp"

namespace motcua::counters {
namespace {

std::string in_words(std::string_view what) {
    return what == "level"  ? "mức độ trực tuyến"
           : what == "term" ? "thời hạn"
           : what == "fee"  ? "phí, lệ phí"
                            : "thành phần hồ sơ";
}

json to_json(const tools::known_procedure& p) {
    json_array open;
    for (const auto& what : p.unconfirmed) open.emplace_back(what);
    return json_object{{"code", p.code},     {"name", p.name},   {"field", p.field},
                       {"agency", p.agency}, {"level", p.level}, {"unconfirmed", std::move(open)}};
}

void show(const tools::known_procedure& p, std::ostream& out) {
    out << p.code << "  " << p.name;
    const char* before = "  [chưa xác nhận: ";
    for (const auto& what : p.unconfirmed) {
        out << before << in_words(what);
        before = ", ";
    }
    out << (p.unconfirmed.empty() ? "\n" : "]\n");
}

}  // namespace

int procedures_list(const procedures_list_options& o, std::ostream& out, std::ostream& err) {
    const auto day = o.day.empty() ? std::optional(day_of(system_clock().now())) : parse_day(o.day);
    if (!day) return err << "procedures: --day \"" << o.day << "\": expected a day such as 2026-12-01\n", 2;
    auto all = tools::list_procedures((std::filesystem::path(o.workflows) / "procedures").string(), *day);
    if (!all) {
        for (const auto& f : all.error()) err << to_string(f) << '\n';
        return 2;
    }
    if (o.unconfirmed)
        all->erase(
            std::remove_if(all->begin(), all->end(), [](const auto& p) { return p.unconfirmed.empty(); }),
            all->end());
    if (o.json) {
        json_array list;
        for (const auto& p : *all) list.push_back(to_json(p));
        out << to_text(json_object{{"day", to_iso(*day)}, {"procedures", std::move(list)}}) << '\n';
        return 0;
    }
    for (const auto& p : *all) show(p, out);
    out << all->size() << (o.unconfirmed ? " thủ tục còn nội dung chưa xác nhận\n" : " thủ tục\n");
    return 0;
}

}  // namespace motcua::counters
